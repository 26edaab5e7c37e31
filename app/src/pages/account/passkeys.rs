//! A person's passkeys: the list, and adding one. Renaming and taking off are in `one`, signing in is in `sign_in`,
//! what the browser does with the device in `ceremony`.

mod ceremony;
mod one;
mod place;
mod sign_in;

pub use one::OnePasskey;
pub use place::site_of;
pub use sign_in::PasskeyToSignIn;

use super::mine::device;
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    context::page_context,
    format,
    forms::FormState,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use ceremony::Ceremony;
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use place::NotHere;
use services::{
    commands,
    queries::passkeys::{PasskeyLine, own_passkeys},
};
use uuid::Uuid;

/// `/akun/kunci-sandi`
#[component]
pub fn MyPasskeys() -> impl IntoView {
    let passkeys = load(async |web: Web| {
        let permit = may_act_as_self(&web.actor)?;
        let lines = own_passkeys(&web.services, &permit).await?;
        let site = site_of(&web).map(|site| site.host().to_owned());
        Ok((Head::new(web.text("passkeys.title")), (lines, site, web.visit.user_agent.clone())))
    });
    view! { <Page of=passkeys let:shown><Passkeys lines=shown.0 site=shown.1 user_agent=shown.2/></Page> }
}

/// Whether one can sign in with a passkey at this address.
pub fn has_passkeys(web: &Web) -> bool {
    site_of(web).is_ok()
}

#[component]
fn Passkeys(lines: Vec<PasskeyLine>, site: Result<String, NotHere>, user_agent: String) -> impl IntoView {
    let has_room = lines.len() < commands::MOST_PASSKEYS as usize;
    let here = site.clone().ok();
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title"))]/>
        <div class="page-head"><h1>{t!("passkeys.title")}</h1><p class="lead">{t!("passkeys.lead")}</p></div>
        <ErrorSummary labels=vec![("passkey_name", t!("passkeys.name")), ("password", t!("deletion.password"))]/>
        <List lines here/>
        <section class="stack">
            <h2>{t!("passkeys.add")}</h2>
            {match site {
                Err(reason) => view! { <p class="notice"><span>{reason.words()}</span></p> }.into_any(),
                Ok(_) if has_room => view! { <Add user_agent/> }.into_any(),
                Ok(_) => view! { <p class="notice"><span>{t!("passkeys.full", most = commands::MOST_PASSKEYS)}</span></p> }.into_any(),
            }}
        </section>
        <p class="measure small">{t!("passkeys.lost")}</p>
    }
}

#[component]
fn List(lines: Vec<PasskeyLine>, here: Option<String>) -> impl IntoView {
    let zone = page_context().zone;
    if lines.is_empty() {
        return view! { <p class="measure">{t!("passkeys.none")}</p> }.into_any();
    }
    let line = |line: PasskeyLine| {
        let change = t!("passkeys.change_name", name = line.name);
        let is_elsewhere = here.as_ref() != Some(&line.site);
        let made = format::day_of(line.made, zone);
        view! {
            <li>
                <h3>{line.name}</h3>
                <span class="small soft">{match line.last_used {
                    Some(used) => t!("passkeys.times", made = made, used = format::instant(used, zone)),
                    None => t!("passkeys.unused", made = made),
                }}</span>
                {is_elsewhere.then(|| view! { <span class="small">{t!("passkeys.only_at", site = line.site)}</span> })}
                <a href=links::passkey(line.id) aria-label=change>{t!("passkeys.change")}</a>
            </li>
        }
    };
    view! {
        <section class="stack">
            <h2>{t!("passkeys.yours")}</h2>
            <ul class="list">{lines.into_iter().map(line).collect_view()}</ul>
        </section>
    }
    .into_any()
}

#[component]
fn Add(user_agent: String) -> impl IntoView {
    view! {
        <noscript><p class="notice notice--warn"><span>{t!("passkeys.no_script")}</span></p></noscript>
        <p class="measure">{t!("passkeys.how")}</p>
        <form method="post" action=links::PASSKEYS class="form">
            <TextField name="passkey_name" label=t!("passkeys.name") hint=t!("passkeys.name_hint") value=device(&user_agent)/>
            <TextField name="password" label=t!("deletion.password") kind="password" autocomplete="current-password"/>
            <button class="btn">{t!("passkeys.add")}</button>
        </form>
    }
}

/// On which the device is asked for a new one; it has no address.
#[component]
pub fn AddPasskey(id: Uuid, options: String, name: String) -> impl IntoView {
    let name = FormState::value("passkey_name", &name);
    view! {
        <Crumbs steps=vec![(links::ACCOUNT.into(), t!("account.title")), (links::PASSKEYS.into(), t!("passkeys.title"))]/>
        <div class="page-head"><h1>{t!("passkeys.add")}</h1></div>
        <Ceremony action=links::ADD_PASSKEY id options waits=t!("passkeys.asks_new") given_up=t!("passkeys.given_up_new")>
            <input type="hidden" name="passkey_name" value=name/>
        </Ceremony>
        <p><a href=links::PASSKEYS>{t!("passkeys.back")}</a></p>
    }
}
