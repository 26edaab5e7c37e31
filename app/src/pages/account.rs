//! A person's own account: opening it, signing in and out, password and home RT.

mod code;
mod contacts;
mod deletion;
mod forgot;
mod home_rt;
mod mine;
mod own_data;
mod passkeys;
mod password;
mod proofs;
mod register;
mod reset;
mod second_step;
mod sign_in;
mod sign_in_page;

pub use {
    register::{kelurahan_choices, rt_choices},
    sign_in_page::ask_to_sign_in,
};

use crate::{
    forms::Fields,
    http::{PageResult, Web, is_local},
    kept::Kept,
    links,
    pages::kept::after_sign_in,
    route_table::RouteTable,
};
use axum::{
    http::HeaderValue,
    response::{IntoResponse, Response},
};
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
        .get(links::SIGN_IN, sign_in_page::show)
        .post(links::SIGN_IN, sign_in::submit)
        .get(links::FORGOT, forgot::show)
        .post(links::FORGOT, forgot::submit)
        .get(links::RESET, reset::show)
        .post(links::RESET, reset::submit)
        .post(links::SIGN_IN_CODE, code::submit)
        .post(links::SIGN_OUT, sign_in::sign_out)
        .post(links::SIGN_OUT_EVERYWHERE, sign_in::sign_out_everywhere)
        .get(links::ACCOUNT, mine::show)
        .post(links::END_SESSION, mine::end_session)
        .get(links::CONTACTS, contacts::show)
        .post(links::CONTACTS, contacts::change)
        .post(links::PROVE_CONTACT, contacts::prove)
        .post(links::CONFIRM_CONTACT, contacts::confirm)
        .get(links::PASSWORD, password::show)
        .post(links::PASSWORD, password::submit)
        .get(links::HOME_RT, home_rt::show)
        .post(links::HOME_RT, home_rt::submit)
        .get(links::SECOND_STEP, second_step::show)
        .post(links::SECOND_STEP, second_step::enrol)
        .post(links::SECOND_STEP_BEGIN, second_step::begin)
        .get(links::SECOND_STEP_REMOVAL, second_step::show_removal)
        .post(links::SECOND_STEP_REMOVAL, second_step::remove)
        .get(links::RECOVERY_CODES, second_step::show_renewal)
        .post(links::RECOVERY_CODES, second_step::renew)
        .post(links::SIGN_IN_PASSKEY, passkeys::begin_sign_in)
        .post(links::SIGN_IN_PASSKEY_ANSWER, passkeys::finish_sign_in)
        .get(links::PASSKEYS, passkeys::show)
        .post(links::PASSKEYS, passkeys::begin)
        .post(links::ADD_PASSKEY, passkeys::add)
        .get(links::PASSKEY, passkeys::show_one)
        .post(links::RENAME_PASSKEY, passkeys::rename)
        .post(links::REMOVE_PASSKEY, passkeys::remove)
        .get(links::PROOFS, proofs::show)
        .get(links::PROOF, proofs::proof)
        .get(links::OWN_DATA, own_data::download)
        .get(links::DELETE_ACCOUNT, deletion::show)
        .post(links::DELETE_ACCOUNT, deletion::submit)
}

/// Signs this browser in and goes on: with the form that waits, or as `otherwise` says. `fields` are those of the form
/// by which one came in; `CarriedFields` puts what waits into it.
async fn come_in(web: &Web, signed_in: &SignedIn, fields: &Fields, otherwise: Response) -> PageResult {
    let back = safe_next(fields.text("next")).unwrap_or(links::HOME).to_owned();
    let answer = match Kept::carried_in(fields, &web.site.form_paths) {
        Some(kept) => after_sign_in(&web.as_of(&signed_in.token).await?, kept, back).await?,
        None => otherwise,
    };
    with_session(web, signed_in, answer).await
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
    let mut answer = (CookieJar::new().add(gone), answer).into_response();
    // Browsers keep whole pages for their Back button; what this person saw goes with them.
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    answer
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
