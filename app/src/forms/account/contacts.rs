//! Proving one's phone and e-mail, and naming others instead.

use crate::{
    forms::Fields,
    http::{PageError, PageResult, Web, go_with},
    links,
};
use axum::Form;
use domain::{account::ContactKind, permission::may_act_as_self};
use services::{
    CommandError,
    commands::{self, Contact},
};

/// Another contact, with the password.
pub async fn change(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let (contact, password) = (fields.read("contact", Contact::parse), fields.secret("password"));
    let outcome = async { commands::change_contact(&web.services, &permit, &contact?, password, &web.visit).await }.await;
    answer(web, outcome, fields, "contact_asked").await
}

/// The contact as it is shall be proven.
pub async fn prove(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let kind = [ContactKind::Phone, ContactKind::Email].into_iter().find(|kind| kind.code() == fields.text("kind"));
    let outcome = commands::ask_proof(&web.services, &permit, kind.ok_or(PageError::NotFound)?).await;
    answer(web, outcome, fields, "contact_asked").await
}

pub async fn confirm(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let outcome = commands::confirm_contact(&web.services, &permit, fields.text("code"), &web.visit).await;
    answer(web, outcome, fields, "contact_confirmed").await
}

async fn answer(web: Web, outcome: Result<(), CommandError>, fields: Fields, notice: &'static str) -> PageResult {
    match outcome {
        Ok(()) => Ok(go_with(links::CONTACTS, notice)),
        Err(error) => web.again(links::CONTACTS, error, fields).await,
    }
}
