//! A picture of the icon sprite, at the address that the server gives.

use leptos::prelude::*;

/// Decoration only: the word beside it carries the meaning. `href` is the address of the sprite with the name behind
/// it.
#[component]
pub fn Picture(#[prop(into)] href: Signal<String>) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true" width="20" height="20"><use href=href></use></svg> }
}
