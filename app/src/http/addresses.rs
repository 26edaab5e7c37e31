//! Addresses that a request names, as far as they are believed, and where the browser is sent after a form.

use axum::{
    http::{HeaderMap, Uri, header},
    response::{IntoResponse, Redirect, Response},
};

/// Path and query of the page that was left, where that is one of ours.
pub fn referer(headers: &HeaderMap, host: &str) -> Option<String> {
    let uri: Uri = headers.get(header::REFERER)?.to_str().ok()?.parse().ok()?;
    let path = uri.path_and_query()?.as_str();
    (uri.authority()?.as_str() == host && is_local(path)).then(|| path.to_owned())
}

/// The name or address of a machine, with or without a port.
pub(super) fn is_host(host: &str) -> bool {
    let is_name = |name: &str| {
        let is_part = |part: &str| !part.is_empty() && part.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-');
        name.parse::<std::net::Ipv6Addr>().is_ok() || name.split('.').all(is_part)
    };
    host.parse::<axum::http::uri::Authority>()
        .is_ok_and(|host| is_name(host.host().trim_matches(['[', ']'])) && !host.as_str().contains('@'))
}

/// Sends the browser on after a form, with a message for the next page.
pub fn go_with(path: &str, message: &'static str) -> Response {
    let join = if path.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{path}{join}pesan={message}")).into_response()
}

/// A typed address if it stays on this site; the front page otherwise.
pub fn local_path(path: &str) -> &str {
    if is_local(path) { path } else { crate::links::HOME }
}

/// Browsers read `\` as `/` and leave out tabs and line ends, so `/<tab>/elsewhere` is another site.
pub fn is_local(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains(|letter: char| letter == '\\' || letter.is_control())
}

/// Sends the browser on after a form.
pub fn go(path: &str) -> Response {
    Redirect::to(path).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_the_name_of_a_machine() {
        for host in ["rembuk.jambikota.go.id", "localhost:3000", "127.0.0.1", "[::1]:3000", "xn--bcher-kva.example"] {
            assert!(is_host(host), "{host}");
        }
        for host in ["", "a b", "x\"><script>", "user@jahat.example", "a..b", ".", "x/y", "x?y", "-_-.example"] {
            assert!(!is_host(host), "{host}");
        }
    }

    #[test]
    fn only_paths_of_this_site_are_gone_to() {
        for path in ["/", "/akun", "/wilayah/15.71?cari=a%20b#daftar", "/masuk?lanjut=//x"] {
            assert_eq!(local_path(path), path);
        }
        for path in ["", "akun", "//x.id", "/\\x.id", "\\\\x.id", "/\t/x.id", "/\n/x.id", "https://x.id", "javascript:alert(1)", " //x.id"]
        {
            assert_eq!(local_path(path), "/", "{path:?}");
        }
    }
}
