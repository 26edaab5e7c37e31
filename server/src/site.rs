//! Styles, icons and the WebAssembly module: inside the program, or in a folder while they are being written. How they
//! are built is `cargo xtask site`'s.

use app::http::AppState;
use axum::{
    Router,
    body::Body,
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use rust_embed::{Embed, EmbeddedFile};
use std::path::{Path, PathBuf};
use tower_http::services::{ServeDir, ServeFile};

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// Without it no page looks right.
const STYLES: &str = "pkg/rembuk.css";
/// Works for the whole site, though it lies with the files.
const WORKER: &str = "/pkg/pekerja.js";
/// It fetches from us, and nothing else.
const POLICY_OF_WORKER: HeaderValue =
    HeaderValue::from_static("default-src 'none'; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'");
/// Changes with every build of the files, so that browsers may keep them for ever.
const VERSION: &str = "version.txt";

/// What `target/site` held when a release was built. A development build reads that folder each time.
#[derive(Embed)]
#[folder = "$REMBUK_SITE_SOURCE"]
#[allow_missing = true]
struct Inside;

/// Where the files come from.
#[derive(Clone, Debug)]
pub enum SiteFiles {
    Inside,
    Folder(PathBuf),
}

impl SiteFiles {
    /// Whether the site was built at all.
    pub fn are_there(&self) -> bool {
        match self {
            Self::Inside => Inside::get(STYLES).is_some(),
            Self::Folder(folder) => folder.join(STYLES).is_file(),
        }
    }

    pub fn version(&self) -> String {
        let text = match self {
            Self::Inside => Inside::get(VERSION).and_then(|file| String::from_utf8(file.data.into_owned()).ok()),
            Self::Folder(folder) => std::fs::read_to_string(folder.join(VERSION)).ok(),
        };
        text.map_or_else(|| "0".into(), |text| text.trim().to_owned())
    }

    /// What is asked for by version never changes; the rest is asked for again.
    pub(crate) fn routes(&self) -> Router<AppState> {
        let routes = match self {
            Self::Inside => {
                Router::new().route("/pkg/{*file}", get(inside)).route("/icons.svg", get(inside)).route("/icon.svg", get(inside))
            }
            Self::Folder(folder) => in_folder(folder),
        };
        routes.layer(middleware::from_fn(keep_versions))
    }
}

fn in_folder(folder: &Path) -> Router<AppState> {
    Router::new()
        .nest_service("/pkg", ServeDir::new(folder.join("pkg")).precompressed_br())
        .route_service("/icons.svg", ServeFile::new(folder.join("icons.svg")).precompressed_br())
        .route_service("/icon.svg", ServeFile::new(folder.join("icon.svg")).precompressed_br())
}

/// The file of the request's path, compressed when the browser takes that.
async fn inside(request: Request) -> Response {
    let name = request.uri().path().trim_start_matches('/');
    if name.split('/').any(|part| part == "..") {
        return StatusCode::NOT_FOUND.into_response();
    }
    let twin = takes_brotli(request.headers()).then(|| Inside::get(&format!("{name}.br"))).flatten();
    let is_compressed = twin.is_some();
    let (Some(kind), Some(file)) = (Inside::get(name), twin.or_else(|| Inside::get(name))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = tag(&file);
    if request.headers().get(header::IF_NONE_MATCH) == Some(&tag) {
        return (StatusCode::NOT_MODIFIED, [(header::ETAG, tag)]).into_response();
    }
    let mut response = Response::new(Body::from(file.data.into_owned()));
    let headers = response.headers_mut();
    headers.insert(header::ETAG, tag);
    headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    // Everything that is text here is written in UTF-8.
    let kind = kind.metadata.mimetype();
    let named = if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() };
    if let Ok(kind) = HeaderValue::from_str(&named) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    if is_compressed {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("br"));
    }
    response
}

fn takes_brotli(headers: &HeaderMap) -> bool {
    let mut offers =
        headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    offers.any(|offer| offer.split_once(';').map_or(offer, |(name, _)| name).trim() == "br" && !offer.replace(' ', "").ends_with(";q=0"))
}

fn tag(file: &EmbeddedFile) -> HeaderValue {
    let hash: String = file.metadata.sha256_hash().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    HeaderValue::from_str(&format!("\"{hash}\"")).unwrap_or(HeaderValue::from_static("\"\""))
}

async fn keep_versions(request: Request, next: Next) -> Response {
    let is_versioned = request.uri().query().is_some_and(|query| query.starts_with("v="));
    let is_worker = request.uri().path() == WORKER;
    let mut response = next.run(request).await;
    if is_worker {
        response.headers_mut().insert("service-worker-allowed", HeaderValue::from_static("/"));
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, POLICY_OF_WORKER);
    }
    // A file that is missing now may come with the next release.
    let keep = if is_versioned && response.status().is_success() { FOR_EVER } else { HeaderValue::from_static("no-cache") };
    response.headers_mut().insert(header::CACHE_CONTROL, keep);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brotli_is_sent_to_those_who_take_it() {
        for (offer, takes) in [
            ("gzip, deflate, br", true),
            ("br;q=0.5", true),
            ("gzip, br;q=0", false),
            ("br; q=0", false),
            ("gzip", false),
            ("brotli", false),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, HeaderValue::from_static(offer))]);
            assert_eq!(takes_brotli(&headers), takes, "{offer}");
        }
    }

    #[tokio::test]
    async fn what_is_not_inside_is_not_found() {
        for path in ["/pkg/tiada.css", "/pkg/../version.txt", "/icons.svgx"] {
            let request = Request::get(path).body(Body::empty()).unwrap();
            assert_eq!(inside(request).await.status(), StatusCode::NOT_FOUND, "{path}");
        }
    }
}
