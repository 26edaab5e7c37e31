//! Passkeys are added, renamed and taken off. Signing in with one is in `sign_in`.

mod sign_in;

pub use sign_in::{begin as begin_sign_in, finish as finish_sign_in};

use super::session::{cookie, with_session};
use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with, parse},
    links,
    pages::account::{AddPasskey, site_of},
    shell::Head,
};
use axum::{
    Form,
    extract::Path,
    response::{IntoResponse, Response},
};
use axum_extra::extract::CookieJar;
use domain::{account::PasskeyName, ids::PasskeyId, permission::may_act_as_self, refusal::Refusal};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::{self, DeviceAnswer},
};
use time::Duration;
use uuid::Uuid;

/// A little longer than a question is good for.
const ASKED_FOR: Duration = Duration::minutes(10);

/// The password is right: now the device is asked.
pub async fn begin(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return web.again(links::PASSKEYS, Refusal::PasskeysNotHere.into(), fields).await };
    let password = fields.secret("password");
    let begun = async {
        let name = name(&fields)?;
        let ceremony = commands::begin_passkey(&web.services, &permit, &site, password, &web.visit).await?;
        Ok::<_, CommandError>((name.text().to_owned(), ceremony))
    };
    match begun.await {
        Ok((name, ceremony)) => {
            let head = Head::new(web.text("passkeys.add"));
            let (id, options) = (ceremony.id, ceremony.options.clone());
            let page = web.page(head, move || view! { <AddPasskey id options=options.clone() name=name.clone()/> }).await;
            Ok(asking(&web, &ceremony, page))
        }
        Err(error) => web.again(links::PASSKEYS, error, fields).await,
    }
}

/// The device has answered.
pub async fn add(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    let Ok(site) = site_of(&web) else { return web.again(links::PASSKEYS, Refusal::PasskeysNotHere.into(), fields).await };
    let device = DeviceAnswer { site: &site, asked: asked(&fields), answer: fields.text("answer") };
    match async { commands::add_passkey(&web.services, &permit, &name(&fields)?, device, &web.visit).await }.await {
        Ok(()) => Ok(go_with(links::PASSKEYS, "passkey_added")),
        Err(error) => web.again(links::PASSKEYS, error, fields).await,
    }
}

pub async fn rename(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let (passkey, fields) = (parse::<PasskeyId>(&id)?, Fields::new(pairs));
    match async { commands::rename_passkey(&web.services, &permit, passkey, &name(&fields)?).await }.await {
        Ok(()) => Ok(go_with(links::PASSKEYS, "saved")),
        Err(error) => web.again(&links::passkey(passkey), error, fields).await,
    }
}

pub async fn remove(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let (passkey, fields) = (parse::<PasskeyId>(&id)?, Fields::new(pairs));
    let password = fields.secret("password");
    match commands::remove_passkey(&web.services, &permit, passkey, password, web.token.as_ref(), &web.visit).await {
        Ok(signed_in) => {
            let answer = go_with(links::PASSKEYS, "passkey_removed");
            match signed_in {
                Some(signed_in) => with_session(&web, &signed_in, answer).await,
                None => Ok(answer),
            }
        }
        Err(error) => web.again(&links::passkey(passkey), error, fields).await,
    }
}

/// How its owner calls it.
fn name(fields: &Fields) -> Result<PasskeyName, CommandError> {
    fields.read("passkey_name", PasskeyName::new)
}

/// The question that a form answers.
fn asked(fields: &Fields) -> Option<Uuid> {
    fields.text("asked").parse().ok()
}

/// An answer from which only this browser goes on.
fn asking(web: &Web, ceremony: &services::Ceremony, page: Response) -> Response {
    let asked = cookie(web, web.site.asked_cookie(), ceremony.browser.to_hex(), ASKED_FOR);
    (CookieJar::new().add(asked), page).into_response()
}
