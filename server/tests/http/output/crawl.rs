//! Which addresses a page leads to, and which of them are of the same kind.

use super::form::{Found, Kind};
use crate::support::{Page, selector};
use std::sync::LazyLock;
use uuid::Uuid;

/// Method and path of every route.
pub fn routes() -> &'static [(&'static str, String)] {
    static ROUTES: LazyLock<Vec<(&str, String)>> = LazyLock::new(|| app::routes().entries);
    &ROUTES
}

/// The route of an address as the list of routes writes it, or the address itself.
pub fn route(method: &str, address: &str) -> &'static str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let fits = |pattern: &str| {
        let (given, wanted): (Vec<_>, Vec<_>) = (path.split('/').collect(), pattern.split('/').collect());
        given.len() == wanted.len() && given.iter().zip(&wanted).all(|(given, wanted)| given == wanted || wanted.starts_with('{'))
    };
    let mut found: Vec<&'static str> =
        routes().iter().filter(|(known, route)| *known == method && fits(route)).map(|(_, route)| route.as_str()).collect();
    // The one with the fewest parameters is the one that is meant.
    found.sort_by_key(|route| route.matches('{').count());
    found.first().copied().unwrap_or("")
}

/// Addresses with the same kind show the same things of different objects.
pub fn kind(address: &str) -> String {
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let path: Vec<&str> = path.split('/').map(|part| if is_parameter(part) { "{}" } else { part }).collect();
    let mut keys: Vec<&str> =
        query.split('&').map(|pair| if is_code(pair) { pair } else { pair.split('=').next().unwrap_or_default() }).collect();
    keys.sort_unstable();
    format!("{}?{}", path.join("/"), keys.join("&"))
}

/// `status=under_way`, `tindakan=tolak`: another value shows something else, not the same of another thing.
fn is_code(pair: &str) -> bool {
    pair.split_once('=').is_some_and(|(_, value)| !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'))
}

fn is_parameter(part: &str) -> bool {
    Uuid::parse_str(part).is_ok() || part.starts_with(|letter: char| letter.is_ascii_digit())
}

/// Where the links of a page lead on this site, pictures and scripts left out.
pub fn links(page: &Page) -> Vec<String> {
    let local = selector("a[href^='/']");
    let links = page.html.select(&local).filter_map(|link| link.attr("href"));
    links.filter(|href| !href.starts_with("//")).map(|href| href.split('#').next().unwrap_or_default().to_owned()).collect()
}

/// Choices of a list that are taken.
const OF_A_LIST: usize = 3;

/// Where the lists of a page lead that one chooses from: the first choices of each, every one by itself.
pub fn choices(page: &Page, address: &str) -> Vec<String> {
    let asking = Found::all(page, address).into_iter().filter(|form| !form.posts);
    let chosen = |form: Found| {
        let path = form.action.split('?').next().unwrap_or_default().to_owned();
        let fields = form.fields.into_iter().filter_map(|field| match field.kind {
            Kind::Choice(values) => Some((field.name, values)),
            _ => None,
        });
        let pairs = fields.flat_map(|(name, values)| {
            let taken = values.into_iter().filter(|value| !value.is_empty()).take(OF_A_LIST);
            taken.map(move |value| (name.clone(), value))
        });
        pairs.map(|(name, value)| format!("{path}?{name}={}", app::links::encoded(&value))).collect::<Vec<_>>()
    };
    asking.flat_map(chosen).collect()
}
