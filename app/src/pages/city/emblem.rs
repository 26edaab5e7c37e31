//! The emblem of the city: `/lambang.png`, and on `/admin/kota` the form with which an admin sends or removes it.

use super::show;
use crate::{
    components::field::TextField,
    context::page_context,
    forms::FormState,
    http::{PageError, PageResult, Web, go_with},
    links, look,
    uploads::Upload,
};
use axum::{
    extract::{Multipart, multipart::MultipartRejection},
    http::header,
    response::IntoResponse as _,
};
use domain::{city::Setting, permission::may_set, reason::Note, refusal::Refusal};
use leptos::prelude::*;
use services::{CommandError, commands, queries};

/// Kept for ever under the address that names its content.
pub async fn picture(web: Web) -> PageResult {
    let picture = queries::city::emblem(&web.services).await?.ok_or(PageError::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, look::keeping(&web.uri, look::emblem(&web.city).as_deref()))];
    Ok((headers, picture).into_response())
}

pub async fn set(web: Web, form: Result<Multipart, MultipartRejection>) -> PageResult {
    may_set(&web.actor, Setting::Emblem)?;
    // What is no such form at all lacks everything.
    let mut upload = match form {
        Ok(form) => Upload::read(form, &web.actor).await?,
        Err(_) => Upload::default(),
    };
    let picture = Some(std::mem::take(&mut upload.file)).filter(|file| !file.is_empty());
    let outcome = async {
        let reason = upload.fields.read("emblem_reason", Note::new)?;
        if picture.is_none() && web.city.emblem().is_none() {
            return Err(CommandError::at("photo", Refusal::Required));
        }
        commands::set_emblem(&web.services, &web.actor, picture, &reason).await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(links::CITY, "saved")),
        Err(error) => show(web.refused(error, upload.fields)?).await,
    }
}

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
