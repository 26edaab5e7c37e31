//! A line of the log for each form that the guard against other sites has turned away: with the Origin that the
//! browser sent and the Host that arrived, whoever set up the proxy sees what it does not pass on. Nothing else of the
//! request.

use axum::{
    extract::Request,
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use tower_http::csrf::ProtectionError;

const LONGEST: usize = 100;

pub async fn tell(request: Request, next: Next) -> Response {
    let [origin, host] = [header::ORIGIN, header::HOST].map(|name| address(request.headers(), name));
    let response = next.run(request).await;
    if response.extensions().get::<ProtectionError>().is_some() {
        tracing::warn!(event = "foreign_form", origin, host, "a form was refused because its Origin is not this Host");
    }
    response
}

/// What a client may write into the log: letters of an address, and not many.
fn address(headers: &HeaderMap, name: header::HeaderName) -> String {
    let Some(value) = headers.get(name) else { return "-".into() };
    let text = value.to_str().unwrap_or_default();
    let fits = text.len() <= LONGEST && text.chars().all(|letter| letter.is_ascii_alphanumeric() || ":/.-_[]".contains(letter));
    if fits { text.to_owned() } else { "unreadable".into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_letters_of_an_address_reach_the_log() {
        let told = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ORIGIN, value.parse().unwrap());
            address(&headers, header::ORIGIN)
        };
        for fine in ["https://rembuk.kota.example", "http://127.0.0.1:3000", "http://[::1]:80", "null"] {
            assert_eq!(told(fine), fine);
        }
        for not in ["https://nama:sandi@kota.example", "https://a b", "https://x?token=1", &"a".repeat(101)] {
            assert_eq!(told(not), "unreadable", "{not}");
        }
        assert_eq!(address(&HeaderMap::new(), header::HOST), "-");
    }
}
