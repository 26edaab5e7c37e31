//! A draft becomes a plan that everybody reads.

use crate::{
    forms::Fields,
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::extract::Path;
use services::commands;

pub async fn publish(web: Web, Path(id): Path<String>) -> PageResult {
    let plan = parse(&id)?;
    match commands::publish_plan(&web.services, &web.actor, plan).await {
        Ok(()) => Ok(go_with(&links::plan(plan), "published")),
        Err(error) => web.again(&links::plan_step(plan, "pratinjau"), error, Fields::default()).await,
    }
}
