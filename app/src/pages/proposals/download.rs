//! `/data/usulan.…`: the list with its filters as a file.

use super::list::{query_of, wanted_of};
use crate::{
    exports,
    web::{PageResult, Web},
};
use axum::{
    http::{HeaderValue, header},
    response::IntoResponse,
};
use services::{Failure, queries::proposal_list, sheet::Sheet};

pub async fn csv(web: Web) -> PageResult {
    file(web, "text/csv; charset=utf-8", "attachment; filename=\"usulan.csv\"", Sheet::to_csv).await
}

pub async fn xlsx(web: Web) -> PageResult {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(web, kind, "attachment; filename=\"usulan.xlsx\"", Sheet::to_xlsx).await
}

pub async fn json(web: Web) -> PageResult {
    file(web, "application/json", "inline; filename=\"usulan.json\"", Sheet::to_json).await
}

/// Reads the rows and writes the file beside the requests of others.
async fn file(web: Web, kind: &'static str, disposition: &'static str, write: fn(&Sheet) -> Result<Vec<u8>, Failure>) -> PageResult {
    let wanted = wanted_of(&web);
    let (rows, at) = proposal_list::proposal_export(&web.services, &wanted).await?;
    let (lang, zone) = (web.lang, web.services.zone);
    let bytes = tokio::task::spawn_blocking(move || write(&exports::proposals(lang, &rows, &query_of(&wanted), at, zone)));
    let bytes = bytes.await.map_err(|error| Failure::Other(error.to_string()))??;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, bytes).into_response())
}
