//! Forms of the offices that say of residents that they live where they say.

use crate::{
    forms::{Fields, FormState},
    http::{PageResult, Web, go_with, parse},
    links,
    route_table::RouteTable,
};
use axum::{Form, extract::Path};
use domain::{ids::AccountId, reason::Note, refusal::Refusal, region::RegionCode};
use services::commands;

pub fn routes(table: RouteTable) -> RouteTable {
    table
        .post(links::RESIDENTS, search)
        .post(links::CONFIRM_RESIDENCE, confirm)
        .post(links::DENY_RESIDENCE, deny)
        .post(links::WITHDRAW_CONFIRMATION, withdraw)
}

/// Posted although it only asks.
async fn search(web: Web, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let asked = FormState { fields: Fields::new(pairs), ..FormState::default() };
    Ok(web.with_form(asked).page_at(links::RESIDENTS).await)
}

async fn confirm(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let id = parse(&id)?;
    let fields = Fields::new(pairs);
    commands::confirm_residence(&web.services, &web.actor, id, seen(&fields)?.as_ref()).await?;
    Ok(go_with(links::RESIDENTS, "residence_confirmed"))
}

async fn deny(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let id = parse(&id)?;
    let fields = Fields::new(pairs);
    let is_denied = commands::deny_residence(&web.services, &web.actor, id, seen(&fields)?.as_ref()).await?;
    Ok(go_with(links::RESIDENTS, if is_denied { "residence_denied" } else { "residence_settled" }))
}

async fn withdraw(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let (resident, seen): (AccountId, _) = (parse(&id)?, seen(&fields)?);
    let reason = fields.read("reason", Note::new);
    let withdrawn = async { commands::withdraw_confirmation(&web.services, &web.actor, resident, seen.as_ref(), &reason?).await };
    match withdrawn.await {
        Ok(is_withdrawn) => Ok(go_with(links::RESIDENTS, if is_withdrawn { "confirmation_withdrawn" } else { "residence_settled" })),
        Err(error) => web.again(&links::withdraw_confirmation(resident), error, fields).await,
    }
}

/// The home that stood on the page.
fn seen(fields: &Fields) -> Result<Option<RegionCode>, Refusal> {
    let home = Some(fields.text("home")).filter(|home| !home.is_empty());
    home.map(RegionCode::parse).transpose().map_err(|_| Refusal::ChangedMeanwhile)
}
