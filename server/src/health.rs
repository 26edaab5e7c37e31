//! `/healthz`: the process answers. `/readyz`: whatever people can do here can be done; if not, what cannot.

use crate::VERSION;
use app::http::AppState;
use axum::{Router, extract::State, http::StatusCode, routing::get};

pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(|| async { format!("ok\nrembuk {VERSION}\n") })).route("/readyz", get(ready))
}

async fn ready(State(state): State<AppState>) -> (StatusCode, String) {
    let health = services::health::look(&state.services).await;
    let status = if health.is_ready() { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, health.to_string())
}
