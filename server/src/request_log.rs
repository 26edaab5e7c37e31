//! One line for each request, and a span around it whose id stands in the answer: which page in general, never which
//! person, word or token. Addresses are told by their pattern; what is typed is never told.

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, Method},
    middleware::Next,
    response::Response,
};
use std::time::Instant;
use tracing::Instrument;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Ids are ours: one that a client brings along would let it write into the log.
pub fn forget_foreign_id<B>(mut request: axum::http::Request<B>) -> axum::http::Request<B> {
    request.headers_mut().remove(REQUEST_ID);
    request
}

/// What is said at the end, also when the client hangs up before there is an answer.
struct Line {
    start: Instant,
    method: &'static str,
    route: String,
    status: Option<u16>,
}

pub async fn write(request: Request, next: Next) -> Response {
    let id = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).unwrap_or_default();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = method(request.method());
    let span = tracing::info_span!("request", id, method, route);
    async move {
        let mut line = Line { start: Instant::now(), method, route, status: None };
        let response = next.run(request).await;
        line.status = Some(response.status().as_u16());
        response
    }
    .instrument(span)
    .await
}

impl Drop for Line {
    fn drop(&mut self) {
        let (time, route) = (self.start.elapsed(), std::mem::take(&mut self.route));
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        match self.status {
            Some(status) if ["/healthz", "/readyz"].contains(&route.as_str()) => tracing::debug!(status, ms, "answered"),
            Some(status) => tracing::info!(status, ms, "answered"),
            None => tracing::info!(ms, "the client hung up"),
        }
        let status = self.status.map_or_else(|| "-".to_owned(), |status| status.to_string());
        metrics::counter!("rembuk_requests_total", "method" => self.method, "route" => route.clone(), "status" => status).increment(1);
        metrics::histogram!("rembuk_request_seconds", "route" => route).record(time);
    }
}

/// Clients may invent methods.
fn method(method: &Method) -> &'static str {
    ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"].into_iter().find(|known| *known == method.as_str()).unwrap_or("-")
}
