//! Saving what is being written as it is written. `form` is what the form of the page would send.

use super::{Refused, shown::Kept};
#[cfg(feature = "ssr")]
use crate::{
    format,
    forms::{Fields, plans, proposals},
    http::{Web, parse},
    text::refusal,
};
use leptos::{prelude::*, server_fn::codec::Json};
#[cfg(feature = "ssr")]
use services::Problem;

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

/// It is saved; `shown` are values of fields that nobody sees.
#[cfg(feature = "ssr")]
fn kept(web: &Web, shown: Vec<(String, String)>, problems: &[Problem]) -> Kept {
    let time = format::hour(web.services.clock.now(), web.city.zone());
    let words = if problems.is_empty() { t!("keeping.kept_at", time = time) } else { t!("keeping.kept_but", time = time) };
    Kept { words, shown, problems: problems.iter().map(|problem| (problem.field.to_owned(), refusal(&problem.refusal))).collect() }
}
