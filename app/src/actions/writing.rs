//! What a writer is helped with while typing: proposals with a title like theirs, and places by their names.

use super::{
    Refused,
    shown::{FoundPlace, SimilarOnes},
};
#[cfg(feature = "ssr")]
use crate::{
    figures,
    http::{Web, parse},
};
#[cfg(feature = "ssr")]
use domain::region::{RegionCode, RegionLevel};
use leptos::{prelude::*, server_fn::codec::Json};
#[cfg(feature = "ssr")]
use services::queries::{draft_page, place_search};

/// `own` is the proposal that is being written.
#[server(endpoint = "serupa", input = Json)]
pub async fn alike(kelurahan: String, title: String, own: String) -> Result<SimilarOnes, Refused> {
    let web: Web = expect_context();
    let (kelurahan, own) = (RegionCode::parse(&kelurahan)?, parse(&own)?);
    let found = draft_page::titled_alike(&web.services, &kelurahan, &title, own).await?;
    Ok(figures::alike(found))
}

/// Places of a level, `rt` or `kelurahan`, that are called so or nearly so.
#[server(endpoint = "tempat", input = Json)]
pub async fn places(text: String, level: String) -> Result<Vec<FoundPlace>, Refused> {
    let web: Web = expect_context();
    let level = RegionLevel::from_code(&level).unwrap_or(RegionLevel::Rt);
    let found = place_search::places(&web.services, &text, level).await?;
    Ok(found.iter().map(figures::place).collect())
}
