//! Saving what is being written as it is written. `form` is what the form of the page would send.

use super::{Refused, shown::Kept};
#[cfg(feature = "ssr")]
use crate::{
    components::keeping::kept,
    forms::{Fields, plans, proposals},
    http::{Web, parse},
};
use leptos::{prelude::*, server_fn::codec::Json};

#[server(endpoint = "rancangan-usulan", input = Json)]
pub async fn keep_proposal(proposal: String, form: String) -> Result<Kept, Refused> {
    let web: Web = expect_context();
    let (shown, problems) = proposals::keep(&web, parse(&proposal)?, &Fields::encoded(&form)).await?;
    Ok(kept(&web, shown, &problems))
}

#[server(endpoint = "rancangan-rencana", input = Json)]
pub async fn keep_plan(plan: String, form: String) -> Result<Kept, Refused> {
    let web: Web = expect_context();
    let (shown, problems) = plans::keep(&web, parse(&plan)?, &Fields::encoded(&form)).await?;
    Ok(kept(&web, shown, &problems))
}
