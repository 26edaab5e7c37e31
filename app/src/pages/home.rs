//! The front page of the city, and the choice of language.

use crate::{
    forms::Fields,
    links,
    routes::RouteTable,
    shell::Head,
    text::Lang,
    web::{LANGUAGE_COOKIE, PageResult, Web, go, local_path},
};
use axum::{Form, response::IntoResponse};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use domain::region::RegionLevel;
use leptos::prelude::*;
use services::queries::region_page;

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::HOME, show).post(links::LANGUAGE, choose_language)
}

async fn show(web: Web) -> PageResult {
    let cities = region_page::of_level(&web.services, RegionLevel::Kota).await?;
    let head = Head::new(web.text("home.title")).about(web.text("home.lead"));
    Ok(web
        .page(head, move || {
            let cities = cities.clone();
            view! {
                <div class="page-head">
                    <h1>{t!("home.title")}</h1>
                    <p class="lead">{t!("home.lead")}</p>
                </div>
                <p class="cluster">
                    <a class="btn" href=links::NEW_PROPOSAL>{t!("proposals.new")}</a>
                    {cities.into_iter().map(|city| view! {
                        <a class="btn btn--plain" href=links::region(&city.code)>{t!("home.see_city", name = city.name)}</a>
                    }).collect_view()}
                    <a class="btn btn--plain" href=links::HOW>{t!("menu.how")}</a>
                </p>
            }
        })
        .await)
}

/// Keeps the choice for a year and goes back to where it was made.
async fn choose_language(web: Web, jar: CookieJar, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let lang = Lang::from_code(fields.text("lang")).unwrap_or_default();
    let next = fields.text("next");
    let next = local_path(next);
    let cookie = Cookie::build((LANGUAGE_COOKIE, lang.code()))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(web.site.secure)
        .permanent();
    Ok((jar.add(cookie), go(next)).into_response())
}
