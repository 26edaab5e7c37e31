//! How large a workbook is before anything of it is read: a few kilobytes may unpack to gigabytes, and a number in a
//! heading may ask the reader for all the memory there is.

use super::{Unreadable, broken};
use std::io::{Cursor, Read};
use zip::ZipArchive;

const MOST_ENTRIES: usize = 200;
/// Unpacked, all parts together.
const MOST_UNPACKED: u64 = 60 * 1024 * 1024;
/// No list that people keep repeats itself more; small parts may.
const MOST_RATIO: u64 = 200;
const SMALL: u64 = 1024 * 1024;
/// Texts that cells share, each counted once.
const MOST_TEXTS: u64 = 1_000_000;
/// Marks in the parts that say how cells look and which sheets there are; Excel allows some 64,000 looks.
const MOST_MARKS: u64 = 150_000;
/// How the reader is told how many texts there are; it believes that.
const COUNT: &[u8] = b"uniqueCount";

/// Says no at the first limit that is broken. Every part is unpacked once, for what it says of its size may be a lie.
pub fn check(bytes: &[u8]) -> Result<(), Unreadable> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(broken)?;
    if archive.len() > MOST_ENTRIES {
        return Err(broken(()));
    }
    let (mut unpacked, mut marks) = (0, 0);
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).map_err(broken)?;
        let name = entry.name().map_err(broken)?.to_lowercase();
        if name.starts_with(['/', '\\']) || name.split(['/', '\\']).any(|part| part == "..") {
            return Err(broken(()));
        }
        let (size, packed) = (entry.size(), entry.compressed_size().max(1));
        if unpacked + size > MOST_UNPACKED || (size > SMALL && size / packed > MOST_RATIO) {
            return Err(Unreadable::Swollen { megabytes: MOST_UNPACKED / 1024 / 1024 });
        }
        let mut part = Part::of(&name);
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let count = entry.read(&mut buffer).map_err(broken)?;
            if count == 0 {
                break;
            }
            unpacked += u64::try_from(count).unwrap_or(u64::MAX);
            if unpacked > MOST_UNPACKED {
                return Err(Unreadable::Swollen { megabytes: MOST_UNPACKED / 1024 / 1024 });
            }
            part.look(&buffer[..count])?;
        }
        part.end()?;
        marks += if part.kind == Kind::Other { part.marks } else { 0 };
        if marks > MOST_MARKS {
            return Err(broken(()));
        }
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Read cell by cell.
    Sheet,
    /// Read whole, into memory.
    Texts,
    Other,
    /// No text.
    Picture,
}

/// One part, as it is unpacked.
struct Part {
    kind: Kind,
    marks: u64,
    /// The end of what was looked at, for what stands across it and what follows.
    tail: Vec<u8>,
}

impl Part {
    fn of(name: &str) -> Self {
        let kind = match name {
            name if name.ends_with("sharedstrings.xml") => Kind::Texts,
            name if name.contains("worksheets/") => Kind::Sheet,
            name if matches!(name.rsplit('.').next(), Some("xml" | "rels")) => Kind::Other,
            _ => Kind::Picture,
        };
        Self { kind, marks: 0, tail: Vec::new() }
    }

    fn look(&mut self, bytes: &[u8]) -> Result<(), Unreadable> {
        if self.kind == Kind::Picture || self.kind == Kind::Sheet {
            return Ok(());
        }
        // Other alphabets could hide what is looked for; programs write these parts in UTF-8.
        if bytes.iter().any(|byte| *byte < b' ' && !b"\t\r\n".contains(byte)) {
            return Err(broken(()));
        }
        if self.kind == Kind::Other {
            self.marks += bytes.iter().map(|byte| u64::from(*byte == b'<')).sum::<u64>();
            return Ok(());
        }
        self.marks += u64::try_from(bytes.windows(3).filter(|text| text == b"<si").count()).unwrap_or(u64::MAX);
        self.tail.extend_from_slice(bytes);
        let text = std::mem::take(&mut self.tail);
        for at in text.windows(COUNT.len()).enumerate().filter_map(|(at, found)| (found == COUNT).then_some(at)) {
            let rest = &text[at + COUNT.len()..];
            // What is cut off here is looked at again with what follows.
            if rest.len() >= LONGEST_COUNT && !is_modest(rest) {
                return Err(broken(()));
            }
        }
        self.tail = text[text.len().saturating_sub(COUNT.len() + LONGEST_COUNT)..].to_vec();
        if self.marks > MOST_TEXTS { Err(broken(())) } else { Ok(()) }
    }

    fn end(&self) -> Result<(), Unreadable> {
        let found = self.tail.windows(COUNT.len()).position(|found| found == COUNT);
        if found.is_some_and(|at| !is_modest(&self.tail[at + COUNT.len()..])) { Err(broken(())) } else { Ok(()) }
    }
}

/// `="1000000"`.
const LONGEST_COUNT: usize = 10;

/// Whether it goes on with a number of texts that there may be, written as programs write it.
fn is_modest(rest: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&rest[..rest.len().min(LONGEST_COUNT)]);
    let number = text.strip_prefix("=\"").and_then(|rest| rest.split_once('"')).and_then(|(number, _)| number.parse::<u64>().ok());
    number.is_some_and(|number| number <= MOST_TEXTS)
}
