//! Workbooks (XLSX) as rows of text, cell by cell: what is in one is limited before, see `archive`. Numbers are
//! written as Indonesian writes them and days as ISO does, so that the rules for text hold for them too. Which row is
//! the heading and what a row means is no business of this module.

mod archive;
mod hidden;
mod rows;

use super::{FileKind, Record, Unreadable};
use calamine::{Dimensions, Reader, SheetType, SheetVisible, Xlsx};
use rows::Rows;
use std::{
    collections::BTreeSet,
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

/// What is sent through the post is no larger.
pub const MOST_BYTES: usize = 5 * 1024 * 1024;
/// Sheets that are looked at for a heading.
const MOST_SHEETS: usize = 50;

/// A workbook that is open, and what is known of its sheets.
pub struct Workbook<'a> {
    bytes: &'a [u8],
    file: Xlsx<Cursor<&'a [u8]>>,
    /// Those that somebody sees who opens it, by name.
    pub sheets: Vec<String>,
}

/// What a sheet has besides its cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Besides {
    /// The sheet that was read, where there are several.
    pub sheet: Option<String>,
    /// Rows that a filter or somebody's hand has hidden; they are read.
    pub hidden: Vec<u64>,
    /// Rows with a value of a merged cell that begins further up.
    pub merged: Vec<u64>,
}

fn broken<E>(_: E) -> Unreadable {
    Unreadable::Kind(FileKind::Workbook)
}

/// The reader of the format has its own faults on files that nobody's program has written; a fault ends the file, not
/// us.
fn guarded<T>(work: impl FnOnce() -> Result<T, Unreadable>) -> Result<T, Unreadable> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| Err(broken(())))
}

impl<'a> Workbook<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        if bytes.len() > MOST_BYTES {
            return Err(Unreadable::TooLarge { megabytes: 5 });
        }
        archive::check(bytes)?;
        guarded(|| {
            let file = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
            let seen = file.sheets_metadata().iter();
            let seen = seen.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
            let sheets: Vec<String> = seen.map(|sheet| sheet.name.clone()).take(MOST_SHEETS).collect();
            if sheets.is_empty() { Err(Unreadable::Empty) } else { Ok(Self { bytes, file, sheets }) }
        })
    }

    /// The first rows of a sheet.
    pub fn first(&mut self, sheet: &str, count: usize) -> Result<Vec<Record>, Unreadable> {
        guarded(|| {
            let merged = self.merged(sheet)?;
            let cells = self.file.worksheet_cells_reader(sheet).map_err(broken)?;
            let mut rows = Rows::new(cells, merged);
            let found: Vec<Record> = rows.by_ref().take(count).collect();
            if rows.is_broken { Err(broken(())) } else { Ok(found) }
        })
    }

    /// All rows of a sheet, handed to `take` one after the other; what it answers, and what the sheet has besides.
    pub fn read<T>(&mut self, sheet: &str, take: impl FnOnce(&mut dyn Iterator<Item = Record>) -> T) -> Result<(T, Besides), Unreadable> {
        guarded(|| {
            let hidden: BTreeSet<u64> = hidden::rows(self.bytes, sheet).map_err(broken)?;
            let merged = self.merged(sheet)?;
            let cells = self.file.worksheet_cells_reader(sheet).map_err(broken)?;
            let mut rows = Rows::new(cells, merged);
            let taken = take(&mut rows);
            if rows.is_broken {
                return Err(broken(()));
            }
            let sheet = (self.sheets.len() > 1).then(|| sheet.to_owned());
            Ok((taken, Besides { sheet, hidden: hidden.into_iter().collect(), merged: rows.filled }))
        })
    }

    fn merged(&mut self, sheet: &str) -> Result<Vec<Dimensions>, Unreadable> {
        self.file.merge_cells_by_sheet_name(sheet).map_err(broken)
    }
}

#[cfg(test)]
mod tests;
