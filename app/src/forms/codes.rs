//! Makes codes, and looks for whom one is to be made.

use crate::{
    forms::{Fields, FormState},
    http::{PageResult, Web, parse},
    links,
    pages::codes::{CodeCall, CodeSheet},
    route_table::RouteTable,
    shell::Head,
};
use axum::{
    Form,
    extract::Path,
    http::{HeaderValue, header},
    response::Response,
};
use domain::one_time_code::CodePurpose;
use leptos::prelude::*;
use services::commands::{self, MadeCode};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .post(links::RESIDENT_CODES, search)
        .post(links::RESIDENT_CODE, password)
        .post(links::RESIDENT_PHONE_CODE, phone)
        .post(links::PERSON_CODE, password)
}

/// A form that is posted although it only asks: names do not belong into addresses, which are logged on the way.
async fn search(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let asked = FormState { fields: Fields::new(pairs), ..FormState::default() };
    Ok(web.with_form(asked).page_at(links::RESIDENT_CODES).await)
}

async fn password(web: Web, Path(id): Path<String>) -> PageResult {
    let made = commands::make_code(&web.services, &web.actor, parse(&id)?, CodePurpose::Password).await?;
    let MadeCode { code, name, contact, expires_at } = made;
    let (head, code, address) = (Head::new(web.text("code_paper.title")), code.to_string(), web.absolute(links::RESET));
    let view = move || {
        let (name, contact, code, address) = (name.clone(), contact.clone(), code.clone(), address.clone());
        view! { <CodeSheet name contact code address expires_at/> }
    };
    Ok(not_stored(web.page(head, view).await))
}

async fn phone(web: Web, Path(id): Path<String>) -> PageResult {
    let made = commands::make_code(&web.services, &web.actor, parse(&id)?, CodePurpose::Contact).await?;
    let MadeCode { code, name, contact, expires_at } = made;
    let (head, code) = (Head::new(web.text("code_call.title")), code.to_string());
    let view = move || view! { <CodeCall name=name.clone() phone=contact.clone() code=code.clone() expires_at/> };
    Ok(not_stored(web.page(head, view).await))
}

fn not_stored(mut page: Response) -> Response {
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    page
}
