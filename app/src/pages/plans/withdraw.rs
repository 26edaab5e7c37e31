//! Taking a plan back: what will happen, and the reason everybody reads.

use super::parse;
use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextArea},
    },
    forms::{Fields, Reading},
    links,
    shell::Head,
    text::t_code,
    http::{PageResult, Web, go_with},
};
use axum::{Form, extract::Path};
use domain::{plan::PlanEventKind, reason::ReasonCode};
use leptos::prelude::*;
use services::{
    commands,
    queries::plans::{self, PlanPage},
};

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let page = plans::managed_plan(&web.services, &web.actor, parse(&id)?).await??;
    page.plan.state.permit(PlanEventKind::Withdrawn, &web.actor, (page.plan.id, page.plan.agency))?;
    let head = Head::new(web.text("withdraw_form.title"));
    Ok(web.page(head, move || view! { <WithdrawForm page=page.clone()/> }).await)
}

pub async fn withdraw(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let mut form = Reading::of(&fields);
    let reason = form.reason();
    match async { commands::withdraw_plan(&web.services, &web.actor, plan, form.done(reason)?).await }.await {
        Ok(()) => Ok(go_with(links::OUR_PLANS, "withdrawn")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

#[component]
fn WithdrawForm(page: PlanPage) -> impl IntoView {
    let id = page.plan.id;
    let codes = ReasonCode::ALL.map(|code| Choice::new(code.code(), t_code("reason_code", code.code()))).to_vec();
    view! {
        <Crumbs steps=vec![(links::plan(id), page.plan.content.title.clone())]/>
        <div class="page-head"><h1>{t!("withdraw_form.title")}</h1><p class="lead">{t!("withdraw_form.lead")}</p></div>
        <ErrorSummary labels=vec![("reason_code", t!("withdraw_form.code")), ("reason_text", t!("withdraw_form.text"))]/>
        <form method="post" action=links::plan_step(id, "tarik") class="form">
            <SelectField name="reason_code" label=t!("withdraw_form.code") empty=t!("form.choose") choices=codes/>
            <TextArea name="reason_text" label=t!("withdraw_form.text") hint=t!("withdraw_form.text_hint")/>
            <div class="cluster"><button class="btn btn--danger">{t!("withdraw_form.submit")}</button><a href=links::plan(id)>{t!("withdraw_form.cancel")}</a></div>
        </form>
    }
    .into_any()
}
