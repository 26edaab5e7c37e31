//! What a server wrote into its log while a browser walked: nothing of what people typed, nothing of who they are. Who
//! they are is read from a backup of the run's own city, what they typed from the list that end2end/support/secrets.ts
//! keeps.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::Path;
use std::process::Command;

use aho_corasick::AhoCorasick;
use anyhow::{Context, Result, ensure};
use flate2::read::GzDecoder;
use serde_json::Value;

use crate::{content, process, workspace};

/// Everything that happens is written down, statements and connections too.
pub const LEVEL: &str = "debug";

/// Columns with what people are called, where they are reached and what they say.
const PERSONAL: [(&str, &[&str]); 7] = [
    ("accounts", &["name", "phone", "email"]),
    ("comments", &["body"]),
    ("contact_wishes", &["contact"]),
    ("delegates", &["name", "contact"]),
    ("ledger_words", &["text"]),
    ("letters", &["address", "code"]),
    ("proposals", &["on_behalf_of"]),
];
/// Shorter words stand in a log for other things.
const FEWEST_LETTERS: usize = 6;
/// What a demo says at its start about its invented people, between these lines, it says on purpose.
const DEMO_SAYS: (&str, &str) = ("Akun contoh, kata sandi: ", "Satu akun meminta kode juga; kunci untuk aplikasi kode");

/// Reads the log of a run in `folder` for everything that `address` knows about people, and for everything they typed.
/// In a whole run, some did.
pub fn check(address: &str, folder: &Path, is_whole: bool) -> Result<()> {
    let mut secrets = typed(&folder.join("secrets"));
    ensure!(!is_whole || !secrets.is_empty(), "the browser kept no list of what was typed");
    secrets.extend(stored(address, folder)?);
    let log = String::from_utf8(content::read(&folder.join("server.log"))?)?;
    ensure!(log.contains("DEBUG"), "the log was not written at the level {LEVEL}");
    let found = told(&log, &secrets)?;
    ensure!(found.is_empty(), "Error: the server's log tells what is nobody's business, {} times\n{}", found.len(), found.join("\n"));
    Ok(())
}

/// Lines that hold one of the secrets, with it; a few of them say enough.
fn told(log: &str, secrets: &BTreeSet<String>) -> Result<Vec<String>> {
    let search = AhoCorasick::builder().ascii_case_insensitive(true).build(secrets)?;
    let names: Vec<&String> = secrets.iter().collect();
    let mut is_said = false;
    let mut found = Vec::new();
    for line in log.lines() {
        is_said |= line.starts_with(DEMO_SAYS.0);
        if !is_said && let Some(hit) = search.find(line) {
            found.push(format!("Error: {:?} in {line}", names[hit.pattern().as_usize()]));
        }
        is_said &= !line.contains(DEMO_SAYS.1);
    }
    found.truncate(5);
    Ok(found)
}

/// Nothing, where nobody typed anything.
fn typed(file: &Path) -> BTreeSet<String> {
    let lines = fs::read_to_string(file).unwrap_or_default();
    lines.lines().filter(|line| is_long_enough(line)).map(str::to_owned).collect()
}

fn is_long_enough(text: &str) -> bool {
    text.chars().count() >= FEWEST_LETTERS
}

/// Of a backup: its last part names the columns of the others.
fn stored(address: &str, folder: &Path) -> Result<BTreeSet<String>> {
    let backup = folder.join("backup.tar.gz");
    let mut program = Command::new(workspace::server_binary()?);
    program.arg("backup").arg(&backup).env("DATABASE_URL", address).env("REMBUK_PHOTOS", folder.join("photos"));
    process::run_quietly(&mut program)?;
    let mut archive = tar::Archive::new(GzDecoder::new(File::open(&backup)?));
    let (mut tables, mut manifest) = (Vec::new(), Value::Null);
    for part in archive.entries()? {
        let mut part = part?;
        let name = part.path()?.to_string_lossy().into_owned();
        let mut text = String::new();
        if let Some(table) = PERSONAL.iter().find(|(table, _)| name == format!("tables/{table}.jsonl")) {
            part.read_to_string(&mut text)?;
            tables.push((table, text));
        } else if name == "manifest.json" {
            part.read_to_string(&mut text)?;
            manifest = serde_json::from_str(&text)?;
        }
    }
    ensure!(tables.len() == PERSONAL.len(), "the backup lacks a table of {PERSONAL:?}");
    let mut secrets = BTreeSet::new();
    for ((table, columns), rows) in tables {
        let known = manifest["tables"].as_array().into_iter().flatten().find(|part| part["name"] == *table);
        let known = known.and_then(|part| part["columns"].as_array()).context("a backup names its columns")?;
        for column in *columns {
            let index = known.iter().position(|name| name == column).with_context(|| format!("{table} has no column {column}"))?;
            for row in rows.lines() {
                let row: Value = serde_json::from_str(row)?;
                let lines = row[index].as_str().into_iter().flat_map(str::lines).map(str::trim);
                secrets.extend(lines.filter(|line| is_long_enough(line)).map(str::to_owned));
            }
        }
    }
    Ok(secrets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_in_a_log_is_found_with_its_line() -> Result<()> {
        let secrets = ["Nurhayati Contoh", "warga@contoh.id"].map(str::to_owned).into();
        let said = format!("{}x\n  warga@contoh.id  warga\n{}: warga@contoh.id\n", DEMO_SAYS.0, DEMO_SAYS.1);
        assert_eq!(told(&format!("{said} INFO answered status=200\n"), &secrets)?, Vec::<String>::new());
        let found = told(&format!("{said} INFO answered\n DEBUG hello nurhayati contoh\n"), &secrets)?;
        assert_eq!(found, ["Error: \"Nurhayati Contoh\" in  DEBUG hello nurhayati contoh"]);
        Ok(())
    }
}
