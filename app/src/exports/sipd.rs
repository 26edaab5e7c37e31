//! The export of proposals under the headings of SIPD-RI. Which column is which stands in `domain::export`.

use super::Words;
use crate::lang::Voice;
use domain::export::{CellKind, SIPD, Source};
use services::{
    Failure,
    sheet::{Cell, Sheet, SheetColumn},
};

/// The same rows in the other form, marked as not verified.
pub fn sipd(voice: Voice, sheet: Sheet) -> Sheet {
    let (city, words) = (voice.city.name().to_owned(), Words(voice));
    let place = |key: &str| sheet.columns.iter().position(|column| column.key == key);
    let columns = SIPD.map(|(heading, source)| {
        let known = match source {
            Source::Column(key) => place(key).and_then(|place| sheet.columns.get(place)),
            Source::Counter | Source::City | Source::Nothing => None,
        };
        let explanation = match source {
            Source::Nothing => words.get("export_about.not_given"),
            _ => known.map(|column| column.heading.clone()).unwrap_or_default(),
        };
        let kind = if source == Source::Counter { CellKind::Integer } else { known.map_or(CellKind::Text, |column| column.kind) };
        SheetColumn { key: heading, heading: heading.to_owned(), explanation, kind }
    });
    let sources = SIPD.map(|(_, source)| match source {
        Source::Column(key) => (source, place(key)),
        other => (other, None),
    });
    let other_form = move |(number, row): (i64, Result<Vec<Cell>, Failure>)| {
        row.map(|row| {
            let cell = |(source, place): &(Source, Option<usize>)| match source {
                Source::Counter => Cell::Integer(number),
                Source::Column(_) => place.and_then(|place| row.get(place)).cloned().unwrap_or(Cell::Empty),
                Source::City => Cell::text(&city),
                Source::Nothing => Cell::Empty,
            };
            sources.iter().map(cell).collect()
        })
    };
    let mut about = sheet.about;
    about.push(words.about("form", "export_about.form", words.get("export_about.sipd")));
    Sheet { columns: columns.to_vec(), rows: Box::new((1_i64..).zip(sheet.rows).map(other_form)), about, ..sheet }
}
