//! The language of the screen.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go, local_path},
    lang::Lang,
    links,
    route_table::RouteTable,
};
use axum::{Form, response::IntoResponse};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use time::Duration;

pub fn routes(table: RouteTable) -> RouteTable {
    table.post(links::LANGUAGE, choose_language)
}

/// Keeps the choice for a year and goes back to where it was made.
async fn choose_language(web: Web, jar: CookieJar, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let lang = Lang::from_code(fields.text("lang")).unwrap_or_default();
    let next = fields.text("next");
    let next = local_path(next);
    let cookie = Cookie::build((web.site.language_cookie(), lang.code()))
        .path("/")
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(web.site.secure)
        .max_age(Duration::days(365));
    Ok((jar.add(cookie), go(next)).into_response())
}
