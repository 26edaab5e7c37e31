//! A mail server that keeps what it is given: enough SMTP for the product to hand its letters over, on this machine
//! only.

use std::sync::{Arc, Mutex, PoisonError};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

/// User `rembuk`, password `sandi surel`, as SMTP writes them.
const SIGN_IN: &str = "AHJlbWJ1awBzYW5kaSBzdXJlbA==";

/// One letter as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The addresses of the envelope.
    pub to: Vec<String>,
    /// Headers and body.
    pub text: String,
}

impl Received {
    /// The names of the headers, in their order.
    pub fn headers(&self) -> Vec<&str> {
        let head = self.text.split("\n\n").next().unwrap_or_default();
        head.lines().filter(|line| !line.starts_with([' ', '\t'])).filter_map(|line| line.split_once(':')).map(|(name, _)| name).collect()
    }

    /// The code in the letter, in the words that people read.
    pub fn code(&self) -> String {
        let after = self.text.split("Kode: ").nth(1).unwrap_or_else(|| panic!("no code in {}", self.text));
        after.chars().take(14).collect()
    }
}

#[derive(Default)]
struct Kept {
    received: Vec<Received>,
    refusing: u32,
}

/// Clones share what was received.
#[derive(Clone)]
pub struct MailServer {
    kept: Arc<Mutex<Kept>>,
    address: String,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = format!("smtp://{}", listener.local_addr().expect("an address"));
        let kept = Arc::<Mutex<Kept>>::default();
        let shared = Arc::clone(&kept);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let kept = Arc::clone(&shared);
                tokio::spawn(async move { talk(stream, &kept).await });
            }
        });
        Self { kept, address }
    }

    /// The same for somebody who signs in: user `rembuk`, password `sandi surel`.
    pub fn url_for(&self, user: &str, password: &str) -> String {
        self.address.replacen("://", &format!("://{user}:{}@", password.replace(' ', "%20")), 1)
    }

    pub fn url(&self) -> &str {
        &self.address
    }

    /// The next letters are not taken, as by a server whose disk is full.
    pub fn refuse(&self, letters: u32) {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).refusing = letters;
    }

    pub fn received(&self) -> Vec<Received> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).received.clone()
    }
}

async fn talk(stream: TcpStream, kept: &Mutex<Kept>) -> Option<()> {
    let mut stream = BufReader::new(stream);
    stream.write_all(b"220 test\r\n").await.ok()?;
    let mut to = Vec::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        let answer = match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => "250-test\r\n250 AUTH PLAIN\r\n",
            "AUTH" if line.trim_end().ends_with(SIGN_IN) => "235 welcome\r\n",
            "AUTH" => "535 not you\r\n",
            "RCPT" => {
                to.push(line.trim_end()[5..].to_owned());
                "250 OK\r\n"
            }
            "DATA" => {
                stream.write_all(b"354 go on\r\n").await.ok()?;
                let text = letter(&mut stream).await?;
                let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
                if kept.refusing > 0 {
                    kept.refusing -= 1;
                    "451 later\r\n"
                } else {
                    kept.received.push(Received { to: std::mem::take(&mut to), text });
                    "250 OK\r\n"
                }
            }
            "QUIT" => return stream.write_all(b"221 bye\r\n").await.ok(),
            _ => "250 OK\r\n",
        };
        stream.write_all(answer.as_bytes()).await.ok()?;
    }
}

/// Everything up to the line with a dot alone.
async fn letter(stream: &mut BufReader<TcpStream>) -> Option<String> {
    let mut text = String::new();
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).await.ok()? == 0 {
            return None;
        }
        match line.trim_end() {
            "." => return Some(text),
            line => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
}
