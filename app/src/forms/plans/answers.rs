//! What people say of a plan: their answer to it, comments, and what the agency answers.

use crate::{
    components::comments::place,
    forms::{Fields, comments},
    http::{PageResult, Web, go, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{
    comment::Subject,
    permission::{may_comment, may_take_stance},
    plan::Stance,
    refusal::Refusal,
};
use services::commands;

pub async fn stance(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let permit = may_take_stance(&web.actor, plan)?;
    let stance = Stance::from_code(fields.text("sikap")).ok_or(Refusal::ChoiceUnknown)?;
    match commands::take_stance(&web.services, &permit, stance).await {
        Ok(()) => Ok(go_with(&links::plan(plan), "stance_taken")),
        Err(error) => web.again(&links::plan(plan), error, fields).await,
    }
}

pub async fn comment(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let permit = may_comment(&web.actor, Subject::Plan(plan))?;
    match comments::say(&web, &permit, &fields).await {
        Ok(id) => Ok(go(&format!("{}#{}", links::plan(plan), place(id)))),
        Err(error) => web.again(&links::plan(plan), error, fields).await,
    }
}

pub async fn answer(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    commands::may_answer_there(&web.services, &web.actor, Subject::Plan(plan)).await?;
    match comments::answer(&web, Subject::Plan(plan), &fields).await {
        Ok(id) => Ok(go(&format!("{}#{}", links::plan(plan), place(id)))),
        Err(error) => web.again(&links::plan(plan), error, fields).await,
    }
}
