//! One picture of the icon sprite; decoration only, the word beside it carries the meaning.

use crate::{context::page_context, islands::Picture};
use leptos::prelude::*;

#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! { <Picture href=picture(name)/> }
}

/// Its address, for islands, which know none.
pub fn picture(name: &str) -> String {
    format!("/icons.svg?v={}#i-{name}", page_context().site.version)
}
