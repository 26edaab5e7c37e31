//! What an import found: counts, bad rows, changes and doubts. The words for them are the pages'.

use super::RowDoubt;
use crate::{
    commands::Outcome,
    table::{Besides, Row, Table, Unreadable},
};
use domain::{clock::Day, money::Rupiah, refusal::Refusal};
use std::fmt;

/// One thing wrong with an imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// As a text editor counts; the first line is 1.
    pub line: u64,
    pub column: &'static str,
    /// What stands there.
    pub value: String,
    pub refusal: Refusal,
    /// What might stand there instead, where that is a list.
    pub choices: Vec<String>,
}

/// A value before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Nothing,
    Text(String),
    Number(i64),
    Money(Rupiah),
    Day(Day),
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => number.fmt(f),
            Self::Money(amount) => amount.amount().fmt(f),
            Self::Day(day) => day.fmt(f),
        }
    }
}

impl From<Option<Day>> for Value {
    fn from(day: Option<Day>) -> Self {
        day.map_or(Self::Nothing, Self::Day)
    }
}

impl From<Option<Rupiah>> for Value {
    fn from(amount: Option<Rupiah>) -> Self {
        amount.map_or(Self::Nothing, Self::Money)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        if text.is_empty() { Self::Nothing } else { Self::Text(text.to_owned()) }
    }
}

/// One value that is another than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowChange {
    pub line: u64,
    /// The code of what is changed.
    pub of: String,
    pub column: &'static str,
    pub old: Value,
    pub new: Value,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    /// Why the file was not read at all.
    pub unreadable: Option<Unreadable>,
    pub problems: Vec<RowProblem>,
    pub changes: Vec<RowChange>,
    pub doubts: Vec<RowDoubt>,
    /// Known before and not named in the file; they stay as they are.
    pub absent: Vec<String>,
    /// Lines that are totals and notes.
    pub remarks: Vec<u64>,
    /// Headings that nothing was read from.
    pub ignored: Vec<String>,
    /// How the file calls a column, where it is not by its key.
    pub headings: Vec<(&'static str, String)>,
    pub besides: Besides,
    /// Meetings prepared for what was added.
    pub meetings: usize,
    /// One-time codes made for people who have no password yet.
    pub codes: usize,
    pub was_written: bool,
}

impl ImportReport {
    pub fn unreadable(why: Unreadable) -> Self {
        Self { unreadable: Some(why), ..Self::default() }
    }

    pub(super) fn begin(&mut self, table: &Table) {
        self.remarks.clone_from(&table.remarks);
        self.ignored.clone_from(&table.ignored);
        self.headings.clone_from(&table.headings);
        self.besides.clone_from(&table.besides);
    }

    pub(super) fn take(&mut self, change: Change, notes: Notes) {
        match change {
            Change::Added => self.added += 1,
            Change::None if notes.changes.is_empty() => self.unchanged += 1,
            Change::None => self.changed += 1,
        }
        self.changes.extend(notes.changes);
        self.doubts.extend(notes.doubts);
    }

    /// Nothing may be written of it.
    pub fn is_refused(&self) -> bool {
        self.unreadable.is_some() || !self.problems.is_empty()
    }

    /// Whether there is anything to write.
    pub fn writes(&self) -> bool {
        self.added + self.changed + self.meetings + self.codes > 0
    }
}

/// What became of one good row; that it changes something is read off its notes.
pub enum Change {
    Added,
    None,
}

/// The column of a bad row and what is wrong with it.
#[derive(Debug)]
pub struct Wrong {
    column: &'static str,
    refusal: Refusal,
    choices: Vec<String>,
}

impl Wrong {
    pub fn new(column: &'static str, refusal: Refusal) -> Self {
        Self { column, refusal, choices: Vec::new() }
    }

    /// With what might stand there.
    pub fn among(self, choices: Vec<String>) -> Self {
        Self { choices, ..self }
    }

    pub fn at(self, row: &Row) -> RowProblem {
        let Self { column, refusal, choices } = self;
        RowProblem { line: row.line, column, value: row.text(column).to_owned(), refusal, choices }
    }
}

/// How the handling of one row ends; the outer error stops the import.
pub type RowOutcome = Outcome<Result<Change, Wrong>>;

/// What is said of one row besides.
pub struct Notes {
    line: u64,
    pub changes: Vec<RowChange>,
    pub doubts: Vec<RowDoubt>,
}

impl Notes {
    pub fn of(row: &Row) -> Self {
        Self { line: row.line, changes: Vec::new(), doubts: Vec::new() }
    }

    /// Notes a value that is another than before.
    pub fn compare(&mut self, of: &str, column: &'static str, old: impl Into<Value>, new: impl Into<Value>) {
        let (old, new) = (old.into(), new.into());
        if old != new {
            self.changes.push(RowChange { line: self.line, of: of.to_owned(), column, old, new });
        }
    }

    pub fn doubt(&mut self, column: &'static str, doubt: super::Doubt) {
        self.doubts.push(RowDoubt { line: self.line, column, doubt });
    }
}
