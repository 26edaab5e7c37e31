//! What is shown instead of a page: not found, not yours, broken. Says what to do next.

use crate::{
    components::unsaved::UnsavedForm,
    forms::Fields,
    links,
    shell::Head,
    text,
    web::{PageError, Web},
};
use axum::{http::StatusCode, response::Response};
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::store::Outage;

pub async fn render(web: &Web, error: &PageError) -> Response {
    if let Some(outage) = error.outage() {
        let kept = match &web.kept {
            Some(form) => form.fields().await,
            None => None,
        };
        return unavailable(web, outage, kept).await;
    }
    let (key, refusal): (&'static str, Option<Refusal>) = match error {
        PageError::NotFound => ("not_found", None),
        PageError::Refused(
            refusal @ (Refusal::NotYourOffice | Refusal::NotOnYourself | Refusal::ResidenceNotConfirmed | Refusal::SignInFirst),
        ) => ("not_allowed", Some(refusal.clone())),
        PageError::Refused(refusal) => ("refused", Some(refusal.clone())),
        PageError::Unreadable(StatusCode::PAYLOAD_TOO_LARGE) => ("too_large", None),
        PageError::Unreadable(StatusCode::FORBIDDEN) => ("other_site", None),
        PageError::Unreadable(_) => ("unreadable", None),
        PageError::Failed(_) => ("failed", None),
    };
    let title = web.text(&format!("error.{key}"));
    let signed_in = web.actor.signed_in().is_some();
    web.page(Head::new(title.clone()), move || {
        view! {
            <div class="page-head"><h1>{title.clone()}</h1></div>
            <p class="lead">{match &refusal {
                Some(refusal) => text::refusal(refusal),
                None => text::t_code("error_help", key),
            }}</p>
            <p class="cluster">
                <a class="btn" href=links::HOME>{t!("error.home")}</a>
                {(!signed_in).then(|| view! { <a class="btn btn--plain" href=links::SIGN_IN>{t!("shell.sign_in")}</a> })}
            </p>
        }
    })
    .await
}

/// What keeps everybody from it at the moment, and what was typed meanwhile.
async fn unavailable(web: &Web, outage: Outage, kept: Option<Fields>) -> Response {
    let title = web.text(if kept.is_some() { "unsaved.title" } else { "error.unavailable" });
    let action = web.uri.to_string();
    web.page(Head::new(title.clone()), move || {
        let form = kept.clone().map(|fields| view! { <UnsavedForm action=action.clone() fields/> });
        view! {
            <div class="page-head"><h1>{title.clone()}</h1></div>
            <p class="lead">{text::t_code("outage", outage.code())}</p>
            {match form {
                Some(form) => form.into_any(),
                None => view! { <p>{t!("error_help.unavailable")}</p> }.into_any(),
            }}
        }
    })
    .await
}
