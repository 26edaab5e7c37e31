//! What hostile clients do, each act by itself. Who does how much of it at once is the drill's business.

use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use flate2::Compression;
use flate2::write::ZlibEncoder;

use crate::demo_server::DemoServer;

const PATIENCE: Duration = Duration::from_mins(2);
/// A resident of the demo city, and everybody's password there.
const RESIDENT: &str = "warga%40contoh.id";
const PASSWORD: &str = "rembuk-demo-2028";
/// Just under forty megapixels.
const SIDES: (u32, u32) = (6300, 6330);

/// Just enough HTTP to misbehave.
pub struct Client {
    port: u16,
}

/// A draft, and who writes it.
pub struct Draft {
    path: String,
    cookie: String,
}

impl Client {
    pub fn of(server: &DemoServer) -> Self {
        Self { port: server.port() }
    }

    fn connect(&self) -> Result<TcpStream> {
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        Ok(stream)
    }

    fn head(&self, method: &str, path: &str, more: &str) -> String {
        let address = format!("127.0.0.1:{}", self.port);
        format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nOrigin: http://{address}\r\nConnection: close\r\n{more}\r\n")
    }

    fn form(&self, path: &str, cookie: &str, body: &str) -> String {
        let kind = "application/x-www-form-urlencoded";
        let head = self.head("POST", path, &format!("Cookie: {cookie}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
        head + body
    }

    fn ask(&self, request: &str) -> Result<Vec<u8>> {
        let mut stream = self.connect()?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        Ok(answer)
    }

    pub fn get(&self, path: &str) -> Result<Vec<u8>> {
        self.ask(&self.head("GET", path, ""))
    }
}

/// Does something so often, so many at a time, and says how often it came to its end.
pub fn in_parallel(times: usize, at_once: usize, act: impl Fn(usize) -> Result<bool> + Sync) -> usize {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|lanes| {
        for _ in 0..at_once {
            lanes.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= times {
                        return;
                    }
                    done.fetch_add(usize::from(act(number).unwrap_or(false)), Ordering::Relaxed);
                }
            });
        }
    });
    done.into_inner()
}

/// A resident signs in and begins a proposal.
pub fn draft(client: &Client) -> Result<Draft> {
    let answer = client.ask(&client.form("/masuk", "", &format!("contact={RESIDENT}&password={PASSWORD}")))?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let cookies = answer.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
    let cookie = cookies.collect::<Vec<_>>().join("; ");
    ensure!(!cookie.is_empty(), "nobody was signed in: {}", answer.lines().next().unwrap_or_default());
    let id = "0193a0a0-0000-7000-8000-00000000d1e5";
    let answer = client.ask(&client.form("/usulan/baru", &cookie, &format!("id={id}")))?;
    ensure!(answer.starts_with(b"HTTP/1.1 303"), "no proposal was begun");
    Ok(Draft { path: format!("/usulan/{id}/foto"), cookie })
}

/// A small file that is a very large picture.
pub fn picture() -> Result<Vec<u8>> {
    let (width, height) = SIDES;
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes()[..], &[8, 6, 0, 0, 0][..]].concat();
    let row = vec![0; 1 + 4 * usize::try_from(width)?];
    let mut pixels = ZlibEncoder::new(Vec::new(), Compression::best());
    for _ in 0..height {
        pixels.write_all(&row)?;
    }
    for (kind, data) in [(b"IHDR", header), (b"IDAT", pixels.finish()?), (b"IEND", Vec::new())] {
        let part = [&kind[..], &data[..]].concat();
        let mut sum = flate2::Crc::new();
        sum.update(&part);
        png.extend([&u32::try_from(data.len())?.to_be_bytes()[..], &part[..], &sum.sum().to_be_bytes()[..]].concat());
    }
    Ok(png)
}

/// Connections that begin to say something. They are held as long as the list is.
pub fn half_open(client: &Client, count: usize) -> Vec<TcpStream> {
    let open = |_| {
        let mut stream = client.connect().ok()?;
        stream.write_all(b"GET /usulan HTTP/1.1\r\nHost: x").ok()?;
        Some(stream)
    };
    (0..count).filter_map(open).collect()
}

/// Whole years that are asked for and left lying.
pub fn unread_exports(client: &Client, count: usize) -> Vec<TcpStream> {
    let ask = |_| {
        let mut stream = client.connect().ok()?;
        stream.write_all(client.head("GET", "/data/usulan.json", "").as_bytes()).ok()?;
        Some(stream)
    };
    (0..count).filter_map(ask).collect()
}

/// Sixty megabytes from nobody, as far as they are taken.
pub fn upload_unasked(client: &Client) -> Result<bool> {
    let kind = "multipart/form-data; boundary=x";
    let head = client.head(
        "POST",
        "/usulan/0193a0a0-0000-7000-8000-000000000000/foto",
        &format!("Content-Type: {kind}\r\nContent-Length: 62914560\r\n"),
    );
    let mut stream = client.connect()?;
    stream.write_all(head.as_bytes())?;
    stream.write_all(b"--x\r\nContent-Disposition: form-data; name=\"photo_alt\"\r\n\r\n")?;
    let megabyte = vec![b'a'; 1024 * 1024];
    for _ in 0..59 {
        stream.write_all(&megabyte)?;
    }
    thread::sleep(Duration::from_secs(5));
    Ok(true)
}

/// A password, and no ear for the answer; each time from somewhere else.
pub fn sign_in_and_hang_up(client: &Client, number: usize) -> Result<bool> {
    let body = "contact=bappeda%40contoh.id&password=tebakan-yang-salah";
    let from = format!("X-Forwarded-For: 10.7.{}.{}\r\n", number / 250, number % 250 + 1);
    let kind = "application/x-www-form-urlencoded";
    let head = client.head("POST", "/masuk", &format!("{from}Content-Type: {kind}\r\nContent-Length: {}\r\n", body.len()));
    let mut stream = client.connect()?;
    stream.write_all((head + body).as_bytes())?;
    thread::sleep(Duration::from_millis(30));
    Ok(true)
}

/// A picture, and no ear for the answer.
pub fn send_picture_and_hang_up(client: &Client, draft: &Draft, number: usize, picture: &[u8]) -> Result<bool> {
    let id = format!("0193a0a0-0000-7000-8000-{number:012x}");
    let text = |name: &str, value: &str| format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = "--x\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\n";
    let start = text("photo_id", &id) + &text("photo_alt", "Jalan rusak") + file;
    let body = [start.as_bytes(), picture, &b"\r\n--x--\r\n"[..]].concat();
    let more = format!("Cookie: {}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: {}\r\n", draft.cookie, body.len());
    let mut stream = client.connect()?;
    stream.write_all(client.head("POST", &draft.path, &more).as_bytes())?;
    stream.write_all(&body)?;
    thread::sleep(Duration::from_millis(120));
    Ok(true)
}

/// A whole year in one of its forms; `true` when it came whole, `false` when we were asked to come back.
pub fn export(client: &Client, number: usize) -> Result<bool> {
    let file = ["xlsx", "json", "csv"][number % 3];
    let form = if number.is_multiple_of(2) { "" } else { "&profil=sipd" };
    let language = if number % 4 < 2 { "id" } else { "en" };
    let request = client.head("GET", &format!("/data/usulan.{file}?urut={form}"), &format!("Cookie: bahasa={language}\r\n"));
    let answer = client.ask(&request)?;
    let head = String::from_utf8_lossy(answer.get(..400).context("a short answer")?).into_owned();
    ensure!(head.starts_with("HTTP/1.1 200") || head.starts_with("HTTP/1.1 503") && head.contains("retry-after"), "{head}");
    Ok(head.starts_with("HTTP/1.1 200"))
}
