//! The RT in which one lives is named.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with},
    links,
};
use axum::Form;
use domain::{permission::may_act_as_self, region::RegionCode};
use services::commands;

pub async fn submit(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let permit = may_act_as_self(&web.actor)?;
    match async { commands::set_home(&web.services, &permit, &fields.read("home", RegionCode::parse)?).await }.await {
        Ok(()) => Ok(go_with(links::ACCOUNT, "home_changed")),
        Err(error) => {
            let page = format!("{}?kelurahan={}", links::HOME_RT, links::encoded(fields.text("kelurahan")));
            web.again(&page, error, fields).await
        }
    }
}
