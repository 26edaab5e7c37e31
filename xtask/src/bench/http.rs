//! Just enough HTTP to count: one request on a connection of its own, and everything that came back.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use anyhow::{Context, Result, ensure};

const PATIENCE: Duration = Duration::from_secs(10);

/// The whole answer to a browser that takes brotli, headers included.
pub fn compressed(port: u16, path: &str) -> Result<Vec<u8>> {
    get(port, path, "br")
}

/// The body in the clear.
pub fn text(port: u16, path: &str) -> Result<String> {
    let answer = String::from_utf8(get(port, path, "identity")?)?;
    let (_, body) = answer.split_once("\r\n\r\n").context("no end of the headers")?;
    Ok(body.to_owned())
}

fn get(port: u16, path: &str, encoding: &str) -> Result<Vec<u8>> {
    let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let request = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: {encoding}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).with_context(|| path.to_owned())?;
    ensure!(answer.starts_with(b"HTTP/1.1 200"), "{path}: {}", String::from_utf8_lossy(&answer).lines().next().unwrap_or_default());
    Ok(answer)
}

/// The addresses in a page that begin so, in their order, each once.
pub fn addresses(html: &str, start: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for piece in html.split(['"', '\'']).filter(|piece| piece.starts_with(start)) {
        let address = piece.split('#').next().unwrap_or_default().replace("&amp;", "&");
        if !found.contains(&address) {
            found.push(address);
        }
    }
    found
}
