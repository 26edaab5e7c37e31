//! Amounts side by side: the words and the number as text, so that nothing shrinks on a phone, and a bar under them.

use leptos::prelude::*;

/// One bar: what it is, its amount in words, and the amount itself. `class` is its colour, empty for the usual one.
#[derive(Clone, Debug)]
pub struct Amount {
    pub label: String,
    pub words: String,
    pub value: i64,
    pub class: &'static str,
}

/// The longest fills the width.
#[component]
pub fn Bars(amounts: Vec<Amount>) -> impl IntoView {
    let most = amounts.iter().map(|amount| amount.value).max().unwrap_or_default();
    let bars = amounts.into_iter().map(|Amount { label, words, value, class }| {
        let share = value.saturating_mul(100).checked_div(most).unwrap_or(0);
        view! {
            <div><dt>{label}</dt><dd>{words}
                <svg aria-hidden="true"><rect class=class width=format!("{share}%") height="100%"></rect></svg></dd></div>
        }
    });
    view! { <dl class="bars">{bars.collect_view()}</dl> }.into_any()
}
