//! Several cities behind one door: which of them a request is for is said by the name of its host alone. What a city
//! answers is its own router's business; which cities there are, and how each is opened, is the command line's.

use app::hosts;
use axum::{
    Router,
    extract::Request,
    http::{
        HeaderValue, StatusCode, header,
        uri::{Authority, Uri},
    },
    middleware,
    response::{Html, IntoResponse, Response},
};
use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};
use tower::ServiceExt;
use tracing::Instrument;

use crate::security_headers;

/// A city that is not there yet is asked for again after so many seconds.
const LATER: HeaderValue = HeaderValue::from_static("30");

/// The name of a host as it is compared: in small letters, without a port and the dot at its end; none of what is no
/// name of a host.
pub fn host_name(written: &str) -> Option<String> {
    let authority: Authority = written.parse().ok()?;
    let name = authority.host().trim_end_matches('.').to_ascii_lowercase();
    (!written.contains('@') && !name.is_empty()).then_some(name)
}

/// Where a city is served as soon as it is open; clones are the same place.
#[derive(Clone, Debug, Default)]
pub struct CityPlace(Arc<OnceLock<Router>>);

impl CityPlace {
    /// From now on this answers what is asked of the city.
    pub fn open(&self, router: Router) {
        // Whoever opens twice opens once.
        let _ = self.0.set(router);
    }
}

/// All cities of a process by the names of their hosts.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Arc<HashMap<String, CityPlace>>);

impl Hosts {
    /// Names as [`host_name`] makes them.
    pub fn new(places: impl IntoIterator<Item = (String, CityPlace)>) -> Self {
        Self(Arc::new(places.into_iter().collect()))
    }

    pub fn router(&self) -> Router {
        let hosts = self.clone();
        let answer = move |request: Request| async move { hosts.answer(request).await };
        Router::new().fallback(answer).layer(middleware::from_fn(security_headers::add))
    }

    async fn answer(self, request: Request) -> Response {
        let Some((name, place)) = asked_for(&request).and_then(|name| self.0.get_key_value(&name)) else {
            // Whoever watches the process asks by its address.
            return if request.uri().path() == "/healthz" { "ok\n".into_response() } else { nobody_here() };
        };
        let Some(router) = place.0.get().cloned() else { return not_yet() };
        let span = tracing::info_span!("city", host = name);
        router.oneshot(request).instrument(span).await.into_response()
    }
}

/// The one host that a request names; none where it names several, or none.
fn asked_for(request: &Request) -> Option<String> {
    let mut written = request.headers().get_all(header::HOST).iter();
    let host = host_name(written.next()?.to_str().ok()?)?;
    let of_address = request.uri().authority().map(|authority| host_name(authority.as_str()));
    let is_one = written.next().is_none() && of_address.is_none_or(|name| name.as_ref() == Some(&host));
    is_one.then_some(host)
}

/// Says nothing of the cities that there are.
fn nobody_here() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, Html(hosts::unknown())).into_response()
}

fn not_yet() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, LATER)], Html(hosts::away())).into_response()
}

/// The host of a site's address.
pub fn host_of_address(url: &str) -> Option<String> {
    let uri: Uri = url.parse().ok()?;
    host_name(uri.authority()?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    #[test]
    fn a_host_is_known_however_it_is_written() {
        for (written, name) in [
            ("rembuk.kota.example", Some("rembuk.kota.example")),
            ("REMBUK.Kota.Example:3000", Some("rembuk.kota.example")),
            ("rembuk.kota.example.", Some("rembuk.kota.example")),
            ("127.0.0.1:3000", Some("127.0.0.1")),
            ("[::1]:3000", Some("[::1]")),
            ("rembuk.kota.example@jahat.example", None),
            ("jahat@rembuk.kota.example", None),
            ("rembuk.kota.example/jahat", None),
            ("rembuk kota.example", None),
            ("", None),
            (".", None),
            (":3000", None),
        ] {
            assert_eq!(host_name(written).as_deref(), name, "{written:?}");
        }
        assert_eq!(host_of_address("https://Rembuk.kota.example:8443/").as_deref(), Some("rembuk.kota.example"));
    }

    #[test]
    fn a_request_that_names_two_hosts_names_none() {
        let asked = |uri: &str, hosts: &[&str]| {
            let request = hosts.iter().fold(Request::get(uri), |request, host| request.header(header::HOST, *host));
            asked_for(&request.body(Body::empty()).unwrap())
        };
        assert_eq!(asked("/", &["satu.example"]).as_deref(), Some("satu.example"));
        assert_eq!(asked("http://satu.example/", &["SATU.example:80"]).as_deref(), Some("satu.example"));
        for (uri, hosts) in [
            ("/", &[][..]),
            ("/", &["satu.example", "dua.example"]),
            ("/", &["satu.example", "satu.example"]),
            ("http://dua.example/", &["satu.example"]),
            ("/", &["satu.example, dua.example"]),
        ] {
            assert_eq!(asked(uri, hosts), None, "{uri} {hosts:?}");
        }
    }
}
