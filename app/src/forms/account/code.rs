//! The second step of signing in. The sign-in that waits for it travels in the form, and so does what somebody had
//! typed when they were asked to sign in.

use super::session::come_in;
use crate::{
    forms::{Fields, FormState},
    http::{PageResult, Web, go},
    links,
    pages::account::{CodeToSignIn, safe_next},
    shell::Head,
};
use axum::{Form, response::Response};
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::{CommandError, HalfToken, commands};

/// What comes after the right password.
pub async fn ask(web: &Web, half: String, fields: Fields) -> Response {
    let next = fields.text("next").to_owned();
    show(&web.with_form(FormState { fields, ..FormState::default() }), half, next).await
}

async fn show(web: &Web, half: String, next: String) -> Response {
    web.page(Head::new(web.text("second_step.sign_in")), move || view! { <CodeToSignIn half=half.clone() next=next.clone()/> }).await
}

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let outcome = match HalfToken::parse(fields.text("half_token")) {
        Some(half) => commands::finish_sign_in(&web.services, &half, fields.text("code"), &web.visit).await,
        None => Err(Refusal::SignInAgain.into()),
    };
    let next = safe_next(fields.text("next")).unwrap_or(links::ACCOUNT).to_owned();
    match outcome {
        Ok(signed_in) => come_in(&web, &signed_in, &fields, go(&next)).await,
        // The password is asked again, and where one wanted to go is kept.
        Err(error @ CommandError::Refused(Refusal::SignInAgain)) => web.again(links::SIGN_IN, error, fields).await,
        Err(error) => {
            let half = fields.text("half_token").to_owned();
            Ok(show(&web.refused(error, fields)?, half, next).await)
        }
    }
}
