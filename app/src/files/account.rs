//! What a person may take along: their data, and the proofs of what they did. Of a person: no cache keeps it.

use crate::{
    http::{PageError, PageResult, Web, parse},
    links,
    route_table::RouteTable,
};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::IntoResponse,
};
use domain::permission::may_act_as_self;
use services::{
    Failure,
    queries::{own_data::own_data, own_entries::own_proof},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::OWN_DATA, data).get(links::PROOF, proof)
}

async fn data(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let json = own_data(&web.services, &permit).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/json; charset=utf-8")),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"data-saya.json\"")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, json).into_response())
}

/// A text in the form of C2SP `tlog-proof`.
async fn proof(web: Web, Path(sequence): Path<String>) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    let sequence: u64 = parse(&sequence)?;
    let proof = own_proof(&web.services, &permit, sequence).await?.ok_or(PageError::NotFound)?;
    let name = format!("attachment; filename=\"bukti-{sequence}.tlog-proof\"");
    let name = HeaderValue::from_str(&name).map_err(|error| Failure::Other(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8")),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    Ok((headers, proof.to_string()).into_response())
}
