//! A form that did not arrive, shown again: to send once more, to read and copy, or unseen within another form.

use crate::{
    components::field::within_text_area,
    context::page_context,
    forms::FormState,
    kept::{FieldKind, Kept, kind_of, label_key},
};
use leptos::prelude::*;

/// Longer texts get several lines.
const ONE_LINE: usize = 80;

/// The form once more: what was written stands open, choices go along, secrets are asked for again.
#[component]
pub fn SendAgain(kept: Kept, #[prop(into)] button: String) -> impl IntoView {
    let has_marks = kept.fields.iter().any(|(name, value)| kind_of(name, value) == FieldKind::Mark && !value.is_empty());
    let has_words = kept.has_words();
    let fields = kept.fields.into_iter().enumerate().map(|(index, (name, value))| view! { <Field index name value/> });
    view! {
        <form method="post" action=kept.path class="form" id="isian">
            {fields.collect_view()}
            {(!has_words && has_marks).then(|| view! { <p class="soft">{t!("kept.marks")}</p> })}
            <button class="btn">{button}</button>
        </form>
    }
    .into_any()
}

#[component]
fn Field(index: usize, name: String, value: String) -> impl IntoView {
    let kind = kind_of(&name, &value);
    if kind == FieldKind::Mark {
        return view! { <input type="hidden" name=name value=value/> }.into_any();
    }
    let id = format!("isian-{index}");
    let label = label_of(&name).unwrap_or_else(|| t!("kept.field"));
    let problem = FormState::problem(&name);
    let wrong = problem.is_some();
    let error_id = format!("{id}-error");
    let describedby = wrong.then(|| error_id.clone());
    let invalid = wrong.then_some("true");
    let is_long = value.chars().count() > ONE_LINE || value.contains('\n');
    let field = if kind == FieldKind::Secret {
        view! { <input id=id.clone() name=name type="password" aria-describedby=describedby/> }.into_any()
    } else if is_long {
        view! {
            <textarea id=id.clone() name=name rows="6" aria-describedby=describedby aria-invalid=invalid>{within_text_area(&value)}</textarea>
        }
        .into_any()
    } else {
        view! { <input id=id.clone() name=name type="text" value=value aria-describedby=describedby aria-invalid=invalid/> }.into_any()
    };
    view! {
        <div class="field" class:field--error=wrong>
            <label for=id>{label}</label>
            {problem.map(|words| view! { <p class="error-text" id=error_id>{words}</p> })}
            {field}
        </div>
    }
    .into_any()
}

fn label_of(name: &str) -> Option<String> {
    label_key(name).map(|key| t!(key))
}

/// What was written, to be read and copied.
#[component]
pub fn KeptWords(kept: Kept) -> impl IntoView {
    let words: Vec<(String, String)> =
        kept.fields.into_iter().filter(|(name, value)| !value.trim().is_empty() && kind_of(name, value) == FieldKind::Words).collect();
    (!words.is_empty()).then(|| {
        let lines = words.into_iter().map(|(name, value)| {
            let label = label_of(&name).unwrap_or_else(|| t!("kept.field"));
            view! { <dt>{label}</dt><dd class="kept__words">{value}</dd> }
        });
        view! {
            <section class="stack" id="isian">
                <h2>{t!("kept.words")}</h2>
                <dl class="kept">{lines.collect_view()}</dl>
            </section>
        }
    })
}

/// The form that waits until one has come in: put into every form on the way there.
#[component]
pub fn CarriedFields() -> impl IntoView {
    carried()
        .map(|kept| kept.carried().into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> }).collect_view())
}

/// The form that waits, if one does.
pub fn carried() -> Option<Kept> {
    Kept::carried_in(&use_context::<FormState>()?.fields, &page_context().site.form_paths)
}
