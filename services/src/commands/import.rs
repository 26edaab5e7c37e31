//! What all imports share: a table is read row by row in one unit of work, every bad row is named with its line,
//! column and value, every change with what it was before, and nothing is written unless nothing is wrong and writing
//! was asked for.

mod doubt;
pub mod forms;
mod report;

pub use doubt::{Doubt, RowDoubt};
pub(super) use report::{Change, Notes, RowOutcome, Wrong};
pub use report::{ImportReport, RowChange, RowProblem, Value};

use super::{Outcome, musrenbang::generate_musrenbangs};
use crate::{
    Failure,
    store::{agencies::Agency, cycles, musrenbangs},
    table::{self, Form, Row, Table, Unreadable, Upload, is_damaged},
    text::folded,
    unit::Unit,
};
use chrono::Datelike;
use domain::{
    ids::AgencyId,
    ledger::{SettingEvent, Subject},
    refusal::Refusal,
};

/// Reads a file under `form`; the other forms are known, so that a file of theirs is called by its name.
pub(super) fn read_table(file: impl Into<Upload>, form: &Form) -> Result<Result<Table, Unreadable>, Failure> {
    let others: Vec<&Form> = forms::ALL.into_iter().filter(|other| other.name != form.name).collect();
    table::read(file, form, &others)
}

/// Takes every row with `handle` and says what became of it.
pub(super) async fn take_rows(
    unit: &mut Unit,
    table: &Table,
    report: &mut ImportReport,
    mut handle: impl AsyncFnMut(&mut Unit, &Row, &mut Notes) -> RowOutcome,
) -> Outcome<()> {
    report.begin(table);
    for row in &table.rows {
        let mut notes = Notes::of(row);
        let outcome = match row.problem() {
            None => handle(unit, row, &mut notes).await?,
            Some((column, refusal)) => Err(Wrong::new(column, refusal)),
        };
        let damaged = row.cells().filter(|(_, text)| is_damaged(text));
        report.doubts.extend(damaged.map(|(column, _)| RowDoubt { line: row.line, column, doubt: Doubt::TextDamaged }));
        match outcome {
            Ok(change) => report.take(change, notes),
            Err(wrong) => report.problems.push(wrong.at(row)),
        }
    }
    Ok(())
}

/// Writes what was taken when that was asked for and nothing is wrong.
pub(super) async fn finish(mut unit: Unit, mut report: ImportReport, told: Told, apply: bool) -> Outcome<ImportReport> {
    if !report.is_refused() {
        let Told { subject, events, makes_seats } = told;
        if !events.is_empty() {
            unit.record_all(subject, events).await?;
        }
        if makes_seats && report.added > 0 {
            report.meetings = prepare_meetings(&mut unit).await?;
        }
        if apply && report.writes() {
            unit.commit().await?;
            report.was_written = true;
        }
    }
    Ok(report)
}

/// What an import adds and changes, as the ledger tells it; tables follow.
pub(super) struct Told {
    /// The planning year, or the city where a change is of no year.
    pub subject: Subject,
    /// None of what is about people: such an import writes their entries itself.
    pub events: Vec<SettingEvent>,
    /// Whether what is added has meetings of its own.
    pub makes_seats: bool,
}

/// Places and agencies that come later get their meetings in every year whose meetings are still ahead.
async fn prepare_meetings(unit: &mut Unit) -> Outcome<usize> {
    let this_year = unit.today().year();
    let mut made = 0;
    for cycle in cycles::all(&mut unit.tx).await? {
        let before = musrenbangs::number_of(&mut unit.tx, cycle.id).await?;
        if i32::from(cycle.plan_year) > this_year && before > 0 {
            generate_musrenbangs(unit, &cycle).await?;
            made += musrenbangs::number_of(&mut unit.tx, cycle.id).await?.saturating_sub(before);
        }
    }
    Ok(made)
}

/// An agency by code, short name or full name, in whatever case; else the ones there are.
pub(super) fn agency_named(agencies: &[Agency], column: &'static str, name: &str) -> Result<AgencyId, Wrong> {
    let wanted = folded(name);
    let fits = |text: &str| folded(text) == wanted;
    let found = agencies.iter().find(|agency| fits(&agency.code) || fits(&agency.short_name) || fits(&agency.name));
    let known = || agencies.iter().map(|agency| agency.short_name.clone()).collect();
    found.map(Agency::id).ok_or_else(|| Wrong::new(column, Refusal::AgencyUnknown).among(known()))
}
