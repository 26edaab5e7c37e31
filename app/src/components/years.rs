//! The planning years of a page to choose from.

use leptos::prelude::*;

/// Leads to the same page of each other year; nothing where there is no other.
#[component]
pub fn YearLinks(years: Vec<u16>, shown: Option<u16>, href: impl Fn(u16) -> String + Send + 'static) -> impl IntoView {
    (years.len() > 1).then(|| {
        let links = years.into_iter().map(|year| {
            let current = (Some(year) == shown).then_some("page");
            view! { <li><a class="chip" href=href(year) aria-current=current>{year}</a></li> }
        });
        view! { <nav aria-label=t!("years.choose")><ul class="chips">{links.collect_view()}</ul></nav> }
    })
}
