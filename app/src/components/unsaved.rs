//! What could not be saved: why, and all that was typed, to be sent once more. What is wrong with a form is told by
//! `error_summary`.

use crate::{forms::Fields, text};
use leptos::prelude::*;
use services::store::Outage;

/// On top of a page whose form still holds what was typed.
#[component]
pub fn Unsaved(outage: Outage) -> impl IntoView {
    view! {
        <div class="error-summary" role="alert" tabindex="-1" id="masalah">
            <h2>{t!("unsaved.title")}</h2>
            <p>{text::t_code("outage", outage.code())}</p>
            <p>{t!("unsaved.lead")}</p>
        </div>
    }
}

/// Where its page cannot be shown: the form itself, without its page. A form with a password is typed anew.
#[component]
pub fn UnsavedForm(action: String, fields: Fields) -> impl IntoView {
    if fields.pairs().iter().any(|(name, _)| name.contains("password")) {
        return view! {
            <p>{t!("unsaved.secret")}</p>
            <p><a class="btn" href=action>{t!("unsaved.back")}</a></p>
        }
        .into_any();
    }
    let is_typed = |value: &str| value.trim().contains(char::is_whitespace);
    let typed: Vec<String> = fields.pairs().iter().filter(|(_, value)| is_typed(value)).map(|(_, value)| value.clone()).collect();
    view! {
        <p>{t!("unsaved.lead")}</p>
        <form method="post" action=action class="form">
            {fields.pairs().iter().map(|(name, value)| view! { <input type="hidden" name=name.clone() value=value.clone()/> }).collect_view()}
            {(!typed.is_empty()).then(|| view! {
                <h2>{t!("unsaved.typed")}</h2>
                {typed.into_iter().map(|text| view! { <blockquote class="as-typed">{text}</blockquote> }).collect_view()}
            })}
            <button class="btn">{t!("unsaved.again")}</button>
        </form>
    }
    .into_any()
}
