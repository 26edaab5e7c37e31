//! The pictures of a plan that is being written, between its form and its preview.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        photos::{PhotoFields, PhotoRemovals, labels},
    },
    http::Web,
    links,
    page::{Page, load, part},
    shell::Head,
    uploads::{GO_ON, LEAVE},
};
use domain::{
    plan::{PlanDraft, PlanStatus},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::queries::plans::{self, PlanPage};

/// `/rencana/:id/foto`
#[component]
pub fn PlanPhotos() -> impl IntoView {
    let plan = load(async |web: Web| {
        let page = plans::managed_plan(&web.services, &web.actor, part("id")?).await??;
        check_draft(&page)?;
        Ok((Head::new(web.text("photos.title")), page))
    });
    view! { <Page of=plan let:page><Pictures page/></Page> }
}

/// Pictures are published with the text and stand still like it.
pub fn check_draft(page: &PlanPage) -> Result<(), Refusal> {
    let status = page.plan.state.status;
    if status == PlanStatus::Draft { Ok(()) } else { Err(Refusal::PlanStatusForbids { status }) }
}

#[component]
fn Pictures(page: PlanPage) -> impl IntoView {
    let (id, photos) = (page.plan.id, page.photos.clone());
    let action = links::plan_step(id, "foto");
    view! {
        <Crumbs steps=vec![(links::OUR_PLANS.into(), t!("our_plans.title")), (links::plan_step(id, "ubah"), page.plan.content.title.clone())]/>
        <div class="page-head"><h1>{t!("photos.title")}</h1><p class="lead">{t!("photos.lead")}</p></div>
        <ErrorSummary labels=labels(&photos)/>
        <form method="post" action=action.clone() enctype="multipart/form-data" class="form">
            <PhotoFields photos=photos.clone() action=action.clone() most=PlanDraft::MOST_PHOTOS/>
            <div class="cluster">
                <button class="btn" name=GO_ON value="1">{t!("plan_form.to_preview")}</button>
                <button class="link-btn" name=LEAVE value="1">{t!("plan_form.back_to_form")}</button>
            </div>
        </form>
        <PhotoRemovals photos action/>
    }
    .into_any()
}
