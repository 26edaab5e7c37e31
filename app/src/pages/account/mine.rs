//! What the product knows of me, and what I may change: one section a file. Loading is done here, once for all of
//! them.

mod contact;
mod home;
mod roles;
mod security;
mod sessions;

use super::own_data::OwnData;
use crate::{
    components::unfinished::Unfinished,
    http::{PageResult, Web, go_with},
    links,
    shell::{Head, own_proposals},
};
use axum::extract::Path;
use contact::Contact;
use domain::{permission::may_act_as_self, refusal::Refusal};
use home::Home;
use leptos::prelude::*;
use roles::Roles;
use security::Security;
use services::{
    commands,
    queries::{own_contacts::own_contacts, own_sessions::own_sessions, people, proposal_list, region_page, residents},
    store::assignments::HeldRole,
};
use sessions::Sessions;

pub use sessions::device;

pub async fn show(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let Some(me) = web.actor.signed_in().cloned() else { return Err(Refusal::SignInFirst.into()) };
    let home = match &me.home {
        Some(code) => region_page::region_page(&web.services, code).await?.map(|page| page.path),
        None => None,
    };
    let denied = if me.home.is_none() { residents::denied_home(&web.services, &permit).await? } else { None };
    let roles = people::roles_of(&web.services, me.id).await?;
    let today = web.services.today();
    let roles: Vec<HeldRole> = roles.into_iter().filter(|held| held.assignment.is_active_on(today)).collect();
    let unfinished = proposal_list::unfinished(&web.services, &web.actor).await?;
    let contacts = own_contacts(&web.services, &permit).await?;
    let sessions = own_sessions(&web.services, &permit, web.token.as_ref()).await?;
    let (life, head) = (web.actor.session_life(), Head::new(web.text("account.title")));
    Ok(web
        .page(head, move || {
            view! {
                <div class="page-head"><h1>{me.name.clone()}</h1></div>
                <Home path=home.clone() confirmed=me.residence_confirmed denied=denied.clone()/>
                <Unfinished lines=unfinished.clone()/>
                <section class="stack">
                    <h2>{t!("own.title")}</h2>
                    <p><a href=links::OWN_PROPOSALS>{own_proposals()}</a></p>
                </section>
                <Roles roles=roles.clone()/>
                <Contact own=contacts.clone()/>
                <Sessions sessions=sessions.clone() life/>
                <Security/>
                <OwnData/>
            }
        })
        .await)
}

pub async fn end_session(web: Web, Path(name): Path<String>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    commands::end_session(&web.services, &permit, &name).await?;
    Ok(go_with(links::ACCOUNT, "session_ended"))
}
