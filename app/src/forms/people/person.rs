//! What the city admin does with one person: roles given and ended, the account closed and opened again.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{
    account::Role,
    clock::{Day, read_day},
    ids::{AccountId, AssignmentId},
    permission::{may_end_role, may_manage_person},
    reason::Note,
};
use services::{
    CommandError,
    commands::{self, Granted, Post, RoleGrant},
};

pub async fn grant(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let account: AccountId = parse(&id)?;
    let permit = may_manage_person(&web.actor, account)?;
    let fields = Fields::new(pairs);
    match async { commands::grant_role(&web.services, &permit, read(&fields)?).await }.await {
        Ok(Granted::Held) => Ok(go_with(&links::person(account), "role_granted")),
        Ok(Granted::AwaitsSecondAdmin) => Ok(go_with(&links::person(account), "role_proposed")),
        Err(error) => web.again(&links::person(account), error, fields).await,
    }
}

fn read(fields: &Fields) -> Result<RoleGrant, CommandError> {
    // As browsers send a day, whatever its year; or as people write it.
    let day = |typed: &str| typed.parse::<Day>().or_else(|_| read_day(typed));
    let mut form = Reading::of(fields);
    let role = form.choice("role", Role::from_code);
    let (from, to) = (form.read("from", day), form.any("to", day));
    let code = if fields.text("agency").is_empty() { fields.text("place") } else { fields.text("agency") };
    let place = role.and_then(|role| form.read("place", |_| Post::of(role, code)));
    form.make(|| Some(RoleGrant { role: role?, place: place?, from: from?, to: to? }))
}

pub async fn end(web: Web, Path((id, assignment)): Path<(String, String)>) -> PageResult {
    let account: AccountId = parse(&id)?;
    let permit = may_end_role(&web.actor, account)?;
    let assignment: AssignmentId = parse(&assignment)?;
    match commands::end_role(&web.services, &permit, assignment).await {
        Ok(()) => Ok(go_with(&links::person(account), "role_ended")),
        Err(error) => web.again(&links::person(account), error, Fields::default()).await,
    }
}

pub async fn close(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let account: AccountId = parse(&id)?;
    let permit = may_manage_person(&web.actor, account)?;
    let fields = Fields::new(pairs);
    match async { commands::close_account(&web.services, &permit, &fields.read("reason", Note::new)?).await }.await {
        Ok(()) => Ok(go_with(&links::person(account), "account_closed")),
        Err(error) => web.again(&links::person(account), error, fields).await,
    }
}

pub async fn open(web: Web, Path(id): Path<String>) -> PageResult {
    let account: AccountId = parse(&id)?;
    let permit = may_manage_person(&web.actor, account)?;
    match commands::open_account(&web.services, &permit).await {
        Ok(()) => Ok(go_with(&links::person(account), "account_opened")),
        Err(error) => web.again(&links::person(account), error, Fields::default()).await,
    }
}

pub async fn reset_second_step(web: Web, Path(id): Path<String>) -> PageResult {
    let account: AccountId = parse(&id)?;
    let permit = may_manage_person(&web.actor, account)?;
    commands::reset_second_factor(&web.services, &permit).await?;
    Ok(go_with(&links::person(account), "second_step_reset"))
}
