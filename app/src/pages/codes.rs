//! Codes made by an office: the counter of a kelurahan finds a resident and prints a code for a new password, or reads
//! one out on the phone; the city admin does so for officials. A code stands on one answer and nowhere else.

mod paper;

pub use paper::{CodeCall, CodeSheet};

use crate::{
    components::field::TextField,
    context::page_context,
    format,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
    text,
};
use domain::{
    ids::AccountId,
    permission::{CodeOwner, may_find_residents, may_make_code},
    refusal::Refusal,
    region::RegionCode,
};
use leptos::prelude::*;
use services::queries::{
    find_residents::{self, Caller, FoundResident},
    people::Person,
};

/// `/warga/kode`, with what was searched for where its form was sent.
#[component]
pub fn ResidentCodes() -> impl IntoView {
    let counter = load(async |web: Web| {
        let permit = may_find_residents(&web.actor)?;
        let asked = &web.form.fields;
        let query = asked.text("cari").to_owned();
        let found =
            if asked.has("cari") { Some(find_residents::find_residents(&web.services, &web.actor, &permit, &query).await?) } else { None };
        let callers = find_residents::callers(&web.services, &permit).await?;
        Ok((Head::new(web.text("codes.title")), (query, found, callers)))
    });
    view! { <Page of=counter let:shown><Counter query=shown.0 found=shown.1 callers=shown.2/></Page> }
}

/// What the page of a person says about a code for them.
#[derive(Clone)]
pub struct CodeOffer {
    id: AccountId,
    /// Why the reader makes none.
    refused: Option<Refusal>,
}

/// Nothing for readers who make no codes at all.
pub fn offer(web: &Web, person: &Person) -> Option<CodeOffer> {
    let today = web.services.today();
    let home = person.home.as_deref().and_then(|home| RegionCode::parse(home).ok());
    let lasting = person.roles.iter().filter(|held| held.assignment.to.is_none_or(|to| to >= today));
    let roles: Vec<_> = lasting.map(|held| held.assignment.role).collect();
    let refused = may_make_code(&web.actor, &CodeOwner { account: person.id, home: home.as_ref(), roles: &roles }).err();
    let makes_codes = !matches!(refused, Some(Refusal::NotYourOffice | Refusal::SignInFirst));
    makes_codes.then_some(CodeOffer { id: person.id, refused })
}

/// On the admin's page of a person.
#[component]
pub fn PersonCode(offer: CodeOffer) -> impl IntoView {
    let CodeOffer { id, refused } = offer;
    view! {
        <section class="stack">
            <h2>{t!("codes.forgotten")}</h2>
            {match refused {
                Some(refusal) => view! { <p>{text::refusal(&refusal)}</p> }.into_any(),
                None => view! {
                    <p>{t!("codes.forgotten_words")}</p>
                    <form method="post" action=links::person_code(id)><button class="btn btn--plain">{t!("codes.make")}</button></form>
                }.into_any(),
            }}
        </section>
    }
}

#[component]
fn Counter(query: String, found: Option<Vec<FoundResident>>, callers: Vec<Caller>) -> impl IntoView {
    view! {
        <div class="page-head"><h1>{t!("codes.title")}</h1><p class="lead">{t!("codes.lead")}</p></div>
        <form method="post" action=links::RESIDENT_CODES class="pick" role="search">
            <TextField name="cari" label=t!("people.search") value=query kind="search"/>
            <button class="btn">{t!("form.search")}</button>
        </form>
        {found.map(|found| view! {
            {found.is_empty().then(|| view! { <p class="empty">{t!("codes.nobody")}</p> })}
            <ul class="list">{found.into_iter().map(|resident| view! { <Found resident/> }).collect_view()}</ul>
        })}
        {(!callers.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("codes.callers")}</h2>
                <p>{t!("codes.callers_words")}</p>
                <ul class="list">{callers.into_iter().map(|caller| view! { <Waiting caller/> }).collect_view()}</ul>
            </section>
        })}
    }
}

#[component]
fn Found(resident: FoundResident) -> impl IntoView {
    let FoundResident { id, name, contact, is_verified, home, phone, refused } = resident;
    view! {
        <li>
            <h2>{name.clone()}</h2>
            <span>{home} " · " {contact} " "
                {(!is_verified).then(|| view! { <span class="tag tag--wait">{t!("contacts.unverified")}</span> })}</span>
            {match refused {
                Some(refusal) => view! { <span class="small">{text::refusal(&refusal)}</span> }.into_any(),
                None => view! {
                    <div class="cluster">
                        <form method="post" action=links::resident_code(id)>
                            <button class="btn btn--small" aria-label=t!("codes.make_name", name = name.clone())>{t!("codes.make")}</button>
                        </form>
                        {(phone.is_some() && !is_verified).then(|| view! {
                            <form method="post" action=links::resident_phone_code(id)>
                                <button class="btn btn--small btn--plain" aria-label=t!("codes.make_phone_name", name = name)>{t!("codes.make_phone")}</button>
                            </form>
                        })}
                    </div>
                }.into_any(),
            }}
        </li>
    }
}

#[component]
fn Waiting(caller: Caller) -> impl IntoView {
    let Caller { id, name, home, phone, since } = caller;
    view! {
        <li>
            <h3>{name.clone()}</h3>
            <span>{home} " · " {phone}</span>
            <span class="small soft">{t!("codes.asked", day = format::day_of(since, page_context().zone))}</span>
            <form method="post" action=links::resident_phone_code(id)>
                <button class="btn btn--small btn--plain" aria-label=t!("codes.make_phone_name", name = name)>{t!("codes.make_phone")}</button>
            </form>
        </li>
    }
}
