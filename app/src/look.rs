//! The tones that follow the colour of the city, over those of `style/00-tokens.css`: where they are, and what is in
//! them. Which tones there are, and that they can be read, is said in the domain.

use crate::links;
use domain::city::{City, Tones, palette};

/// None where the city keeps the colour that all have. Another colour, another address.
pub fn address(city: &City) -> Option<String> {
    city.accent().map(|accent| format!("{}?v={}", links::CITY_STYLE, accent.to_string().trim_start_matches('#')))
}

/// Empty where there is no address.
pub fn style(city: &City) -> String {
    let root = |tones: Tones| {
        let tones = tones.map(|(name, tone)| format!("--{name}:{tone}"));
        format!(":root{{{}}}", tones.join(";"))
    };
    let tones = city.accent().map(palette).map(|[light, dark]| (root(light), root(dark)));
    tones.map_or_else(String::new, |(light, dark)| format!("{light}@media (prefers-color-scheme:dark){{{dark}}}"))
}
