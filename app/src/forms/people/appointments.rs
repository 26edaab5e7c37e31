//! What another admin says of an appointment that waits.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::extract::Path;
use domain::permission::may_manage_people;
use services::commands;

pub async fn confirm(web: Web, Path(id): Path<String>) -> PageResult {
    may_manage_people(&web.actor)?;
    match commands::confirm_appointment(&web.services, &web.actor, parse(&id)?).await {
        Ok(person) => Ok(go_with(&links::person(person), "role_granted")),
        Err(error) => web.again(links::APPOINTMENTS, error, Fields::default()).await,
    }
}

pub async fn refuse(web: Web, Path(id): Path<String>) -> PageResult {
    may_manage_people(&web.actor)?;
    match commands::refuse_appointment(&web.services, &web.actor, parse(&id)?).await {
        Ok(person) => Ok(go_with(&links::person(person), "role_refused")),
        Err(error) => web.again(links::APPOINTMENTS, error, Fields::default()).await,
    }
}
