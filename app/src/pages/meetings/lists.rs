//! `/musrenbang/{id}/daftar.…`: the lists of one meeting as files; `?daftar=` narrows to one of them.

use super::public;
use crate::{
    exports::meeting,
    web::{PageResult, Web},
};
use axum::{
    extract::Path,
    http::{HeaderValue, header},
    response::IntoResponse,
};
use services::{Failure, sheet::Sheet};

pub async fn csv(web: Web, id: Path<String>) -> PageResult {
    file(web, id, "text/csv; charset=utf-8", "attachment; filename=\"musrenbang.csv\"", Sheet::to_csv).await
}

pub async fn xlsx(web: Web, id: Path<String>) -> PageResult {
    let kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    file(web, id, kind, "attachment; filename=\"musrenbang.xlsx\"", Sheet::to_xlsx).await
}

pub async fn json(web: Web, id: Path<String>) -> PageResult {
    file(web, id, "application/json", "inline; filename=\"musrenbang.json\"", Sheet::to_json).await
}

/// Writes the file beside the requests of others.
async fn file(
    web: Web,
    Path(id): Path<String>,
    kind: &'static str,
    disposition: &'static str,
    write: fn(&Sheet) -> Result<Vec<u8>, Failure>,
) -> PageResult {
    let page = public(&web, &id).await?;
    let (lang, zone, at, wanted) = (web.lang, web.services.zone, web.services.clock.now(), web.param("daftar").to_owned());
    let bytes = tokio::task::spawn_blocking(move || write(&meeting::lists(lang, &page, &wanted, at, zone)));
    let bytes = bytes.await.map_err(|error| Failure::Other(error.to_string()))??;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(disposition)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-cache")),
    ];
    Ok((headers, bytes).into_response())
}
