//! How a city looks, for browsers: its emblem and its colours. Both are kept for ever under the address that names
//! their content.

use crate::{
    http::{PageError, PageResult, Web},
    links, look,
    route_table::RouteTable,
};
use axum::{http::header, response::IntoResponse as _};
use services::queries;

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::EMBLEM, picture).get(links::CITY_STYLE, style)
}

/// `/lambang.png`
async fn picture(web: Web) -> PageResult {
    let picture = queries::city::emblem(&web.services).await?.ok_or(PageError::NotFound)?;
    let headers =
        [(header::CONTENT_TYPE, "image/png"), (header::CACHE_CONTROL, look::keeping(&web.uri, look::emblem(&web.city).as_deref()))];
    Ok((headers, picture).into_response())
}

/// `/kota.css`
async fn style(web: Web) -> PageResult {
    let keeping = look::keeping(&web.uri, look::address(&web.city).as_deref());
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, keeping)];
    Ok((headers, look::style(&web.city)).into_response())
}
