//! Files are read as their programs read them: no cell is a formula, no text is a link.

use super::hostile::MARK;
use std::io::{Cursor, Read};

/// What is wrong with a file, in words; whether anything typed is in it.
pub fn problems(kind: &str, bytes: &[u8]) -> (Vec<String>, bool) {
    if kind.starts_with("text/csv") {
        csv(&String::from_utf8_lossy(bytes))
    } else if kind.starts_with("application/json") {
        json(bytes)
    } else {
        xlsx(bytes)
    }
}

/// Read with each separator that a spreadsheet may guess.
fn csv(text: &str) -> (Vec<String>, bool) {
    let mut found = Vec::new();
    for separator in [b',', b';', b'\t'] {
        let text = text.trim_start_matches('\u{feff}');
        let mut reader = csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
        for cell in reader.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            if cell.contains(MARK) && cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
                found.push(format!("a formula when read with {:?}: {cell}", char::from(separator)));
            }
        }
    }
    (found, text.contains(MARK))
}

fn json(bytes: &[u8]) -> (Vec<String>, bool) {
    let parsed: Result<serde_json::Value, _> = serde_json::from_slice(bytes);
    let is_shown = String::from_utf8_lossy(bytes).contains(MARK);
    (parsed.err().map(|error| error.to_string()).into_iter().collect(), is_shown)
}

fn xlsx(bytes: &[u8]) -> (Vec<String>, bool) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let (mut found, mut is_shown) = (Vec::new(), false);
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).unwrap();
        let mut text = String::new();
        part.read_to_string(&mut text).unwrap();
        is_shown |= text.contains(MARK);
        for forbidden in ["<f>", "<f ", "<hyperlink", "<xzq7vk9w", "externalLink"] {
            if text.contains(forbidden) {
                found.push(format!("{forbidden} in {:?}", part.name()));
            }
        }
    }
    (found, is_shown)
}
