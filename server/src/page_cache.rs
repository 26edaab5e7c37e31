//! Pages that everybody gets alike are made once for each stand of the data, and compressed once. Which these are is
//! said by the page itself (`app::http::Everybodys`); whoever shows a session is not served from here.

use crate::request_log::REQUEST_ID;
use app::{
    http::{AppState, Everybodys, reader},
    lang::Lang,
};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use flate2::{Compression, write::GzEncoder};
use moka::sync::Cache;
use services::news::Stand;
use sha2::{Digest, Sha256};
use std::{
    io::Write,
    sync::{
        Arc, OnceLock, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, time::timeout};

/// So many pages in so many languages are kept.
const MOST_PAGES: u64 = 500;
/// A larger one is made anew each time.
const MOST_BYTES: usize = 256 * 1024;
/// What a page says of the time of day is no older.
const KEPT_FOR: Duration = Duration::from_mins(1);
/// Nobody waits longer for a page that somebody else makes.
const MOST_WAIT: Duration = Duration::from_secs(5);
/// Packed once and sent often: closely enough, in a few milliseconds.
const BROTLI_QUALITY: u32 = 5;
const BROTLI_WINDOW: u32 = 20;

/// The pages of one city; clones are the same.
#[derive(Clone)]
pub struct PageCache {
    state: AppState,
    pages: Cache<Key, Arc<Place>>,
}

/// What a page depends on beside the data.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    address: Box<str>,
    lang: Lang,
    /// Links that leave the site name it as the reader's browser does, unless somebody has said what it is called.
    host: Option<HeaderValue>,
}

/// Where one page is kept; who makes it anew holds the turn.
#[derive(Default)]
struct Place {
    page: RwLock<Option<Arc<Page>>>,
    turn: Mutex<()>,
    /// The last answer was none that is kept.
    is_passed: AtomicBool,
}

struct Page {
    stand: Stand,
    made: Instant,
    headers: HeaderMap,
    digest: String,
    html: Bytes,
    packed: [OnceLock<Option<Bytes>>; Coding::PACKED],
}

/// How the bytes of an answer are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coding {
    Brotli,
    Gzip,
    Plain,
}

impl PageCache {
    pub fn new(state: AppState) -> Self {
        let pages = Cache::builder().max_capacity(MOST_PAGES).time_to_idle(KEPT_FOR).build();
        Self { state, pages }
    }

    /// None for whoever may see something else than everybody.
    fn key(&self, request: &Request) -> Option<Key> {
        if request.method() != Method::GET {
            return None;
        }
        let lang = reader(request.uri().path(), request.headers(), &self.state.site)?;
        let host = if self.state.site.url.is_none() { request.headers().get(header::HOST).cloned() } else { None };
        Some(Key { address: request.uri().path_and_query()?.as_str().into(), lang, host })
    }
}

/// Outermost of all layers: what is kept has been through them.
pub async fn serve(State(cache): State<PageCache>, mut request: Request, next: Next) -> Response {
    let Some(key) = cache.key(&request) else { return next.run(request).await };
    let Some(arrived) = cache.state.services.stand().await else { return next.run(request).await };
    let asked = Asked::of(request.headers());
    let place = cache.pages.get_with(key, Arc::default);
    if let Some(page) = place.page_since(arrived) {
        return page.answer(&asked);
    }
    // Whoever comes while it is made waits for it, and takes one that was begun meanwhile.
    let turn = if place.is_passed() { None } else { timeout(MOST_WAIT, place.turn.lock()).await.ok() };
    if let Some(page) = place.page_since(arrived) {
        return page.answer(&asked);
    }
    let Some(stand) = cache.state.services.stand().await else {
        drop(turn);
        return next.run(request).await;
    };
    // It is packed here.
    request.headers_mut().remove(header::ACCEPT_ENCODING);
    match Page::made(next.run(request).await, stand).await {
        Ok(page) if page.html.len() <= MOST_BYTES => {
            let page = Arc::new(page);
            place.keep(&page);
            page.answer(&asked)
        }
        Ok(page) => {
            place.pass();
            page.answer(&asked)
        }
        Err(response) => {
            // What cannot be shown just now may be shown in a moment.
            if response.status() != StatusCode::OK && !response.status().is_server_error() {
                place.pass();
            }
            response
        }
    }
}

impl Place {
    /// One that holds for whoever arrived then.
    fn page_since(&self, arrived: Stand) -> Option<Arc<Page>> {
        let page = self.page.read().unwrap_or_else(PoisonError::into_inner);
        page.as_ref().filter(|page| page.stand.is_no_older_than(arrived) && page.made.elapsed() < KEPT_FOR).cloned()
    }

    fn keep(&self, page: &Arc<Page>) {
        let mut kept = self.page.write().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|kept| page.stand.is_no_older_than(kept.stand) || page.stand.day != kept.stand.day) {
            *kept = Some(Arc::clone(page));
        }
        self.is_passed.store(false, Ordering::Release);
    }

    /// What is answered here is kept for nobody: nobody waits for it either.
    fn pass(&self) {
        self.is_passed.store(true, Ordering::Release);
    }

    fn is_passed(&self) -> bool {
        self.is_passed.load(Ordering::Acquire)
    }
}

impl Page {
    /// Of an answer that is everybody's; another one is given back as it is.
    async fn made(response: Response, stand: Stand) -> Result<Self, Response> {
        if response.status() != StatusCode::OK || response.extensions().get::<Everybodys>().is_none() {
            return Err(response);
        }
        let (mut parts, body) = response.into_parts();
        let Ok(html) = to_bytes(body, usize::MAX).await else {
            return Err(Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).body(Body::empty()).unwrap_or_default());
        };
        if parts.headers.contains_key(header::SET_COOKIE) {
            return Err(Response::from_parts(parts, Body::from(html)));
        }
        // Of this one answer.
        for header in [REQUEST_ID, header::CONTENT_LENGTH] {
            parts.headers.remove(header);
        }
        let digest = format!("{:x}", Sha256::digest(&html));
        Ok(Self { stand, made: Instant::now(), headers: parts.headers, digest, html, packed: Default::default() })
    }

    fn answer(&self, asked: &Asked) -> Response {
        metrics::counter!("rembuk_kept_pages_total").increment(1);
        let (coding, bytes) = match self.packed(asked.coding) {
            Some(bytes) => (asked.coding, bytes),
            None => (Coding::Plain, self.html.clone()),
        };
        let tag = coding.tag(&self.digest);
        let is_known = asked.known.as_ref().is_some_and(|known| names(known, &tag));
        let mut response = Response::new(if is_known { Body::empty() } else { Body::from(bytes) });
        *response.headers_mut() = self.headers.clone();
        let headers = response.headers_mut();
        if let Ok(tag) = HeaderValue::from_str(&tag) {
            headers.insert(header::ETAG, tag);
        }
        if is_known {
            headers.remove(header::CONTENT_TYPE);
            *response.status_mut() = StatusCode::NOT_MODIFIED;
        } else if let Some(name) = coding.name() {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        response
    }

    /// Packed by whoever asks first.
    fn packed(&self, coding: Coding) -> Option<Bytes> {
        let place = self.packed.get(coding as usize)?;
        place.get_or_init(|| coding.pack(&self.html).map(Bytes::from).ok()).clone()
    }
}

/// What a request says of the answer.
struct Asked {
    coding: Coding,
    known: Option<HeaderValue>,
}

impl Asked {
    fn of(headers: &HeaderMap) -> Self {
        let accepted: Vec<&str> = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok()).collect();
        Self { coding: Coding::best(&accepted.join(",")), known: headers.get(header::IF_NONE_MATCH).cloned() }
    }
}

/// Whether a list of entity tags has this one (RFC 9110, 13.1.2).
fn names(known: &HeaderValue, tag: &str) -> bool {
    let Ok(known) = known.to_str() else { return false };
    known.split(',').map(|one| one.trim().trim_start_matches("W/")).any(|one| one == tag || one == "*")
}

impl Coding {
    const PACKED: usize = 2;

    /// The smallest that is accepted.
    fn best(accepted: &str) -> Self {
        let accepts = |name: &str| {
            accepted.split(',').any(|one| {
                let (coding, quality) = one.split_once(';').unwrap_or((one, ""));
                let refused = quality.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0));
                coding.trim().eq_ignore_ascii_case(name) && !refused
            })
        };
        let packed = [Self::Brotli, Self::Gzip].into_iter().find(|coding| coding.name().is_some_and(accepts));
        packed.unwrap_or(Self::Plain)
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Plain => None,
        }
    }

    /// Other bytes have another tag.
    fn tag(self, digest: &str) -> String {
        format!("\"{digest}{}\"", self.name().unwrap_or_default())
    }

    fn pack(self, html: &[u8]) -> std::io::Result<Vec<u8>> {
        match self {
            Self::Brotli => {
                let mut packer = brotli::CompressorWriter::new(Vec::new(), 4096, BROTLI_QUALITY, BROTLI_WINDOW);
                packer.write_all(html)?;
                Ok(packer.into_inner())
            }
            Self::Gzip => {
                let mut packer = GzEncoder::new(Vec::new(), Compression::default());
                packer.write_all(html)?;
                packer.finish()
            }
            Self::Plain => Ok(html.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn the_smallest_coding_is_taken_that_a_browser_accepts() {
        for (accepted, expected) in [
            ("", Coding::Plain),
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0", Coding::Gzip),
            ("BR", Coding::Brotli),
            ("deflate, identity", Coding::Plain),
            ("broken", Coding::Plain),
        ] {
            assert_eq!(Coding::best(accepted), expected, "{accepted}");
        }
    }

    #[test]
    fn what_is_packed_is_the_page() {
        let html = "halaman ".repeat(2_000).into_bytes();
        let mut unpacked = Vec::new();
        brotli::Decompressor::new(&*Coding::Brotli.pack(&html).unwrap(), 4096).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, html);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(&*Coding::Gzip.pack(&html).unwrap()).read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, html);
    }

    #[test]
    fn a_tag_is_known_in_a_list_and_through_a_proxy_that_weakened_it() {
        for (known, expected) in [("\"a\"", true), ("\"b\", \"a\"", true), ("W/\"a\"", true), ("*", true), ("\"b\"", false), ("a", false)] {
            assert_eq!(names(&HeaderValue::from_str(known).unwrap(), "\"a\""), expected, "{known}");
        }
    }
}
