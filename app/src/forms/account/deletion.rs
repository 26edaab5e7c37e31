//! The own account is deleted.

use super::session::without_session;
use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
};
use axum::Form;
use domain::permission::may_act_as_self;
use services::commands;

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let fields = Fields::new(pairs);
    match commands::delete_account(&web.services, &permit, fields.secret("password"), &web.visit).await {
        Ok(()) => Ok(without_session(&web, go_with(links::HOME, "account_deleted"))),
        Err(error) => web.again(links::DELETE_ACCOUNT, error, fields).await,
    }
}
