//! After the answers: the agency says what it does, opens the period once more, or reports how the works go.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, Choices, TextArea, TextField},
    },
    http::Web,
    links,
    page::{Page, load, part},
    shell::Head,
    text::t_code,
};
use domain::{
    plan::{FollowUpKind, Outcome, PlanEventKind},
    refusal::Refusal,
};
use leptos::prelude::*;
use services::queries::plans::{self, PlanPage};

/// `/rencana/:id/tindak-lanjut`
#[component]
pub fn PlanFollowUp() -> impl IntoView {
    let plan = load(async |web: Web| {
        let page = plans::managed_plan(&web.services, &web.actor, part("id")?).await??;
        page.plan.state.permit(PlanEventKind::FollowedUp, &web.actor, (page.plan.id, page.plan.agency))?;
        Ok((Head::new(web.text("follow_up_form.title")), page))
    });
    view! { <Page of=plan let:page><FollowUpForm page/></Page> }
}

/// `/rencana/:id/kemajuan`
#[component]
pub fn PlanProgress() -> impl IntoView {
    let plan = load(async |web: Web| {
        let page = plans::managed_plan(&web.services, &web.actor, part("id")?).await??;
        let state = page.plan.state;
        let kind = state.advance().ok_or(Refusal::PlanStatusForbids { status: state.status })?;
        state.permit(kind, &web.actor, (page.plan.id, page.plan.agency))?;
        Ok((Head::new(web.text("progress_form.title")), (page, kind)))
    });
    view! { <Page of=plan let:shown><ProgressForm page=shown.0 kind=shown.1/></Page> }
}

#[component]
fn FollowUpForm(page: PlanPage) -> impl IntoView {
    let id = page.plan.id;
    let kinds = FollowUpKind::ALL.map(|kind| Choice::new(kind.code(), t_code("follow_up", kind.code()))).to_vec();
    let lead = match page.plan.state.outcome {
        Some(Outcome::Positive) => t!("follow_up_form.lead_positive"),
        Some(Outcome::NotPositive) => t!("follow_up_form.lead_not_positive"),
        _ => t!("follow_up_form.lead_too_few"),
    };
    view! {
        <Crumbs steps=vec![(links::plan(id), page.plan.content.title.clone())]/>
        <div class="page-head"><h1>{t!("follow_up_form.title")}</h1><p class="lead">{lead}</p></div>
        <ErrorSummary labels=vec![("follow_up", t!("follow_up_form.kind")), ("note", t!("follow_up_form.note"))]/>
        <form method="post" action=links::plan_step(id, "tindak-lanjut") class="form">
            <Choices name="follow_up" legend=t!("follow_up_form.kind") choices=kinds/>
            <TextArea name="note" label=t!("follow_up_form.note") hint=t!("follow_up_form.note_hint") rows=8/>
            <button class="btn">{t!("follow_up_form.publish")}</button>
        </form>
    }
    .into_any()
}

#[component]
fn ProgressForm(page: PlanPage, kind: PlanEventKind) -> impl IntoView {
    let id = page.plan.id;
    let asks_amount = kind == PlanEventKind::EnteredRkpd;
    let budget = page.plan.content.budget.map_or_else(String::new, domain::money::Rupiah::grouped);
    view! {
        <Crumbs steps=vec![(links::plan(id), page.plan.content.title.clone())]/>
        <div class="page-head"><h1>{t!("progress_form.title")}</h1><p class="lead">{t_code("progress_lead", kind.code())}</p></div>
        <ErrorSummary labels=vec![("amount", t!("progress_form.amount")), ("note", t!("progress_form.note"))]/>
        <form method="post" action=links::plan_step(id, "kemajuan") class="form">
            <input type="hidden" name="kind" value=kind.code()/>
            {asks_amount.then(|| view! { <TextField name="amount" label=t!("progress_form.amount") value=budget inputmode="numeric"/> })}
            <TextArea name="note" label=t!("progress_form.note") hint=t!("progress_form.note_hint")/>
            <button class="btn">{t_code("plan_event", kind.code())}</button>
        </form>
    }
    .into_any()
}
