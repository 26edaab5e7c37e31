//! Codes made by an office: the counter of a kelurahan finds a resident and prints a code for a new password, or reads
//! one out on the phone; the city admin does so for officials. A code stands on one answer and nowhere else.

mod paper;

use crate::{
    components::field::TextField,
    context::page_context,
    format,
    forms::Fields,
    http::{PageError, PageResult, Web},
    links,
    route_table::RouteTable,
    shell::Head,
    text,
};
use axum::{
    Form,
    extract::Path,
    http::{HeaderValue, header},
    response::Response,
};
use domain::{
    ids::AccountId,
    one_time_code::CodePurpose,
    permission::{CodeOwner, may_find_residents, may_make_code},
    refusal::Refusal,
    region::RegionCode,
};
use leptos::prelude::*;
use services::{
    commands,
    queries::{
        find_residents::{self, Caller, FoundResident},
        people::Person,
    },
};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::RESIDENT_CODES, show)
        .post(links::RESIDENT_CODES, search)
        .post(links::RESIDENT_CODE, password)
        .post(links::RESIDENT_PHONE_CODE, phone)
        .post(links::PERSON_CODE, password)
}

async fn show(web: Web) -> PageResult {
    page(web, None).await
}

/// A form that is posted although it only asks: names do not belong into addresses, which are logged on the way.
async fn search(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    may_find_residents(&web.actor)?;
    page(web, Some(Fields::new(pairs).text("cari").to_owned())).await
}

async fn page(web: Web, query: Option<String>) -> PageResult {
    let permit = may_find_residents(&web.actor)?;
    let found = match &query {
        Some(query) => Some(find_residents::find_residents(&web.services, &web.actor, &permit, query).await?),
        None => None,
    };
    let callers = find_residents::callers(&web.services, &permit).await?;
    let (head, query) = (Head::new(web.text("codes.title")), query.unwrap_or_default());
    let view = move || view! { <Counter query=query.clone() found=found.clone() callers=callers.clone()/> };
    Ok(not_stored(web.page(head, view).await))
}

async fn password(web: Web, Path(id): Path<String>) -> PageResult {
    made(web, &id, CodePurpose::Password).await
}

async fn phone(web: Web, Path(id): Path<String>) -> PageResult {
    made(web, &id, CodePurpose::Contact).await
}

async fn made(web: Web, id: &str, purpose: CodePurpose) -> PageResult {
    let id: AccountId = id.parse().map_err(|_| PageError::NotFound)?;
    let made = commands::make_code(&web.services, &web.actor, id, purpose).await?;
    Ok(not_stored(paper::show(&web, made, purpose).await))
}

fn not_stored(mut page: Response) -> Response {
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page
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
