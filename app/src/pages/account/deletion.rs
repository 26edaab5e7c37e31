//! Deleting the own account, with what goes and what stays said before.

use super::without_session;
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
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
    let has_roles = !web.actor.assignments().is_empty();
    Ok(web.page(Head::new(web.text("deletion.title")), move || view! { <Deletion has_roles/> }).await)
}

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::delete_account(&web.services, &permit, fields.secret("password"), &web.visit).await {
        Ok(()) => Ok(without_session(&web, go_with(links::HOME, "account_deleted"))),
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

#[component]
fn Deletion(has_roles: bool) -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title"))]/>
        <div class="page-head"><h1>{t!("deletion.title")}</h1><p class="lead">{t!("deletion.lead")}</p></div>
        <ErrorSummary labels=vec![("password", t!("deletion.password"))]/>
        <section class="stack">
            <h2>{t!("deletion.goes")}</h2>
            <ul>
                <li>{t!("deletion.goes_person")}</li>
                <li>{t!("deletion.goes_drafts")}</li>
                <li>{t!("deletion.goes_confirmation")}</li>
                {has_roles.then(|| view! { <li>{t!("deletion.goes_roles")}</li> })}
            </ul>
            <h2>{t!("deletion.stays")}</h2>
            <ul>
                <li>{t!("deletion.stays_public")}</li>
                <li>{t!("deletion.stays_minutes")}</li>
            </ul>
            <p><a href=links::OWN_DATA>{t!("deletion.download_first")}</a></p>
        </section>
        <form method="post" action=links::DELETE_ACCOUNT class="form">
            <TextField name="password" label=t!("deletion.password") hint=t!("deletion.password_hint") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("deletion.submit")}</button>
            <p><a href=links::ACCOUNT>{t!("form.cancel")}</a></p>
        </form>
    }
}
