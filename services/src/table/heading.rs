//! Where a table begins: its separator, its heading, and which column is which, in the words of several offices.

use super::{Record, Unreadable};
use csv::{ByteRecord, ReaderBuilder};
use std::collections::BTreeSet;

/// A column that an import knows.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    pub key: &'static str,
    /// Other headings of it, as [`normal`] writes them.
    also: &'static [&'static str],
    pub required: bool,
}

pub const fn required(key: &'static str, also: &'static [&'static str]) -> Column {
    Column { key, also, required: true }
}

pub const fn optional(key: &'static str, also: &'static [&'static str]) -> Column {
    Column { key, also, required: false }
}

impl Column {
    fn is_called(&self, name: &str) -> bool {
        self.key == name || self.also.contains(&name)
    }
}

/// The columns of one kind of file.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The stable name under which texts are found.
    pub name: &'static str,
    pub columns: &'static [Column],
    /// Headings that come along and say nothing here.
    pub unused: &'static [&'static str],
    /// A file to fill in: headings, then rows as they may be; nothing for what is only known by its name.
    pub template: &'static [&'static str],
}

impl Form {
    fn column(&self, heading: &str) -> Option<&Column> {
        let name = normal(heading);
        self.columns.iter().find(|column| column.is_called(&name))
    }

    /// What a column is called in the file to fill in, in the words of the office; its key where there is none.
    fn heading_of(&self, column: &Column) -> &'static str {
        let headings = self.template.first().map_or("", |line| line);
        headings.split(',').find(|heading| column.is_called(&normal(heading))).unwrap_or(column.key)
    }
}

/// `Perkiraan biaya (Rp)` is `perkiraan_biaya_rp`.
fn normal(heading: &str) -> String {
    let words = heading.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("_")
}

/// How a heading does not fit its form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mismatch {
    pub missing: Vec<&'static str>,
    /// What is there instead, with the column it was probably meant to be.
    pub unknown: Vec<(String, Option<&'static str>)>,
    pub double: Vec<String>,
    pub expected: Vec<&'static str>,
}

/// The heading that was found.
#[derive(Default)]
pub struct Found {
    /// How many records stand above it.
    pub above: usize,
    pub cells: Vec<String>,
    /// How many columns of the form it knows, and how many cells it has where it knows none.
    fitness: (usize, usize),
}

impl Found {
    pub fn is_better_than(&self, other: &Self) -> bool {
        self.fitness > other.fitness
    }
}

/// Titles and addresses above a heading are hardly longer.
pub const MOST_ABOVE: usize = 30;
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The separator, and the record that knows the most columns of the form.
pub fn find(text: &str, form: &Form, row: Option<u64>) -> Result<(u8, Found), Unreadable> {
    let said = said_separator(text);
    let mut chosen: Option<(u8, Found)> = None;
    for separator in SEPARATORS.into_iter().filter(|separator| said.is_none_or(|said| said == *separator)) {
        let Some(found) = best(records(text, separator), form, row) else { continue };
        if chosen.as_ref().is_none_or(|(_, known)| found.is_better_than(known)) {
            chosen = Some((separator, found));
        }
    }
    match (chosen, row) {
        (Some(chosen), _) => Ok(chosen),
        (None, Some(row)) => Err(Unreadable::NoSuchRow { row }),
        (None, None) => Ok((b',', Found::default())),
    }
}

/// Of the first records the one that knows the most columns; or the one in this row, whatever it knows.
pub fn best(records: impl Iterator<Item = Record>, form: &Form, row: Option<u64>) -> Option<Found> {
    let most = if row.is_some() { usize::MAX } else { MOST_ABOVE };
    let mut best: Option<Found> = None;
    for (above, Record { line, cells, .. }) in records.take(most).enumerate() {
        if row.is_some_and(|row| line > row) {
            break;
        }
        if row.is_some_and(|row| line != row) {
            continue;
        }
        let known = cells.iter().filter_map(|cell| form.column(cell)).map(|column| column.key).collect::<BTreeSet<_>>().len();
        let filled = cells.iter().filter(|cell| !cell.trim().is_empty()).count();
        let found = Found { above, cells, fitness: (known, if known == 0 { filled } else { 0 }) };
        if row.is_some() || best.as_ref().map_or(found.fitness > (0, 0), |known| found.is_better_than(known)) {
            best = Some(found);
        }
    }
    best.map(trimmed)
}

/// Without the empty cells behind the last heading.
fn trimmed(mut found: Found) -> Found {
    while found.cells.last().is_some_and(|cell| cell.trim().is_empty()) {
        found.cells.pop();
    }
    found
}

/// `sep=;` in the first line, by which Excel is told.
fn said_separator(text: &str) -> Option<u8> {
    let line = text.lines().next()?.trim_matches(['"', ',', '\r']).to_lowercase();
    let separator = line.strip_prefix("sep=")?.bytes().next().unwrap_or(b',');
    SEPARATORS.contains(&separator).then_some(separator)
}

/// Every record with its line.
pub fn records(text: &str, separator: u8) -> impl Iterator<Item = Record> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    let mut record = ByteRecord::new();
    std::iter::from_fn(move || {
        reader.read_byte_record(&mut record).ok().filter(|more| *more)?;
        let line = record.position().map_or(0, |start| line_of(start, text));
        let cells = record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Some(Record { line, cells, unsaid: Vec::new() })
    })
}

/// The line of a record; where it starts, blank lines may still precede it.
fn line_of(start: &csv::Position, text: &str) -> u64 {
    let rest = usize::try_from(start.byte()).ok().and_then(|byte| text.as_bytes().get(byte..)).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    start.line() + u64::try_from(blank).unwrap_or(0)
}

/// Which cell of a row is which column.
pub struct Places {
    pub keys: Vec<Option<&'static str>>,
    pub ignored: Vec<String>,
    pub renamed: Vec<(&'static str, String)>,
}

pub fn places(cells: &[String], form: &Form) -> Result<Places, Mismatch> {
    let mut places = Places { keys: Vec::new(), ignored: Vec::new(), renamed: Vec::new() };
    let mut mismatch = Mismatch { expected: form.columns.iter().map(|column| form.heading_of(column)).collect(), ..Mismatch::default() };
    for cell in cells.iter().map(|cell| domain::text::line(cell)) {
        let column = form.column(&cell);
        places.keys.push(column.map(|column| column.key));
        match column {
            Some(column) if places.keys.iter().filter(|key| **key == Some(column.key)).count() > 1 => mismatch.double.push(cell),
            Some(column) if column.key != cell => places.renamed.push((column.key, cell)),
            None if !cell.is_empty() && !form.unused.contains(&normal(&cell).as_str()) => places.ignored.push(cell),
            _ => {}
        }
    }
    let is_missing = |column: &&super::Column| !places.keys.contains(&Some(column.key));
    mismatch.missing =
        form.columns.iter().filter(|column| column.required).filter(is_missing).map(|column| form.heading_of(column)).collect();
    let free: Vec<&'static str> = form.columns.iter().filter(is_missing).map(|column| form.heading_of(column)).collect();
    mismatch.unknown = places.ignored.iter().map(|cell| (cell.clone(), meant(&normal(cell), &free))).collect();
    // What nobody asks for is left alone, unless it was meant to be something.
    let is_typo = mismatch.unknown.iter().any(|(_, meant)| meant.is_some());
    if mismatch.missing.is_empty() && mismatch.double.is_empty() && !is_typo { Ok(places) } else { Err(mismatch) }
}

/// The column of which a heading is a misspelling; a part of a name is no hint.
fn meant(name: &str, free: &[&'static str]) -> Option<&'static str> {
    let near = free.iter().map(|key| (strsim::damerau_levenshtein(name, key), *key)).min()?;
    (near.0 <= 1 + near.1.len() / 6).then_some(near.1)
}

/// A heading that fits another form is named after it.
pub fn explain(mismatch: Mismatch, cells: &[String], others: &[&Form]) -> Unreadable {
    match others.iter().find(|other| places(cells, other).is_ok()) {
        Some(other) => Unreadable::OtherForm { found: other.name },
        None => Unreadable::Heading(mismatch),
    }
}
