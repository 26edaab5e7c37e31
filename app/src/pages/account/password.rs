//! Changing one's own password.

use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;

/// `/akun/kata-sandi`
#[component]
pub fn ChangePassword() -> impl IntoView {
    let page = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        Ok((Head::new(web.text("password.title")), ()))
    });
    view! { <Page of=page let:_nothing><PasswordForm/></Page> }
}

#[component]
fn PasswordForm() -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("password.title")}</h1><p class="lead">{t!("password.lead")}</p></div>
        <ErrorSummary labels=vec![("old_password", t!("password.old")), ("new_password", t!("password.new"))]/>
        <form method="post" action=links::PASSWORD class="form">
            <TextField name="old_password" label=t!("password.old") kind="password" autocomplete="current-password"/>
            <TextField name="new_password" label=t!("password.new") hint=t!("register.password_hint") kind="password" autocomplete="new-password"/>
            <button class="btn">{t!("form.save")}</button>
        </form>
    }
}
