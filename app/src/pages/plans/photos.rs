//! The pictures of a plan that is being written, between its form and its preview.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        photos::{PhotoEditor, PhotoWays, labels},
    },
    context::page_context,
    http::Web,
    links,
    page::{Page, load, part},
    shell::Head,
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
    let new_id = page_context().new_id();
    let id = page.plan.id;
    let ways = PhotoWays {
        go_on: (links::plan_step(id, "pratinjau"), t!("plan_form.to_preview")),
        leave: (links::plan_step(id, "ubah"), t!("plan_form.back_to_form")),
    };
    view! {
        <Crumbs steps=vec![(links::OUR_PLANS.into(), t!("our_plans.title")), (links::plan_step(id, "ubah"), page.plan.content.title.clone())]/>
        <div class="page-head"><h1>{t!("photos.title")}</h1><p class="lead">{t!("photos.lead")}</p></div>
        <ErrorSummary labels=labels()/>
        <PhotoEditor photos=page.photos.clone() action=links::plan_step(id, "foto") id=new_id most=PlanDraft::MOST_PHOTOS ways/>
    }
    .into_any()
}
