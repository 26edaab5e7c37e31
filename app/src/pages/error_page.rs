//! What is shown instead of a page: not found, not yours, broken. Says what to do next.

use crate::{
    links,
    shell::Head,
    text,
    web::{PageError, Web},
};
use axum::{http::StatusCode, response::Response};
use domain::refusal::Refusal;
use leptos::prelude::*;

pub async fn render(web: &Web, error: &PageError) -> Response {
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
