//! Where the browser finds the actions, and how it hears what a layer before them has refused.

use super::Refused;
use crate::{
    http::{PageError, Web},
    route_table::RouteTable,
};
use axum::{
    Json,
    extract::Request,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use leptos::{prelude::provide_context, reactive::owner::Owner};

const JSON: HeaderValue = HeaderValue::from_static("application/json");

pub fn routes(table: RouteTable) -> RouteTable {
    leptos::server_fn::axum::server_fn_paths().fold(table, |table, (path, _)| table.action(path, answer))
}

/// Whether what was asked for is an action and not a page.
pub fn is_action(path: &str) -> bool {
    path.starts_with("/api/")
}

/// What was refused before it reached its action, as an action says it.
pub fn tell(web: &Web, error: &PageError) -> Response {
    let said = Owner::new().with(|| {
        provide_context(web.voice());
        Refused::of(error)
    });
    Json(said).into_response()
}

/// Never a redirect, which only a browser without our script would follow; and only for what our script alone sends.
async fn answer(web: Web, mut request: Request) -> Response {
    if request.headers().get(header::CONTENT_TYPE) != Some(&JSON) {
        return PageError::Unreadable(StatusCode::UNSUPPORTED_MEDIA_TYPE).into_response();
    }
    request.headers_mut().insert(header::ACCEPT, JSON);
    let provide = move || {
        provide_context(web.voice());
        provide_context(web.clone());
    };
    let mut response = leptos_axum::handle_server_fns_with_context(provide, request).await.into_response();
    response.headers_mut().insert(header::CONTENT_TYPE, JSON);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
