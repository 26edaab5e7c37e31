//! One picture of the icon sprite; decoration only, the word beside it carries the meaning.

use crate::context::page_context;
use leptos::prelude::*;

#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    let version = page_context().site.version.clone();
    view! {
        <svg class="icon" aria-hidden="true" width="20" height="20"><use href=format!("/icons.svg?v={version}#i-{name}")></use></svg>
    }
}
