//! Headers of requests as text.

use axum::http::{HeaderMap, HeaderName};

/// The beginning of a header; empty where there is none, or none that can be read.
pub(super) fn text_header(headers: &HeaderMap, name: &HeaderName) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("").chars().take(200).collect()
}
