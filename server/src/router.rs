//! All layers in their order, outermost last.

use crate::{health, limits, photos, security_headers, sessions};
use app::web::{AppState, error_pages};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::{HeaderName, HeaderValue, Request, header},
    middleware,
    response::IntoResponse,
};
use std::{path::Path, time::Duration};
use tower::ServiceBuilder;
use tower_http::{
    catch_panic::CatchPanicLayer,
    compression::CompressionLayer,
    csrf::CsrfLayer,
    request_id::{MakeRequestUuid, PropagateRequestIdLayer, SetRequestIdLayer},
    services::{ServeDir, ServeFile},
    timeout::TimeoutLayer,
    trace::TraceLayer,
};

/// Forms are text; photos have a limit of their own.
const MOST_FORM_BYTES: usize = 1024 * 1024;
const MOST_SECONDS: u64 = 30;
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The whole site.
pub fn router(state: &AppState, site_folder: &Path) -> Router {
    // Leptos runs its renders on this runtime; a second initialisation changes nothing.
    let _ = any_spawner::Executor::init_tokio();
    let request_id = HeaderName::from_static("x-request-id");
    let pages = app::routes().router;
    let pages = pages
        .merge(photos::routes())
        .fallback(|| async { app::web::PageError::NotFound.into_response() })
        .layer(middleware::from_fn_with_state(state.clone(), error_pages_with_state))
        .layer(middleware::from_fn_with_state(limits::Limits::default(), limits::limit_writes))
        .layer(middleware::from_fn_with_state(state.clone(), sessions::recognise))
        .layer(DefaultBodyLimit::max(MOST_FORM_BYTES))
        .layer(CompressionLayer::new());
    let layers = ServiceBuilder::new()
        .layer(SetRequestIdLayer::new(request_id.clone(), MakeRequestUuid))
        .layer(TraceLayer::new_for_http())
        .layer(PropagateRequestIdLayer::new(request_id))
        .layer(middleware::from_fn(security_headers::add))
        .layer(CatchPanicLayer::new())
        .layer(TimeoutLayer::with_status_code(axum::http::StatusCode::REQUEST_TIMEOUT, Duration::from_secs(MOST_SECONDS)))
        .layer(CsrfLayer::new());
    Router::new().merge(static_files(site_folder)).merge(health::routes()).merge(pages).layer(layers).with_state(state.clone())
}

async fn error_pages_with_state(
    axum::extract::State(_): axum::extract::State<AppState>,
    web: app::web::Web,
    request: Request<axum::body::Body>,
    next: middleware::Next,
) -> axum::response::Response {
    error_pages(web, request, next).await
}

/// Styles, icons and the WebAssembly module. What is asked for by version never changes; the rest is asked for again.
fn static_files(site_folder: &Path) -> Router<AppState> {
    let packages = ServeDir::new(site_folder.join("pkg")).precompressed_br();
    Router::new()
        .nest_service("/pkg", packages)
        .route_service("/icons.svg", ServeFile::new(site_folder.join("icons.svg")).precompressed_br())
        .route_service("/icon.svg", ServeFile::new(site_folder.join("icon.svg")).precompressed_br())
        .layer(middleware::from_fn(keep_versions))
}

async fn keep_versions(request: Request<axum::body::Body>, next: middleware::Next) -> axum::response::Response {
    let is_versioned = request.uri().query().is_some_and(|query| query.starts_with("v="));
    let mut response = next.run(request).await;
    let keep = if is_versioned { FOR_EVER } else { HeaderValue::from_static("no-cache") };
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    response
}
