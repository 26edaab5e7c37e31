//! One passkey: another name, or away with it.

use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    shell::Head,
};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::queries::passkeys::{PasskeyLine, own_passkeys};

/// `/akun/kunci-sandi/:id`
#[component]
pub fn OnePasskey() -> impl IntoView {
    let passkey = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        let id = part("id")?;
        let line = own_passkeys(&web.services, &permit).await?.into_iter().find(|line| line.id == id).ok_or(PageError::NotFound)?;
        Ok((Head::new(line.name.clone()), line))
    });
    view! { <Page of=passkey let:line><Passkey line/></Page> }
}

#[component]
fn Passkey(line: PasskeyLine) -> impl IntoView {
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
