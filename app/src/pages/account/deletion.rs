//! Deleting the own account, with what goes and what stays said before.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;

/// `/akun/hapus`
#[component]
pub fn AccountDeletion() -> impl IntoView {
    let account = load(async |web: Web| {
        may_act_as_self(&web.actor)?;
        Ok((Head::new(web.text("deletion.title")), !web.actor.assignments().is_empty()))
    });
    view! { <Page of=account let:has_roles><Deletion has_roles/></Page> }
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
