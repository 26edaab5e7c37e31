//! `/data/log`: the public log as files, in the form of C2SP `tlog-tiles`, and its key. What a path may be is asked of
//! `publiclog` before anybody looks at a disk. What the files say does not belong here.

use app::http::AppState;
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
    routing::get,
};
use services::public_log::{Address, BELOW};

/// Full tiles and bundles never change.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const FOR_NOW: &str = "no-cache";
const TEXT: &str = "text/plain; charset=utf-8";

pub fn routes() -> Router<AppState> {
    Router::new()
        .route(&format!("{BELOW}/checkpoint"), get(checkpoint))
        .route(&format!("{BELOW}/key"), get(key))
        .route(&format!("{BELOW}/tile/{{*path}}"), get(tile))
}

async fn checkpoint(State(state): State<AppState>) -> Response {
    match state.services.log.checkpoint().await {
        Ok(note) => answer(note.map(String::into_bytes), TEXT, FOR_NOW),
        Err(failure) => failed(&failure),
    }
}

/// The text of the public key, as it stands on `/data`.
async fn key(State(state): State<AppState>) -> Response {
    match state.services.log.key() {
        Ok(key) => answer(key.map(|key| format!("{key}\n").into_bytes()), TEXT, FOR_NOW),
        Err(failure) => failed(&failure),
    }
}

async fn tile(State(state): State<AppState>, Path(path): Path<String>) -> Response {
    let Ok(address) = format!("tile/{path}").parse::<Address>() else { return StatusCode::NOT_FOUND.into_response() };
    match state.services.log.file(address.to_string()).await {
        Ok(bytes) => answer(bytes, "application/octet-stream", if address.is_full() { FOR_EVER } else { FOR_NOW }),
        Err(failure) => failed(&failure),
    }
}

fn answer(bytes: Option<Vec<u8>>, kind: &'static str, keep: &'static str) -> Response {
    let Some(bytes) = bytes else { return StatusCode::NOT_FOUND.into_response() };
    // Whoever keeps a copy may do so from a page of their own.
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(kind)),
        (header::CACHE_CONTROL, HeaderValue::from_static(keep)),
        (header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*")),
    ];
    (headers, bytes).into_response()
}

fn failed(failure: &services::Failure) -> Response {
    tracing::error!(error = %failure, "a file of the public log could not be read");
    StatusCode::INTERNAL_SERVER_ERROR.into_response()
}
