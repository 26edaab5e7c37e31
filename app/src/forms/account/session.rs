//! Answers with which a browser is signed in, or is so no longer.

use crate::{
    forms::Fields,
    http::{PageResult, Web},
    kept::Kept,
    links,
    pages::{account::safe_next, kept::after_sign_in},
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

/// Signs this browser in and goes on: with the form that waits, or as `otherwise` says. `fields` are those of the form
/// by which one came in; `CarriedFields` puts what waits into it.
pub async fn come_in(web: &Web, signed_in: &SignedIn, fields: &Fields, otherwise: Response) -> PageResult {
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
pub async fn with_session(web: &Web, signed_in: &SignedIn, answer: Response) -> PageResult {
    if let Some(old) = &web.token {
        commands::sign_out(&web.services, old).await?;
    }
    let session = cookie(web, web.site.session_cookie(), signed_in.token.to_hex(), Duration::seconds(signed_in.lasts.num_seconds()));
    let browser = cookie(web, web.site.browser_cookie(), signed_in.browser.to_hex(), BROWSER_KNOWN_FOR);
    Ok((CookieJar::new().add(session).add(browser), answer).into_response())
}

/// An answer that forgets this browser's session.
pub fn without_session(web: &Web, answer: Response) -> Response {
    let mut gone = cookie(web, web.site.session_cookie(), String::new(), Duration::ZERO);
    gone.make_removal();
    let mut answer = (CookieJar::new().add(gone), answer).into_response();
    // Browsers keep whole pages for their Back button; what this person saw goes with them.
    answer.headers_mut().insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    answer
}

/// Out of reach for scripts and for other sites; it lives no longer than what it stands for.
pub fn cookie(web: &Web, name: &'static str, value: String, lives: Duration) -> Cookie<'static> {
    let cookie = Cookie::build((name, value)).path("/").http_only(true).same_site(SameSite::Lax);
    cookie.secure(web.site.secure).max_age(lives).build()
}
