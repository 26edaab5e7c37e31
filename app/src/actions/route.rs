//! Where the browser finds the actions.

use crate::{http::Web, route_table::RouteTable};
use axum::{
    extract::Request,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use leptos::prelude::provide_context;

pub fn routes(table: RouteTable) -> RouteTable {
    leptos::server_fn::axum::server_fn_paths().fold(table, |table, (path, _)| table.post(path, answer))
}

/// Never a redirect, which only a browser without our script would follow.
async fn answer(web: Web, mut request: Request) -> Response {
    request.headers_mut().insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let provide = move || {
        provide_context(web.voice());
        provide_context(web.clone());
    };
    let mut response = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
