//! The frame of a list's filters: folded up on a phone until one of them is in use, open on a desk. What they narrow
//! is the page's business.

use crate::components::icon::Icon;
use leptos::prelude::*;

/// A form that leads back to its own list; `in_use` keeps it open and offers the way back to the whole list.
#[component]
pub fn FilterForm(action: &'static str, in_use: bool, children: Children) -> impl IntoView {
    view! {
        <form method="get" action=action class="filters" role="search">
            <details open=in_use>
                <summary><Icon name="search"/>{t!("filters.title")}</summary>
                <div class="filters__body">
                    {children()}
                    <div class="cluster">
                        <button class="btn">{t!("filters.show")}</button>
                        {in_use.then(|| view! { <a href=action>{t!("filters.clear")}</a> })}
                    </div>
                </div>
            </details>
        </form>
    }
    .into_any()
}
