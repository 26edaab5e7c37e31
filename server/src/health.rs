//! `/healthz`: the process answers. `/readyz`: the database answers too.

use app::web::AppState;
use axum::{Router, extract::State, http::StatusCode, routing::get};

pub fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(|| async { "ok" })).route("/readyz", get(ready))
}

async fn ready(State(state): State<AppState>) -> (StatusCode, &'static str) {
    match services::queries::health::is_ready(&state.services).await {
        Ok(()) => (StatusCode::OK, "ready"),
        Err(error) => {
            tracing::error!(%error, "the database does not answer");
            (StatusCode::SERVICE_UNAVAILABLE, "database")
        }
    }
}
