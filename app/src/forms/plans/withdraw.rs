//! A plan is taken back.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use services::commands;

pub async fn withdraw(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let mut form = Reading::of(&fields);
    let reason = form.reason();
    match async { commands::withdraw_plan(&web.services, &web.actor, plan, form.done(reason)?).await }.await {
        Ok(()) => Ok(go_with(links::OUR_PLANS, "withdrawn")),
        Err(error) => web.again(&links::plan_step(plan, "tarik"), error, fields).await,
    }
}
