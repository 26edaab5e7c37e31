//! How the pages of a city look: where its emblem is, and the tones that follow its colour, over those of
//! `style/00-tokens.css`. Which tones there are, and that they can be read, is said in the domain.

use crate::links;
use axum::http::{Uri, uri::PathAndQuery};
use domain::city::{City, Colour, Tones, palette};

/// Of light pages, as in `style/00-tokens.css`; shown while a program on a phone begins.
pub const GROUND: &str = "#faf6ee";

/// None where the city has none. Another picture, another address.
pub fn emblem(city: &City) -> Option<String> {
    city.emblem().map(|digest| format!("{}?v={digest}", links::EMBLEM))
}

/// For ever under the address that names the content; any other is asked for again.
pub fn keeping(asked: &Uri, address: Option<&str>) -> &'static str {
    let is_asked_for = address.is_some() && address == asked.path_and_query().map(PathAndQuery::as_str);
    if is_asked_for { "public, max-age=31536000, immutable" } else { "no-cache" }
}

/// The city's own colour, or that which all have.
pub fn colour(city: &City) -> Colour {
    city.accent().unwrap_or_default()
}

/// One of the site's pictures. Another colour, another address.
pub fn icon(city: &City, path: &str) -> String {
    format!("{path}?v={}", colour(city).to_string().trim_start_matches('#'))
}

/// None where the city keeps the colour that all have. Another colour, another address.
pub fn address(city: &City) -> Option<String> {
    city.accent().map(|accent| format!("{}?v={}", links::CITY_STYLE, accent.to_string().trim_start_matches('#')))
}

/// For screens; paper is black and white. Empty where there is no address.
pub fn style(city: &City) -> String {
    let root = |tones: Tones| {
        let tones = tones.map(|(name, tone)| format!("--{name}:{tone}"));
        format!("{{:root{{{}}}}}", tones.join(";"))
    };
    let tones = city.accent().map(palette).map(|[light, dark]| (root(light), root(dark)));
    tones.map_or_else(String::new, |(light, dark)| format!("@media screen{light}@media screen and (prefers-color-scheme:dark){dark}"))
}
