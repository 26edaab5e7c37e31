//! Signing in with a passkey. What somebody had typed before they were asked to sign in goes along, and back with them
//! to the password.

use super::{Ceremony, asked, asking, site_of};
use crate::{
    components::kept::CarriedFields,
    forms::{Fields, FormState},
    http::{PageResult, Web, go},
    links,
    pages::account::{come_in, safe_next, sign_in_page},
    shell::Head,
};
use axum::Form;
use domain::refusal::Refusal;
use leptos::prelude::*;
use services::commands::{self, DeviceAnswer};
use uuid::Uuid;

pub async fn begin(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return sign_in_page::show(web.refused(Refusal::PasskeysNotHere.into(), fields)?).await };
    match commands::begin_passkey_sign_in(&web.services, &site, &web.visit).await {
        Ok(ceremony) => {
            let next = fields.text("next").to_owned();
            let (head, form) = (Head::new(web.text("passkeys.sign_in")), FormState { fields, ..FormState::default() });
            let (id, options) = (ceremony.id, ceremony.options.clone());
            let page = web.with_form(form).page(head, move || view! { <Page id options=options.clone() next=next.clone()/> }).await;
            Ok(asking(&web, &ceremony, page))
        }
        Err(error) => sign_in_page::show(web.refused(error, fields)?).await,
    }
}

/// The device has answered.
pub async fn finish(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return sign_in_page::show(web.refused(Refusal::PasskeysNotHere.into(), fields)?).await };
    let device = DeviceAnswer { site: &site, asked: asked(&fields), answer: fields.text("answer") };
    match commands::sign_in_with_passkey(&web.services, device, &web.visit).await {
        Ok(signed_in) => {
            let next = safe_next(fields.text("next")).unwrap_or(links::ACCOUNT);
            come_in(&web, &signed_in, &fields, go(next)).await
        }
        Err(error) => sign_in_page::show(web.refused(error, fields)?).await,
    }
}

#[component]
fn Page(id: Uuid, options: String, next: String) -> impl IntoView {
    let same_next = next.clone();
    view! {
        <div class="page-head"><h1>{t!("passkeys.sign_in")}</h1></div>
        <Ceremony action=links::SIGN_IN_PASSKEY_ANSWER id options waits=t!("passkeys.asks_signature") given_up=t!("passkeys.given_up")>
            <input type="hidden" name="next" value=same_next/>
            <CarriedFields/>
        </Ceremony>
        // A link would leave behind what was typed.
        <form method="post" action=links::SIGN_IN>
            <input type="hidden" name="next" value=next/>
            <input type="hidden" name="no_passkey" value="1"/>
            <CarriedFields/>
            <p><button class="link-btn">{t!("passkeys.with_password")}</button></p>
        </form>
    }
}
