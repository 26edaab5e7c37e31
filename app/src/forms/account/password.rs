//! One's own password is changed.

use super::session::with_session;
use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
};
use axum::Form;
use domain::permission::may_act_as_self;
use services::commands;

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    let (old, new) = (fields.secret("old_password"), fields.secret("new_password"));
    match commands::change_password(&web.services, &permit, old, new, &web.visit).await {
        Ok(signed_in) => with_session(&web, &signed_in, go_with(links::ACCOUNT, "password_changed")).await,
        Err(error) => web.again(links::PASSWORD, error, fields).await,
    }
}
