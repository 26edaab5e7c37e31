//! Taking a plan back: what will happen, and the reason everybody reads.

use crate::{
    components::{
        crumbs::Crumbs,
        error_summary::ErrorSummary,
        field::{Choice, SelectField, TextArea},
    },
    http::Web,
    links,
    page::{Page, load, part},
    shell::Head,
    text::t_code,
};
use domain::{plan::PlanEventKind, reason::ReasonCode};
use leptos::prelude::*;
use services::queries::plans::{self, PlanPage};

/// `/rencana/:id/tarik`
#[component]
pub fn PlanWithdrawal() -> impl IntoView {
    let plan = load(async |web: Web| {
        let page = plans::managed_plan(&web.services, &web.actor, part("id")?).await??;
        page.plan.state.permit(PlanEventKind::Withdrawn, &web.actor, (page.plan.id, page.plan.agency))?;
        Ok((Head::new(web.text("withdraw_form.title")), page))
    });
    view! { <Page of=plan let:page><WithdrawForm page/></Page> }
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
