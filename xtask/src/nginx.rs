//! nginx by our sample configuration, in front of a server: with this machine's ports and a certificate of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::postgres::free_port;
use crate::{content, process, workspace};

/// A photo of a phone, beyond what nginx takes by itself.
const PHOTO_BYTES: usize = 3_400_000;

/// Running; dropping it ends it. Its workers end with it.
pub struct Nginx {
    process: Child,
    site: String,
    folder: TempDir,
}

/// Whether this machine has what it takes.
pub fn is_here() -> bool {
    process::find("nginx").is_some() && process::find("openssl").is_some()
}

impl Nginx {
    pub fn in_front_of(behind: u16) -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("rembuk-nginx").tempdir()?;
        let port = free_port()?;
        let file = adapt(folder.path(), port, behind)?;
        process::run_quietly(Command::new("nginx").arg("-t").arg("-c").arg(&file))?;
        let process = Command::new("nginx").arg("-c").arg(&file).stdin(Stdio::null()).spawn().context("cannot start nginx")?;
        std::thread::sleep(std::time::Duration::from_secs(1));
        Ok(Self { process, site: format!("https://127.0.0.1:{port}"), folder })
    }

    /// Pages, styles, forms and large photos go through, forms of other sites do not.
    pub fn lets_through_what_is_ours(&self) -> Result<()> {
        let photo = self.folder.path().join("photo.jpg");
        content::write(&photo, &vec![0; PHOTO_BYTES])?;
        let photo = format!("photo=@{}", photo.display());
        let ours = format!("Origin: {}", self.site);
        let form = "name=Warga+Latihan&contact=warga.proksi%40contoh.id&password=kemarau+panjang+di+legok";
        for (what, status, arguments) in [
            ("a page", "200", vec!["/usulan"]),
            ("the styles", "200", vec!["/pkg/rembuk.css"]),
            ("a form", "303", vec!["/daftar", "-H", &ours, "--data", form]),
            ("a form of another site", "403", vec!["/daftar", "-H", "Origin: https://jahat.example", "--data", form]),
            // Nobody is signed in: what matters is that the answer is ours and not nginx's 413.
            ("a photo", "401 404", vec!["/usulan/00000000-0000-7000-8000-000000000000/foto", "-H", &ours, "-F", &photo]),
        ] {
            let mut curl = Command::new("curl");
            curl.args(["-sk", "-o", "/dev/null", "-w", "%{http_code}", &format!("{}{}", self.site, arguments[0])]).args(&arguments[1..]);
            let found = process::output(&mut curl)?;
            ensure!(status.split(' ').any(|status| status == found), "{what}: {found} instead of {status}");
        }
        let head = process::output(Command::new("curl").args(["-sk", "-D", "-", "-o", "/dev/null", &format!("{}/masuk", self.site)]))?;
        ensure!(head.to_lowercase().contains("strict-transport-security"), "the server behind nginx does not know that there is TLS");
        eprintln!("  behind nginx pages, styles, forms and a photo of {} go through", content::kilobytes(PHOTO_BYTES));
        Ok(())
    }
}

/// Writes the sample as it is to be used here.
fn adapt(folder: &Path, port: u16, behind: u16) -> Result<PathBuf> {
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
    Ok(file)
}

impl Drop for Nginx {
    fn drop(&mut self) {
        let _ = process::run_quietly(Command::new("kill").args(["-QUIT", &self.process.id().to_string()]));
        let _ = self.process.wait();
    }
}
