//! The head of a list's results, where pages of it begin, and the ways to its other pages.

use crate::shell::Lists;
use leptos::prelude::*;

/// Where the results begin: the links to other pages lead here, and scripts say it.
pub const HEAD: &str = "hasil";

/// How much was found, or stands on this page.
#[component]
pub fn Found(#[prop(into)] words: String) -> impl IntoView {
    view! { <p class="soft" id=HEAD tabindex="-1">{words}</p> }
}

/// `next` is the address of the page that follows; `first` that of the first page, on all others. The page before is
/// known to those who came from it: the script shows the way back there, and the browser has one, too.
#[component]
pub fn Pages(#[prop(optional_no_strip)] first: Option<String>, next: Option<String>) -> impl IntoView {
    (first.is_some() || next.is_some()).then(|| {
        view! {
            <Lists/>
            <p class="pagination">
                {first.map(|href| view! {
                    <a class="btn btn--plain" href=at_head(&href) data-awal="">{t!("form.first_page")}</a>
                    <a class="btn btn--plain" href=at_head(&href) data-sebelumnya="" hidden>{t!("form.page_before")}</a>
                })}
                {next.map(|href| view! { <a class="btn btn--plain" href=at_head(&href)>{t!("form.next_page")}</a> })}
            </p>
        }
    })
}

fn at_head(href: &str) -> String {
    format!("{href}#{HEAD}")
}
