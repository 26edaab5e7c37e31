//! The text of an inclusion proof: C2SP `tlog-proof`, for a file that ends in `.tlog-proof`.
//!
//! The entry stands in its `extra` line, which C2SP leaves to us, so that the file needs nothing beside it.

use std::{fmt, str::FromStr};

use base64::{Engine, prelude::BASE64_STANDARD};
use tlog_tiles::Hash;

use super::InclusionProof;
use crate::Error;

const FIRST_LINE: &str = "c2sp.org/tlog-proof@v1";

impl fmt::Display for InclusionProof {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{FIRST_LINE}")?;
        if !self.entry.is_empty() {
            writeln!(out, "extra {}", BASE64_STANDARD.encode(&self.entry))?;
        }
        writeln!(out, "index {}", self.index)?;
        for hash in &self.path {
            writeln!(out, "{hash}")?;
        }
        write!(out, "\n{}", self.checkpoint)
    }
}

impl FromStr for InclusionProof {
    type Err = Error;

    /// Reads the form only; whether it is true, [`InclusionProof::verify`] says.
    fn from_str(text: &str) -> Result<Self, Error> {
        read(text).ok_or(Error::Proof("expected the form of c2sp.org/tlog-proof@v1"))
    }
}

fn read(text: &str) -> Option<InclusionProof> {
    let (lines, checkpoint) = text.split_once("\n\n")?;
    let mut lines = lines.split('\n').peekable();
    if lines.next() != Some(FIRST_LINE) {
        return None;
    }
    let extra = lines.next_if(|line| line.starts_with("extra "));
    let entry = match extra.and_then(|line| line.strip_prefix("extra ")) {
        Some("") => return None,
        Some(extra) => BASE64_STANDARD.decode(extra).ok()?,
        None => Vec::new(),
    };
    let written = lines.next()?.strip_prefix("index ")?;
    let index: u64 = written.parse().ok().filter(|index: &u64| index.to_string() == written)?;
    let path = lines.map(|line| Hash::parse_hash(line).ok()).collect::<Option<_>>()?;
    Some(InclusionProof { entry, index, path, checkpoint: checkpoint.to_owned() })
}
