//! The form with which an admin sends the emblem of the city, or removes it.

use crate::{components::field::TextField, context::page_context, forms::FormState, links, look};
use leptos::prelude::*;

/// Without a file it takes the emblem away.
#[component]
pub fn EmblemForm() -> impl IntoView {
    let known = look::emblem(&page_context().city);
    let has_one = known.is_some();
    let problem = FormState::problem("photo");
    let describedby = if problem.is_some() { "photo-hint photo-error" } else { "photo-hint" };
    let (wrong, invalid) = (problem.is_some(), problem.is_some().then_some("true"));
    view! {
        <section class="stack">
            <h2>{t!("setting.emblem")}</h2>
            {known.map(|src| view! { <p><img class="emblem" src=src alt=t!("emblem.now")/></p> })}
            <form method="post" action=links::CITY_EMBLEM enctype="multipart/form-data" class="form">
                <TextField name="emblem_reason" label=t!("emblem.reason") hint=t!("settings.reason_hint")/>
                <div class="field" class:field--error=wrong>
                    <label for="photo">{t!("emblem.file")}</label>
                    <p class="hint" id="photo-hint">{t!("setting_help.emblem")} {has_one.then(|| view! { " " {t!("emblem.empty_removes")} })}</p>
                    {problem.map(|words| view! { <p class="error-text" id="photo-error">{words}</p> })}
                    <input id="photo" name="photo" type="file" accept="image/png,image/jpeg,image/webp" aria-describedby=describedby aria-invalid=invalid/>
                </div>
                <button class="btn btn--plain">{t!("emblem.save")}</button>
            </form>
        </section>
    }
    .into_any()
}
