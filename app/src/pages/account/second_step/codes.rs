//! Codes on paper for the day the phone is lost: shown once, renewed with the password.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;

/// `/akun/dua-langkah/kode`
#[component]
pub fn NewRecoveryCodes() -> impl IntoView {
    let page = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        Ok((Head::new(web.text("second_step.renew")), ()))
    });
    view! { <Page of=page let:_nothing><Renewal/></Page> }
}

#[component]
fn Renewal() -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title")), (links::SECOND_STEP.into(), t!("second_step.title"))]/>
        <div class="page-head"><h1>{t!("second_step.renew")}</h1><p class="lead">{t!("second_step.renew_lead")}</p></div>
        <ErrorSummary labels=vec![("password", t!("deletion.password"))]/>
        <form method="post" action=links::RECOVERY_CODES class="form">
            <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("second_step.renew_button")}</button>
        </form>
    }
}

/// The one page on which the codes stand; it has no address.
#[component]
pub fn RecoveryCodes(codes: Vec<String>) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("second_step.codes_title")}</h1><p class="lead">{t!("second_step.codes_lead")}</p></div>
        <ol>{codes.into_iter().map(|code| view! { <li><code>{code}</code></li> }).collect_view()}</ol>
        <p class="measure">{t!("second_step.codes_help")}</p>
        <p><a class="btn" href=links::ACCOUNT>{t!("second_step.codes_kept")}</a></p>
    }
}
