//! Which rows of a sheet are hidden, by a filter or by hand: the reader of cells does not say.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::{
    borrow::Cow,
    collections::BTreeSet,
    error::Error,
    io::{BufReader, Cursor},
};
use zip::ZipArchive;

type Failed = Box<dyn Error>;
type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

/// Their numbers, as the program shows them.
pub fn rows(bytes: &[u8], sheet: &str) -> Result<BTreeSet<u64>, Failed> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut hidden = BTreeSet::new();
    let Some(path) = path(&mut archive, sheet)? else { return Ok(hidden) };
    let mut row = 0;
    each(&mut archive, &path, |mark, name| {
        if name == "row" {
            row = attribute(mark, "r").and_then(|number| number.parse().ok()).unwrap_or(row + 1);
            if attribute(mark, "hidden").is_some_and(|value| value == "1" || value == "true") {
                hidden.insert(row);
            }
        }
    })?;
    Ok(hidden)
}

/// Where in the archive a sheet is.
fn path(archive: &mut Archive, sheet: &str) -> Result<Option<String>, Failed> {
    let mut id = None;
    each(archive, "xl/workbook.xml", |mark, name| {
        if name == "sheet" && attribute(mark, "name").as_deref() == Some(sheet) {
            id = attribute(mark, "id");
        }
    })?;
    let mut target = None;
    each(archive, "xl/_rels/workbook.xml.rels", |mark, name| {
        if name == "Relationship" && id.is_some() && attribute(mark, "Id") == id {
            target = attribute(mark, "Target");
        }
    })?;
    Ok(target.map(|target| target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned)))
}

/// Every mark that opens, with its name; nothing where there is no such part.
fn each(archive: &mut Archive, path: &str, mut take: impl FnMut(&BytesStart, &str)) -> Result<(), Failed> {
    let Ok(part) = archive.by_name(path) else { return Ok(()) };
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer)? {
            Event::Start(mark) | Event::Empty(mark) => take(&mark, mark.local_name().as_ref()),
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

fn attribute(mark: &BytesStart, name: &str) -> Option<String> {
    let found = mark.attributes().with_checks(false).flatten().find(|found| found.key.local_name().as_ref() == name)?;
    quick_xml::escape::unescape(&found.value).ok().map(Cow::into_owned)
}
