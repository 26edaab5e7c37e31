//! The sample configuration of nginx, in front of a real server: pages, styles, forms and large photos go through, forms of
//! other sites do not.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::city::{City, sqlite_in};
use crate::postgres::free_port;
use crate::{content, process, workspace};

/// A photo of a phone, beyond what nginx takes by itself.
const PHOTO_BYTES: usize = 3_400_000;

pub fn drill() -> Result<()> {
    if process::find("nginx").is_none() || process::find("openssl").is_none() {
        eprintln!("  left out: nginx or openssl is not installed");
        return Ok(());
    }
    let folder = tempfile::Builder::new().prefix("rembuk-proxy").tempdir()?;
    let city = City::found_with(&sqlite_in(folder.path()), folder.path(), &["--tls"])?;
    let port = free_port()?;
    let _nginx = nginx(folder.path(), port, city.port())?;
    let site = format!("https://127.0.0.1:{port}");
    let photo = folder.path().join("photo.jpg");
    content::write(&photo, &vec![0; PHOTO_BYTES])?;
    let photo = format!("photo=@{}", photo.display());
    let form = "name=Warga+Latihan&contact=warga%40contoh.id&password=kemarau+panjang+di+legok";
    for (what, status, arguments) in [
        ("a page", "200", vec!["/usulan"]),
        ("the styles", "200", vec!["/pkg/rembuk.css"]),
        ("a form", "303", vec!["/daftar", "-H", &format!("Origin: {site}"), "--data", form]),
        ("a form of another site", "403", vec!["/daftar", "-H", "Origin: https://jahat.example", "--data", form]),
        // Nobody is signed in: what matters is that the answer is ours and not nginx's 413.
        ("a photo", "401 404", vec!["/usulan/00000000-0000-7000-8000-000000000000/foto", "-H", &format!("Origin: {site}"), "-F", &photo]),
    ] {
        let mut curl = Command::new("curl");
        curl.args(["-sk", "-o", "/dev/null", "-w", "%{http_code}", &format!("{site}{}", arguments[0])]).args(&arguments[1..]);
        let found = process::output(&mut curl)?;
        ensure!(status.split(' ').any(|status| status == found), "{what}: {found} instead of {status}");
    }
    eprintln!("  pages, styles, forms and a photo of {} go through", content::kilobytes(PHOTO_BYTES));
    Ok(())
}

/// The sample with this machine's ports and a certificate of its own.
fn nginx(folder: &Path, port: u16, behind: u16) -> Result<Running> {
    let (key, certificate) = (folder.join("key.pem"), folder.join("certificate.pem"));
    let mut openssl = Command::new("openssl");
    openssl.args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-keyout"]);
    process::run_quietly(openssl.arg(&key).arg("-out").arg(&certificate))?;
    let sample = String::from_utf8(content::read(&workspace::path("deploy/nginx.conf"))?)?;
    let lines = sample.lines().filter(|line| !line.contains("[::]")).collect::<Vec<_>>().join("\n");
    let adapted = lines
        .replace("listen 80;", &format!("listen 127.0.0.1:{};", free_port()?))
        .replace("listen 443 ssl", &format!("listen 127.0.0.1:{port} ssl"))
        .replace("127.0.0.1:3000", &format!("127.0.0.1:{behind}"))
        .replace("/etc/letsencrypt/live/rembuk.kota.example/fullchain.pem", &certificate.to_string_lossy())
        .replace("/etc/letsencrypt/live/rembuk.kota.example/privkey.pem", &key.to_string_lossy())
        .replace("/var/log/nginx/rembuk.log", &folder.join("access.log").to_string_lossy());
    let shown = folder.display();
    let whole = format!(
        "daemon off; pid {shown}/nginx.pid; error_log {shown}/error.log; events {{}}\nhttp {{ client_body_temp_path {shown}/body;\n{adapted}\n}}\n"
    );
    let file = folder.join("nginx.conf");
    fs::write(&file, whole)?;
    process::run_quietly(Command::new("nginx").arg("-t").arg("-c").arg(&file))?;
    let nginx = Command::new("nginx").arg("-c").arg(&file).stdin(Stdio::null()).spawn().context("cannot start nginx")?;
    std::thread::sleep(std::time::Duration::from_secs(1));
    Ok(Running(nginx))
}

/// Its workers end with it.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = process::run_quietly(Command::new("kill").args(["-QUIT", &self.0.id().to_string()]));
        let _ = self.0.wait();
    }
}
