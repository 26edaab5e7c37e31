//! Stored photos, by id and size. They carry no metadata and are public with their plan or proposal.

use app::web::{AppState, PageError};
use axum::{
    Router,
    extract::{Path, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::ids::PhotoId;

pub fn routes() -> Router<AppState> {
    Router::new().route("/foto/{file}", get(show))
}

/// `/foto/<id>.jpg` and `/foto/<id>-small.jpg`.
async fn show(State(state): State<AppState>, Path(file): Path<String>) -> Response {
    let name = file.strip_suffix(".jpg").unwrap_or_default();
    let (id, small) = name.strip_suffix("-small").map_or((name, false), |id| (id, true));
    let Ok(id) = id.parse::<PhotoId>() else { return PageError::NotFound.into_response() };
    match tokio::fs::read(state.services.photos.path(id, small)).await {
        Ok(bytes) => (
            [
                (header::CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
                (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
            ],
            bytes,
        )
            .into_response(),
        Err(_) => PageError::NotFound.into_response(),
    }
}
