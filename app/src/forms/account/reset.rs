//! A new password with a one-time code.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
};
use axum::Form;
use services::commands::{self, Claim};

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let new = fields.secret("new_password");
    let claim = Claim::new(fields.text("contact"));
    match commands::reset_password(&web.services, &claim, fields.text("code"), &new, &web.visit).await {
        Ok(()) => Ok(go_with(links::SIGN_IN, "password_reset")),
        Err(error) => web.again(links::RESET, error, fields).await,
    }
}
