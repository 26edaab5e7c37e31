//! All layers in their order. Among those of the pages the outermost is the last, among those of all answers the
//! first.

use crate::{
    bodies, foreign_forms, health, intents,
    limits::{Limits, limit_streams, limit_writes},
    log_files,
    page_cache::{self, PageCache},
    photos, request_log, security_headers, sessions,
    site::SiteFiles,
};
use app::{error_pages, http::AppState, kept::again::once_more};
use axum::{
    Router,
    http::{Request, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
};
use std::{any::Any, time::Duration};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    timeout::RequestBodyTimeoutLayer,
};

const MOST_TIME: Duration = Duration::from_secs(30);
/// A photo over a slow network.
const MOST_UPLOAD_TIME: Duration = Duration::from_mins(5);

/// The whole site of one city; the limits may be those of several.
pub fn router(state: &AppState, site: &SiteFiles, limits: &Limits) -> Router {
    // Leptos runs its renders on this runtime; a second initialisation changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let pages = app::routes().router;
    let pages = pages
        .merge(photos::routes())
        .fallback(|| async { app::http::PageError::NotFound.into_response() })
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(state.clone(), intents::once))
        .layer(middleware::from_fn(bodies::limit))
        .layer(middleware::from_fn_with_state(limits.clone(), limit_writes))
        .layer(middleware::from_fn_with_state(limits.clone(), limit_streams))
        .layer(CsrfLayer::new())
        .layer(middleware::from_fn(foreign_forms::tell))
        .layer(middleware::from_fn_with_state(state.clone(), error_pages_with_state))
        .layer(middleware::from_fn_with_state(state.clone(), sessions::recognise))
        // Once more, for those whom the layer above could not recognise because the database does not answer.
        .layer(middleware::from_fn_with_state(state.clone(), error_pages_with_state))
        .layer(middleware::from_fn(once_more))
        .layer(CompressionLayer::new());
    let layers = ServiceBuilder::new()
        .map_request(request_log::forget_foreign_id)
        .layer(SetRequestIdLayer::new(request_log::REQUEST_ID, MakeRequestUuid))
        .layer(PropagateRequestIdLayer::new(request_log::REQUEST_ID))
        .layer(middleware::from_fn(request_log::write))
        .layer(middleware::from_fn(security_headers::add))
        .layer(middleware::from_fn(deadline))
        .layer(RequestBodyTimeoutLayer::new(bodies::MOST_PAUSE));
    Router::new()
        .merge(site.routes())
        .merge(health::routes())
        .merge(log_files::routes())
        .merge(pages)
        .layer(layers)
        .layer(middleware::from_fn_with_state(PageCache::new(state.clone()), page_cache::serve))
        .with_state(state.clone())
}

async fn error_pages_with_state(
    axum::extract::State(_): axum::extract::State<AppState>,
    web: app::http::Web,
    request: Request<axum::body::Body>,
    next: middleware::Next,
) -> Response {
    error_pages(web, request, next).await
}

/// What the panic says may hold what somebody typed; where it was is in the log, see `cli/log.rs`.
fn panicked(_said: Box<dyn Any + Send>) -> Response {
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}

/// Forms with files get the longer time. Only routes that take files read such a form at all; the others refuse it at
/// once.
fn time_for(request: &axum::extract::Request) -> Duration {
    let kind = request.headers().get(header::CONTENT_TYPE);
    if kind.is_some_and(|kind| kind.as_bytes().starts_with(b"multipart/form-data")) { MOST_UPLOAD_TIME } else { MOST_TIME }
}

async fn deadline(request: axum::extract::Request, next: middleware::Next) -> Response {
    let answer = tokio::time::timeout(time_for(&request), next.run(request)).await;
    answer.unwrap_or_else(|_| StatusCode::REQUEST_TIMEOUT.into_response())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn only_forms_with_files_get_the_longer_time() {
        let time = |kind: &str| time_for(&Request::post("/usulan").header(header::CONTENT_TYPE, kind).body(Body::empty()).unwrap());
        assert_eq!(time("multipart/form-data; boundary=x"), MOST_UPLOAD_TIME);
        assert_eq!(time("application/x-www-form-urlencoded"), MOST_TIME);
        assert_eq!(time_for(&Request::get("/").body(Body::empty()).unwrap()), MOST_TIME);
    }
}
