//! The second step of signing in is set up or taken off, and codes for paper are made.

use super::session::with_session;
use crate::{
    forms::Fields,
    http::{PageResult, Web, go, go_with},
    links,
    pages::account::RecoveryCodes,
    shell::Head,
};
use axum::{Form, response::Response};
use domain::permission::may_act_as_self;
use leptos::prelude::*;
use services::commands;

pub async fn begin(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    commands::begin_second_factor(&web.services, &permit).await?;
    Ok(go(links::SECOND_STEP))
}

pub async fn enrol(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::enrol_second_factor(&web.services, &permit, fields.secret("password"), fields.text("code"), &web.visit).await {
        Ok((codes, signed_in)) => {
            let page = codes_page(&web, codes).await;
            with_session(&web, &signed_in, page).await
        }
        Err(error) => web.again(links::SECOND_STEP, error, fields).await,
    }
}

pub async fn remove(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::remove_second_factor(&web.services, &permit, fields.secret("password"), fields.text("code"), &web.visit).await {
        Ok(()) => Ok(go_with(links::SECOND_STEP, "second_step_removed")),
        Err(error) => web.again(links::SECOND_STEP_REMOVAL, error, fields).await,
    }
}

pub async fn renew(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::renew_recovery_codes(&web.services, &permit, fields.secret("password"), &web.visit).await {
        Ok(codes) => Ok(codes_page(&web, codes).await),
        Err(error) => web.again(links::RECOVERY_CODES, error, fields).await,
    }
}

async fn codes_page(web: &Web, codes: Vec<String>) -> Response {
    web.page(Head::new(web.text("second_step.codes_title")), move || view! { <RecoveryCodes codes=codes.clone()/> }).await
}
