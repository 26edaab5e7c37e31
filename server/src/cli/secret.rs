//! Passwords typed at the command line: asked for without echo on a terminal, read from standard input otherwise.

use anyhow::Context;
use std::io::{IsTerminal, Read};

/// More is no password; a file that was given by mistake is not read to its end.
const MOST_BYTES: u64 = 4096;

pub fn ask(prompt: &str) -> anyhow::Result<String> {
    if std::io::stdin().is_terminal() {
        return rpassword::prompt_password(prompt).context("cannot read the password from the terminal");
    }
    let mut typed = String::new();
    std::io::stdin().take(MOST_BYTES).read_to_string(&mut typed).context("cannot read the password from standard input")?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}
