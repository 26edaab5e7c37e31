//! What is wrong with a posted form, on top of it, each entry a link to its field.

use crate::{forms::FormState, text};
use leptos::prelude::*;

/// Empty until a form was refused. `labels` names the fields in the order of the page.
#[component]
pub fn ErrorSummary<N: AsRef<str> + 'static>(labels: Vec<(N, String)>) -> impl IntoView {
    let state = use_context::<FormState>().unwrap_or_default();
    let entries: Vec<(String, String)> = labels
        .into_iter()
        .filter_map(|(name, label)| {
            let words = FormState::problem(name.as_ref())?;
            Some((format!("#{}", name.as_ref()), format!("{label}: {words}")))
        })
        .collect();
    let whole = state.refusal.as_ref().map(text::refusal);
    (state.posted && (whole.is_some() || !entries.is_empty())).then(|| {
        view! {
            <div class="error-summary" role="alert" tabindex="-1" id="masalah">
                <h2>{t!("form.problem")}</h2>
                {whole.map(|words| view! { <p>{words}</p> })}
                <ul>{entries.into_iter().map(|(href, words)| view! { <li><a href=href>{words}</a></li> }).collect_view()}</ul>
            </div>
        }
    })
}
