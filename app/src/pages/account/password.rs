//! Changing one's own password.

use super::with_session;
use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::Form;
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::commands;

pub async fn show(web: Web) -> PageResult {
    may_act_as_self(&web.actor)?;
    Ok(web.page(Head::new(web.text("password.title")), || view! { <ChangePassword/> }).await)
}

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let (old, new) = (fields.secret("old_password"), fields.secret("new_password"));
    match commands::change_password(&web.services, &permit, old, new, &web.visit).await {
        Ok(signed_in) => with_session(&web, &signed_in, go_with(links::ACCOUNT, "password_changed")).await,
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

#[component]
fn ChangePassword() -> impl IntoView {
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
