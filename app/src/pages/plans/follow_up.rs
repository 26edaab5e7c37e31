//! After the answers: the agency says what it does, opens the period once more, or reports how the works go.

use super::parse;
use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, Choices, TextArea, TextField},
    },
    forms::{Fields, Reading},
    links,
    shell::Head,
    text::t_code,
    http::{PageResult, Web, go_with},
};
use axum::{Form, extract::Path};
use domain::{
    money::Rupiah,
    plan::{FollowUpKind, Outcome, PlanEventKind},
    reason::Note,
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::{self, Advance},
    queries::plans::{self, PlanPage},
};

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let page = plans::managed_plan(&web.services, &web.actor, parse(&id)?).await??;
    page.plan.state.permit(PlanEventKind::FollowedUp, &web.actor, (page.plan.id, page.plan.agency))?;
    let head = Head::new(web.text("follow_up_form.title"));
    Ok(web.page(head, move || view! { <FollowUpForm page=page.clone()/> }).await)
}

pub async fn publish(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let mut form = Reading::of(&fields);
    let (kind, note) = (form.choice("follow_up", FollowUpKind::from_code), form.read("note", Note::new));
    let published = async {
        let (kind, note) = form.done(kind.zip(note))?;
        commands::publish_follow_up(&web.services, &web.actor, plan, kind, note).await
    };
    match published.await {
        Ok(()) => Ok(go_with(&links::plan(plan), "published")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

pub async fn extend(web: Web, Path(id): Path<String>) -> PageResult {
    let plan = parse(&id)?;
    commands::extend_responses(&web.services, &web.actor, plan).await?;
    Ok(go_with(&links::plan(plan), "saved"))
}

pub async fn show_progress(web: Web, Path(id): Path<String>) -> PageResult {
    let page = plans::managed_plan(&web.services, &web.actor, parse(&id)?).await??;
    let state = page.plan.state;
    let kind = state.advance().ok_or(Refusal::PlanStatusForbids { status: state.status })?;
    state.permit(kind, &web.actor, (page.plan.id, page.plan.agency))?;
    let head = Head::new(web.text("progress_form.title"));
    Ok(web.page(head, move || view! { <ProgressForm page=page.clone() kind/> }).await)
}

pub async fn progress(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    match async { commands::advance_plan(&web.services, &web.actor, plan, read(&fields)?).await }.await {
        Ok(()) => Ok(go_with(&links::plan(plan), "published")),
        Err(error) => show_progress(web.refused(error, fields)?, Path(id)).await,
    }
}

/// Entering the RKPD has an amount.
fn read(fields: &Fields) -> Result<Advance, CommandError> {
    let mut form = Reading::of(fields);
    let note = form.read("note", Note::new);
    let advance = match form.choice("kind", PlanEventKind::from_code) {
        Some(PlanEventKind::EnteredRkpd) => {
            let amount = form.read("amount", Rupiah::parse);
            note.zip(amount).map(|(note, amount)| Advance::EnterRkpd { note, amount })
        }
        Some(PlanEventKind::Started) => note.map(|note| Advance::Start { note }),
        Some(PlanEventKind::Finished) => note.map(|note| Advance::Finish { note }),
        Some(_) => form.choice("kind", |_| None),
        None => None,
    };
    form.done(advance)
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
