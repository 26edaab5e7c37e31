//! A person's own account: opening it, signing in and out, password and home RT.

mod home_rt;
mod mine;
mod password;
mod register;
mod sign_in;

pub use register::{kelurahan_choices, rt_choices};

use crate::{
    links,
    routes::RouteTable,
    web::{PageResult, Web, is_local},
};
use axum::response::{IntoResponse, Response};
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
    (CookieJar::new().add(gone), answer).into_response()
}

/// A path of our own to go on to; everything else leads home.
fn safe_next(next: &str) -> Option<&str> {
    is_local(next).then_some(next)
}
