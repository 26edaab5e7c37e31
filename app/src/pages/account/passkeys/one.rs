//! One passkey: another name, or away with it.

use super::{super::with_session, name};
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{ids::PasskeyId, permission::may_act_as_self};
use leptos::prelude::*;
use services::{
    commands,
    queries::passkeys::{PasskeyLine, own_passkeys},
};

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let id = read(&id)?;
    let line = own_passkeys(&web.services, &permit).await?.into_iter().find(|line| line.id == id).ok_or(PageError::NotFound)?;
    Ok(web.page(Head::new(line.name.clone()), move || view! { <Page line=line.clone()/> }).await)
}

pub async fn rename(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    let passkey = read(&id)?;
    match async { commands::rename_passkey(&web.services, &permit, passkey, &name(&fields)?).await }.await {
        Ok(()) => Ok(go_with(links::PASSKEYS, "saved")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

pub async fn remove(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    let password = fields.secret("password");
    match commands::remove_passkey(&web.services, &permit, read(&id)?, password, web.token.as_ref(), &web.visit).await {
        Ok(signed_in) => {
            let answer = go_with(links::PASSKEYS, "passkey_removed");
            match signed_in {
                Some(signed_in) => with_session(&web, &signed_in, answer).await,
                None => Ok(answer),
            }
        }
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

fn read(id: &str) -> Result<PasskeyId, PageError> {
    id.parse().map_err(|_| PageError::NotFound)
}

#[component]
fn Page(line: PasskeyLine) -> impl IntoView {
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title")), (links::PASSKEYS.into(), t!("passkeys.title"))]/>
        <div class="page-head"><h1>{line.name.clone()}</h1></div>
        <ErrorSummary labels=vec![("passkey_name", t!("passkeys.name")), ("password", t!("deletion.password"))]/>
        <section class="stack">
            <h2>{t!("passkeys.rename")}</h2>
            <form method="post" action=links::rename_passkey(line.id) class="form">
                <TextField name="passkey_name" label=t!("passkeys.name") value=line.name/>
                <button class="btn">{t!("passkeys.rename_submit")}</button>
            </form>
        </section>
        <section class="stack">
            <h2>{t!("passkeys.remove")}</h2>
            <p class="measure">{t!("passkeys.remove_lead")}</p>
            <form method="post" action=links::remove_passkey(line.id) class="form">
                <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
                <button class="btn">{t!("passkeys.remove")}</button>
            </form>
        </section>
        <p><a href=links::PASSKEYS>{t!("passkeys.back")}</a></p>
    }
}
