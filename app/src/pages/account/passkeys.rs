//! A person's passkeys: the list, and adding one. Renaming and taking off are in `one`, signing in is in `sign_in`,
//! what the browser does with the device in `ceremony`.

mod ceremony;
mod one;
mod place;
mod sign_in;

pub use one::{remove, rename, show as show_one};
pub use sign_in::{begin as begin_sign_in, finish as finish_sign_in};

use super::{cookie, mine::device};
use crate::{
    components::{crumbs::Crumbs, error_summary::ErrorSummary, field::TextField},
    context::page_context,
    format,
    forms::{Fields, FormState},
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{
    Form,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use ceremony::{Ceremony, asked};
use domain::{account::PasskeyName, permission::may_act_as_self, refusal::Refusal};
use leptos::prelude::*;
use place::{NotHere, site_of};
use services::{
    CommandError,
    commands::{self, DeviceAnswer},
    queries::passkeys::{PasskeyLine, own_passkeys},
};
use time::Duration;

/// A little longer than a question is good for.
const ASKED_FOR: Duration = Duration::minutes(10);

pub async fn show(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let lines = own_passkeys(&web.services, &permit).await?;
    let site = site_of(&web).map(|site| site.host().to_owned());
    let user_agent = web.visit.user_agent.clone();
    let head = Head::new(web.text("passkeys.title"));
    Ok(web.page(head, move || view! { <Page lines=lines.clone() site=site.clone() user_agent=user_agent.clone()/> }).await)
}

/// The password is right: now the device is asked.
pub async fn begin(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return show(web.refused(Refusal::PasskeysNotHere.into(), fields)?).await };
    let password = fields.secret("password");
    let begun = async {
        let name = name(&fields)?;
        let ceremony = commands::begin_passkey(&web.services, &permit, &site, password, &web.visit).await?;
        Ok::<_, CommandError>((name.text().to_owned(), ceremony))
    };
    match begun.await {
        Ok((name, ceremony)) => {
            let head = Head::new(web.text("passkeys.add"));
            let (id, options) = (ceremony.id, ceremony.options.clone());
            let page = web.page(head, move || view! { <Adding id options=options.clone() name=name.clone()/> }).await;
            Ok(asking(&web, &ceremony, page))
        }
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

/// The device has answered.
pub async fn add(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return show(web.refused(Refusal::PasskeysNotHere.into(), fields)?).await };
    let device = DeviceAnswer { site: &site, asked: asked(&fields), answer: fields.text("answer") };
    match async { commands::add_passkey(&web.services, &permit, &name(&fields)?, device, &web.visit).await }.await {
        Ok(()) => Ok(go_with(links::PASSKEYS, "passkey_added")),
        Err(error) => show(web.refused(error, fields)?).await,
    }
}

/// How its owner calls it.
fn name(fields: &Fields) -> Result<PasskeyName, CommandError> {
    fields.read("passkey_name", PasskeyName::new)
}

/// Whether one can sign in with a passkey at this address.
pub fn has_passkeys(web: &Web) -> bool {
    site_of(web).is_ok()
}

/// An answer from which only this browser goes on.
fn asking(web: &Web, ceremony: &services::Ceremony, page: Response) -> Response {
    let asked = cookie(web, web.site.asked_cookie(), ceremony.browser.to_hex(), ASKED_FOR);
    (CookieJar::new().add(asked), page).into_response()
}

#[component]
fn Page(lines: Vec<PasskeyLine>, site: Result<String, NotHere>, user_agent: String) -> impl IntoView {
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

#[component]
fn Adding(id: uuid::Uuid, options: String, name: String) -> impl IntoView {
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
