//! Signing in and out, here and elsewhere.

use super::{
    code,
    session::{come_in, without_session},
};
use crate::{
    forms::{Fields, FormState},
    http::{PageResult, Web, go, go_with},
    links,
    pages::account::{safe_next, sign_in_page},
};
use axum::{Form, extract::Path};
use domain::permission::may_act_as_self;
use services::{
    SignIn,
    commands::{self, Claim},
};

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    // From the page of passkeys, with what waits and nothing typed yet.
    if fields.has("no_passkey") {
        let next = fields.text("next").to_owned();
        return Ok(sign_in_page(&web.with_form(FormState { fields, ..FormState::default() }), next).await);
    }
    match commands::sign_in(&web.services, &Claim::new(fields.text("contact")), fields.secret("password"), &web.visit).await {
        Ok(SignIn::Done(signed_in)) => {
            let next = safe_next(fields.text("next")).unwrap_or(links::ACCOUNT);
            come_in(&web, &signed_in, &fields, go(next)).await
        }
        Ok(SignIn::Half(half)) => Ok(code::ask(&web, half.to_hex(), fields).await),
        Err(error) => web.again(links::SIGN_IN, error, fields).await,
    }
}

pub async fn sign_out(web: Web) -> PageResult {
    if let Some(token) = &web.token {
        commands::sign_out(&web.services, token).await?;
    }
    Ok(without_session(&web, go_with(links::HOME, "signed_out")))
}

pub async fn sign_out_everywhere(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    commands::sign_out_everywhere(&web.services, &permit).await?;
    Ok(without_session(&web, go_with(links::HOME, "signed_out_everywhere")))
}

pub async fn end_session(web: Web, Path(name): Path<String>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    commands::end_session(&web.services, &permit, &name).await?;
    Ok(go_with(links::ACCOUNT, "session_ended"))
}
