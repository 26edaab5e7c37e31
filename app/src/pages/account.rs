//! A person's own account: opening it, signing in and out, password and home RT.

mod deletion;
mod home_rt;
mod mine;
mod own_data;
mod password;
mod register;
mod sign_in;

pub use {
    register::{kelurahan_choices, rt_choices},
    sign_in::ask_to_sign_in,
};

use crate::{
    forms::Fields,
    kept::Kept,
    links,
    pages::kept::after_sign_in,
    routes::RouteTable,
    web::{PageResult, Web, is_local},
};
use axum::{
    http::HeaderValue,
    response::{IntoResponse, Response},
};
use axum_extra::extract::{
    CookieJar,
    cookie::{Cookie, SameSite},
};
use services::{SessionToken, commands};

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::REGISTER, register::show)
        .post(links::REGISTER, register::submit)
        .get(links::SIGN_IN, sign_in::show)
        .post(links::SIGN_IN, sign_in::submit)
        .post(links::SIGN_OUT, sign_in::sign_out)
        .post(links::SIGN_OUT_EVERYWHERE, sign_in::sign_out_everywhere)
        .get(links::ACCOUNT, mine::show)
        .get(links::PASSWORD, password::show)
        .post(links::PASSWORD, password::submit)
        .get(links::HOME_RT, home_rt::show)
        .post(links::HOME_RT, home_rt::submit)
        .get(links::OWN_DATA, own_data::download)
        .get(links::DELETE_ACCOUNT, deletion::show)
        .post(links::DELETE_ACCOUNT, deletion::submit)
}

/// Signs this browser in and goes on: with the form that waits, or as `otherwise` says. `fields` are those of the form by
/// which one came in; `CarriedFields` puts what waits into it.
async fn come_in(web: &Web, token: &SessionToken, fields: &Fields, otherwise: Response) -> PageResult {
    let back = safe_next(fields.text("next")).unwrap_or(links::HOME).to_owned();
    let answer = match Kept::carried_in(fields) {
        Some(kept) => after_sign_in(&web.as_of(token).await?, kept, back).await?,
        None => otherwise,
    };
    with_session(web, token, answer).await
}

/// An answer that signs this browser in; who was signed in before is so no longer.
async fn with_session(web: &Web, token: &SessionToken, answer: Response) -> PageResult {
    if let Some(old) = &web.token {
        commands::sign_out(&web.services, old).await?;
    }
    let cookie = Cookie::build((web.site.session_cookie(), token.to_hex()))
        .path("/")
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(web.site.secure)
        .permanent();
    Ok((CookieJar::new().add(cookie), answer).into_response())
}

/// An answer that forgets this browser's session.
fn without_session(web: &Web, answer: Response) -> Response {
    let cookie = Cookie::build((web.site.session_cookie(), "")).path("/").http_only(true).same_site(SameSite::Lax).secure(web.site.secure);
    let mut gone: Cookie<'static> = cookie.build();
    gone.make_removal();
    let mut answer = (CookieJar::new().add(gone), answer).into_response();
    // Browsers keep whole pages for their Back button; what this person saw goes with them.
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    answer
}

/// A path of our own to go on to; everything else leads home.
fn safe_next(next: &str) -> Option<&str> {
    is_local(next).then_some(next)
}
