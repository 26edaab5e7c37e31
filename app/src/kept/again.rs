//! What two people undid for each other is done once more, with the form as it was sent.

use super::tape::Tape;
use axum::{body::Body, extract::Request, middleware::Next, response::Response};
use services::store::Outage;

/// Middleware, outside of everything that reads a form.
pub async fn once_more(request: Request, next: Next) -> Response {
    let (tape, request) = Tape::of(request);
    let Some(tape) = tape else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let response = next.clone().run(Request::from_parts(parts.clone(), body)).await;
    if response.extensions().get() != Some(&Outage::Conflict) {
        return response;
    }
    match tape.whole().await {
        Some(bytes) => {
            parts.extensions.remove::<Tape>();
            next.run(Request::from_parts(parts, Body::from(bytes))).await
        }
        None => response,
    }
}
