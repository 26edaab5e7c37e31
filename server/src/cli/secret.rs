//! Passwords typed at the command line: asked for without echo on a terminal, read from standard input otherwise.

use anyhow::anyhow;
use app::operator;
use std::io::{self, IsTerminal, Read};

/// More is no password; a file that was given by mistake is not read to its end.
const MOST_BYTES: u64 = 4096;

pub fn ask(prompt: &str) -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).map_err(unread);
    }
    let mut typed = String::new();
    std::io::stdin().take(MOST_BYTES).read_to_string(&mut typed).map_err(unread)?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}

fn unread(error: io::Error) -> anyhow::Error {
    anyhow!(operator::start("no_secret_typed", &error.to_string()))
}
