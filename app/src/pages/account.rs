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
use services::{SignedIn, commands};
use time::Duration;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .get(links::REGISTER, register::show)
        .post(links::REGISTER, register::submit)
        .get(links::SIGN_IN, sign_in::show)
        .post(links::SIGN_IN, sign_in::submit)
        .post(links::SIGN_OUT, sign_in::sign_out)
        .post(links::SIGN_OUT_EVERYWHERE, sign_in::sign_out_everywhere)
        .get(links::ACCOUNT, mine::show)
        .post(links::END_SESSION, mine::end_session)
        .get(links::PASSWORD, password::show)
        .post(links::PASSWORD, password::submit)
        .get(links::HOME_RT, home_rt::show)
        .post(links::HOME_RT, home_rt::submit)
}

/// A browser is known again for half a year after it was last signed in with.
const BROWSER_KNOWN_FOR: Duration = Duration::days(180);

/// An answer that signs this browser in; who was signed in before is so no longer.
async fn with_session(web: &Web, signed_in: &SignedIn, answer: Response) -> PageResult {
    if let Some(old) = &web.token {
        commands::sign_out(&web.services, old).await?;
    }
    let session = cookie(web, web.site.session_cookie(), signed_in.token.to_hex(), Duration::seconds(signed_in.lasts.num_seconds()));
    let browser = cookie(web, web.site.browser_cookie(), signed_in.browser.to_hex(), BROWSER_KNOWN_FOR);
    Ok((CookieJar::new().add(session).add(browser), answer).into_response())
}

/// An answer that forgets this browser's session.
fn without_session(web: &Web, answer: Response) -> Response {
    let mut gone = cookie(web, web.site.session_cookie(), String::new(), Duration::ZERO);
    gone.make_removal();
    (CookieJar::new().add(gone), answer).into_response()
}

/// Out of reach for scripts and for other sites; it lives no longer than what it stands for.
fn cookie(web: &Web, name: &'static str, value: String, lives: Duration) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax);
    cookie.secure(web.site.secure).max_age(lives).build()
}

/// A path of our own to go on to; everything else leads home.
fn safe_next(next: &str) -> Option<&str> {
    is_local(next).then_some(next)
}
