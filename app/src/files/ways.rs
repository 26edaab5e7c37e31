//! Addresses that only lead on to a page.

use crate::{
    http::{PageError, PageResult, Web, go},
    links,
    route_table::RouteTable,
};
use axum::extract::Path;
use domain::{
    proposal::ProposalNumber,
    region::{RegionCode, RegionLevel},
};
use services::queries::{proposal_page, region_page};

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::REGIONS, chosen_region).get("/usulan/nomor/{kelurahan}/{year}/{serial}", by_number)
}

/// The place that was chosen from a list, or the city: with one city there is nothing to choose.
async fn chosen_region(web: Web) -> PageResult {
    if let Ok(code) = RegionCode::parse(web.param("kode")) {
        return Ok(go(&links::region(&code)));
    }
    let cities = region_page::of_level(&web.services, RegionLevel::Kota).await?;
    Ok(go(&cities.first().map_or_else(|| links::HOME.to_owned(), |city| links::region(&city.code))))
}

/// For addresses that are read out or printed: the number with its own slashes.
async fn by_number(web: Web, Path((kelurahan, year, serial)): Path<(String, String, String)>) -> PageResult {
    let number = ProposalNumber::parse(&format!("{kelurahan}/{year}/{serial}")).map_err(|_| PageError::NotFound)?;
    let id = proposal_page::by_number(&web.services, &number).await?.ok_or(PageError::NotFound)?;
    Ok(go(&links::proposal(id)))
}
