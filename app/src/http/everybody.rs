//! Pages that are the same for everybody who has not signed in: which they are, and what their answers say so that
//! servers, proxies and browsers may keep them. Where they are kept does not belong here.

use super::headers::text_header;
use crate::{lang::Lang, links, site::Site};
use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::CookieJar;

/// Of the service worker, which asks for pages as everybody sees them and therefore without cookies.
const ASKED_LANGUAGE: HeaderName = HeaderName::from_static("rembuk-bahasa");
/// Proxies and browsers keep it and ask each time whether it still holds: whoever follows a meeting fetches its page in
/// the moment of a change.
const KEEPING: HeaderValue = HeaderValue::from_static("public, max-age=0, must-revalidate");
/// Cookies tell who has signed in and the language.
const VARY: HeaderValue = HeaderValue::from_static("cookie, rembuk-bahasa, accept-encoding");
/// Such a page has no script of its own: scripts are files of this site. A nonce would make each answer another one.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; connect-src 'self'; \
     worker-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'",
);

/// An answer holds it that everybody gets alike.
#[derive(Clone, Copy, Debug)]
pub struct Everybodys;

/// Pages whose readers need not sign in. What stands below them is of offices and of those who propose.
pub(super) fn is_everybodys(path: &str) -> bool {
    const ALONE: [&str; 6] = [links::HOME, links::CALENDAR, links::DATA, links::HOW, links::GLOSSARY, links::PRIVACY];
    const WITH_EACH: [&str; 4] = [links::PLANS, links::PROPOSALS, links::MEETINGS, links::REGIONS];
    let is_each = |list: &str| path.strip_prefix(list).and_then(|rest| rest.strip_prefix('/')).is_some_and(|each| !each.contains('/'));
    ALONE.contains(&path) || WITH_EACH.iter().any(|list| path == *list || is_each(list))
}

/// In which language somebody reads.
pub(super) fn language(headers: &HeaderMap, jar: &CookieJar, site: &Site) -> Lang {
    let chosen = jar.get(site.language_cookie()).and_then(|cookie| Lang::from_code(cookie.value()));
    chosen.or_else(|| Lang::from_code(&text_header(headers, &ASKED_LANGUAGE))).unwrap_or_default()
}

/// In which language somebody asks for such a page who shows no session; none for whoever shows one, right or not.
pub fn reader(path: &str, headers: &HeaderMap, site: &Site) -> Option<Lang> {
    if !is_everybodys(path) {
        return None;
    }
    let jar = CookieJar::from_headers(headers);
    jar.get(site.session_cookie()).is_none().then(|| language(headers, &jar, site))
}

/// Says in the answer that it is everybody's.
pub(super) fn mark(response: &mut Response) {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    headers.insert(header::CACHE_CONTROL, KEEPING);
    headers.insert(header::VARY, VARY);
    response.extensions_mut().insert(Everybodys);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_of_offices_and_of_persons_are_not_everybodys() {
        for (path, expected) in [
            ("/", true),
            ("/usulan", true),
            ("/usulan/0199", true),
            ("/musrenbang/0199", true),
            ("/wilayah/15.71", true),
            ("/cara-kerja", true),
            ("/usulan/", true),
            ("/usulan/0199/keberatan", false),
            ("/musrenbang/0199/kerja", false),
            ("/usulan-saya", false),
            ("/kotak-kerja", false),
            ("/akun", false),
            ("/masuk", false),
            ("/admin/kota", false),
        ] {
            assert_eq!(is_everybodys(path), expected, "{path}");
        }
    }
}
