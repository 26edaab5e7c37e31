//! A code for a new password is asked for. The answer says nothing about who has an account.

use crate::{
    forms::Fields,
    http::{PageResult, Web, WrongPassword, go_with},
    links,
};
use axum::Form;
use services::commands::{self, Claim};

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    match commands::ask_code(&web.services, &Claim::new(fields.text("contact")), &web.visit).await {
        Ok(()) => {
            let mut answer = go_with(links::RESET, "code_asked");
            // Each may send somebody a letter, so they are as few as wrong guesses.
            answer.extensions_mut().insert(WrongPassword);
            Ok(answer)
        }
        Err(error) => web.again(links::FORGOT, error, fields).await,
    }
}
