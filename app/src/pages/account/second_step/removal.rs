//! Taking the second step off, for a new phone.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;

/// `/akun/dua-langkah/lepas`
#[component]
pub fn SecondStepRemoval() -> impl IntoView {
    let page = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        Ok((Head::new(web.text("second_step.remove")), ()))
    });
    view! { <Page of=page let:_nothing><Removal/></Page> }
}

#[component]
fn Removal() -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title")), (links::SECOND_STEP.into(), t!("second_step.title"))]/>
        <div class="page-head"><h1>{t!("second_step.remove")}</h1><p class="lead">{t!("second_step.remove_lead")}</p></div>
        <ErrorSummary labels=vec![("code", t!("second_step.code")), ("password", t!("deletion.password"))]/>
        <form method="post" action=links::SECOND_STEP_REMOVAL class="form">
            <TextField name="code" label=t!("second_step.code") hint=t!("second_step.any_code_hint") autocomplete="one-time-code"/>
            <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("second_step.remove")}</button>
        </form>
    }
}
