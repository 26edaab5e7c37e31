//! A draft as residents will see it, what still keeps it from being published, and the button that publishes it.

use super::{content::Content, form, panel::Rule};
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, icon::Icon},
    context::page_context,
    format,
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
};
use domain::{
    plan::{PlanDraft, PlanField, PlanStatus, ResponseRule},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    commands,
    queries::plans::{self, PlanPage},
};

/// `/rencana/:id/pratinjau`
#[component]
pub fn PlanPreview() -> impl IntoView {
    let plan = load(async |web: Web| {
        let id = part("id")?;
        let page = plans::managed_plan(&web.services, &web.actor, id).await??;
        if page.plan.state.status != PlanStatus::Draft {
            return Err(PageError::Elsewhere(links::plan(id)));
        }
        let rule = rule_of(&page.plan.content, ResponseRule::of(&web.city));
        Ok((Head::new(web.text("preview.title")), (page, rule)))
    });
    view! { <Page of=plan let:shown><Preview page=shown.0 rule=shown.1/></Page> }
}

/// The rule this draft would be published with.
fn rule_of(draft: &PlanDraft, rule: ResponseRule) -> ResponseRule {
    let rule = if draft.city_wide { rule.for_city_wide() } else { rule };
    ResponseRule { response_days: draft.response_days.unwrap_or(rule.response_days), ..rule }
}

#[component]
fn Preview(page: PlanPage, rule: ResponseRule) -> impl IntoView {
    let today = page_context().today();
    let id = page.plan.id;
    let draft = commands::with_photos(&page.plan.content, &page.photos);
    let problems = draft.problems();
    let closes_on = rule.closes_on(today);
    let title = if draft.title.is_empty() { t!("our_plans.untitled") } else { draft.title.clone() };
    view! {
        <Crumbs steps=vec![(links::OUR_PLANS.into(), t!("our_plans.title"))]/>
        <p class="notice notice--info"><Icon name="info"/>{t!("preview.notice")}</p>
        <ErrorSummary labels=form::labels()/>
        <div class="page-head"><h1>{title}</h1><p class="lead">{draft.summary.clone()}</p></div>
        <div class="two-col">
            <div class="stack-l"><Content page=page.clone()/></div>
            <section class="side card stack">
                <h2>{t!("preview.publish")}</h2>
                {if problems.is_empty() {
                    view! {
                        <p>{t!("preview.check", day = format::day(closes_on))}</p>
                        <Rule rule households=page.households city_wide=draft.city_wide/>
                        <form method="post" action=links::plan_step(id, "terbitkan")><button class="btn btn--wide">{t!("preview.publish")}</button></form>
                    }.into_any()
                } else {
                    view! { <Missing id=links::plan_step(id, "ubah") problems/> }.into_any()
                }}
                <p class="cluster"><a href=links::plan_step(id, "ubah")>{t!("plan_form.back_to_form")}</a>
                    <a href=links::plan_step(id, "foto")>{t!("photos.title")}</a>
                    <a href=links::plan_step(id, "tarik")>{t!("preview.discard")}</a></p>
            </section>
        </div>
    }
    .into_any()
}

/// Everything that is missing, each a link to its field.
#[component]
fn Missing(id: String, problems: Vec<(PlanField, Refusal)>) -> impl IntoView {
    view! {
        <p>{t!("preview.missing")}</p>
        <ul>{problems.into_iter().map(|(field, refusal)| {
            let words = format!("{}: {}", crate::text::t_code("plan_form", field.code()), crate::text::refusal(&refusal));
            view! { <li><a href=format!("{id}#{}", field.code())>{words}</a></li> }
        }).collect_view()}</ul>
    }
    .into_any()
}
