//! Signing in with a passkey. What somebody had typed before they were asked to sign in goes along, and back with them
//! to the password.

use super::{asked, asking};
use crate::{
    forms::{Fields, FormState, account::session::come_in},
    http::{PageResult, Web, go},
    links,
    pages::account::{PasskeyToSignIn, safe_next, site_of},
    shell::Head,
};
use axum::Form;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::commands::{self, DeviceAnswer};

pub async fn begin(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return web.again(links::SIGN_IN, Refusal::PasskeysNotHere.into(), fields).await };
    match commands::begin_passkey_sign_in(&web.services, &site, &web.visit).await {
        Ok(ceremony) => {
            let next = fields.text("next").to_owned();
            let (head, form) = (Head::new(web.text("passkeys.sign_in")), FormState { fields, ..FormState::default() });
            let (id, options) = (ceremony.id, ceremony.options.clone());
            let view = move || view! { <PasskeyToSignIn id options=options.clone() next=next.clone()/> };
            let page = web.with_form(form).page(head, view).await;
            Ok(asking(&web, &ceremony, page))
        }
        Err(error) => web.again(links::SIGN_IN, error, fields).await,
    }
}

/// The device has answered.
pub async fn finish(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return web.again(links::SIGN_IN, Refusal::PasskeysNotHere.into(), fields).await };
    let device = DeviceAnswer { site: &site, asked: asked(&fields), answer: fields.text("answer") };
    match commands::sign_in_with_passkey(&web.services, device, &web.visit).await {
        Ok(signed_in) => {
            let next = safe_next(fields.text("next")).unwrap_or(links::ACCOUNT);
            come_in(&web, &signed_in, &fields, go(next)).await
        }
        Err(error) => web.again(links::SIGN_IN, error, fields).await,
    }
}
