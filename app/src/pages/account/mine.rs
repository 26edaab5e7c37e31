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
    http::{PageError, Web},
    links,
    page::{Page, load},
    shell::{Head, own_proposals},
};
use contact::Contact;
use domain::{
    account::{SessionLife, Signed},
    permission::may_act_as_self,
    refusal::Refusal,
    region::Region,
};
use home::Home;
use leptos::prelude::*;
use roles::Roles;
use security::Security;
use services::{
    queries::{
        own_contacts::{OwnContact, own_contacts},
        own_sessions::{SessionLine, own_sessions},
        people, proposal_list, region_page,
        residents::{self, DeniedHome},
    },
    store::{assignments::HeldRole, proposals::DraftLine},
};
use sessions::Sessions;

pub use sessions::device;

/// `/akun`
#[component]
pub fn MyAccount() -> impl IntoView {
    let mine = load(known);
    view! { <Page of=mine let:mine><Mine mine/></Page> }
}

/// What is known of the reader.
#[derive(Clone)]
struct Known {
    me: Signed,
    home: Option<Vec<Region>>,
    denied: Option<DeniedHome>,
    roles: Vec<HeldRole>,
    unfinished: Vec<DraftLine>,
    contacts: Vec<OwnContact>,
    sessions: Vec<SessionLine>,
    life: SessionLife,
}

async fn known(web: Web) -> Result<(Head, Known), PageError> {
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
    let life = web.actor.session_life();
    Ok((Head::new(web.text("account.title")), Known { me, home, denied, roles, unfinished, contacts, sessions, life }))
}

#[component]
fn Mine(mine: Known) -> impl IntoView {
    let Known { me, home, denied, roles, unfinished, contacts, sessions, life } = mine;
    view! {
        <div class="page-head"><h1>{me.name}</h1></div>
        <Home path=home confirmed=me.residence_confirmed denied/>
        <Unfinished lines=unfinished/>
        <section class="stack">
            <h2>{t!("own.title")}</h2>
            <p><a href=links::OWN_PROPOSALS>{own_proposals()}</a></p>
        </section>
        <Roles roles/>
        <Contact own=contacts/>
        <Sessions sessions life/>
        <Security/>
        <OwnData/>
    }
    .into_any()
}
