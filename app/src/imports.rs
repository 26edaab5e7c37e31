//! What an import found, in words: a line for each bad row, each change and each thing to look at, and the sum.

use crate::{
    format,
    text::{refusal, t_code},
};
use domain::refusal::Refusal;
use services::{
    Problem,
    commands::{Doubt, ImportReport, ProposalImport, RowChange, RowDoubt, RowProblem, Value},
    table::{Besides, Mismatch, Unreadable},
};
use std::collections::BTreeMap;

/// How a file calls its columns, where it is not by their keys.
type Headings = [(&'static str, String)];

/// Names in one line are named up to here and then counted.
const MOST_NAMED: usize = 12;
const MOST_LETTERS: usize = 60;

/// All that is said of an import of a list, but for its end.
pub fn lines(report: &ImportReport) -> Vec<String> {
    let mut lines: Vec<String> = report.unreadable.iter().map(unreadable).collect();
    lines.extend(of_workbook(&report.besides));
    lines.extend(besides(&report.remarks, &report.ignored));
    lines.extend(doubts(&report.doubts, &report.headings));
    lines.extend(report.changes.iter().map(|change| changed(change, &report.headings)));
    if !report.absent.is_empty() {
        lines.push(t!("import.absent", count = report.absent.len(), names = named(&report.absent)));
    }
    lines.extend(problems(&report.problems, &report.headings));
    if !report.is_refused() {
        let ImportReport { added, changed, unchanged, meetings, .. } = report;
        lines.push(t!("import.counts", added = added, changed = changed, unchanged = unchanged));
        if *meetings > 0 {
            lines.push(t!("import.meetings", count = meetings));
        }
    }
    lines
}

/// All that is said of an import of proposals, but for its end.
pub fn proposal_lines(report: &ProposalImport) -> Vec<String> {
    let mut lines: Vec<String> = report.unreadable.iter().map(unreadable).collect();
    lines.extend(of_workbook(&report.besides));
    lines.extend(besides(&report.remarks, &report.ignored));
    lines.extend(doubts(&report.doubts, &report.headings));
    lines.extend(problems(&report.problems, &report.headings));
    if report.unreadable.is_none() {
        let ProposalImport { rows, added, unchanged, .. } = report;
        lines.push(t!("import.proposal_counts", rows = rows, added = added, unchanged = unchanged, wrong = report.wrong_rows()));
    }
    lines
}

/// How it ended: written, nothing to write, only checked, or refused.
pub fn outcome(was_written: bool, is_wrong: bool, applies: bool) -> String {
    match (was_written, is_wrong, applies) {
        (true, ..) => t!("import.written"),
        (false, true, _) => t!("import.nothing_written"),
        (false, false, true) => t!("import.nothing_new"),
        (false, false, false) => t!("import.checked"),
    }
}

/// A sentence without data: `no_year`.
pub fn said(code: &str) -> String {
    t_code("import", code)
}

pub fn cannot_read(file: &str, error: &str) -> String {
    t!("import.cannot_read", file = file, error = error)
}

pub fn no_password(count: usize) -> String {
    t!("import.no_password", count = count)
}

/// Where the codes went.
pub fn codes(count: usize, file: &str) -> String {
    t!("import.codes", count = count, file = file)
}

pub fn codes_lost(file: &str, error: &str) -> String {
    t!("import.codes_lost", file = file, error = error)
}

/// Why a file of codes was not made.
pub fn codes_not_made(file: &str, error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::AlreadyExists => t!("import.codes_exist", file = file),
        kind => t!("import.codes_no_place", file = file, error = kind),
    }
}

pub fn no_planner(contact: &str) -> String {
    t!("import.no_planner", contact = contact)
}

/// Fields of a command with what is wrong with each.
pub fn field_problems(problems: &[Problem]) -> String {
    problems.iter().map(|problem| format!("{}: {}", problem.field, refusal(&problem.refusal))).collect::<Vec<_>>().join(" ")
}

/// Why a file is not read at all, and what to do about it.
pub fn unreadable(why: &Unreadable) -> String {
    match why {
        Unreadable::Empty => t!("import.empty"),
        Unreadable::NoRows => t!("import.no_rows"),
        Unreadable::TooLarge { megabytes } => t!("import.too_large", megabytes = megabytes),
        Unreadable::Swollen { megabytes } => t!("import.swollen", megabytes = megabytes),
        Unreadable::NoSuchRow { row } => t!("import.no_such_row", row = row),
        Unreadable::Kind(kind) => t_code("import_kind", kind.code()),
        Unreadable::Encoding { line, near, guess } => t!("import.encoding", line = line, near = near, guess = guess),
        Unreadable::OtherForm { found } => t_code("import_form", found),
        Unreadable::AnotherCity { found, ours } => t!("import.another_city", found = found, ours = ours),
        Unreadable::Heading(mismatch) => heading(mismatch),
    }
}

/// One sentence: what is missing, what is there twice or unknown, what it was probably meant to be, what is expected.
fn heading(Mismatch { missing, unknown, double, expected }: &Mismatch) -> String {
    let mut parts = Vec::new();
    if !missing.is_empty() {
        parts.push(t!("import.heading_missing", names = missing.join(", ")));
    }
    if !double.is_empty() {
        parts.push(t!("import.heading_double", names = double.join(", ")));
    }
    let meant = unknown.iter().map(|(found, meant)| match meant {
        Some(meant) => t!("import.heading_meant", found = short(found), meant = meant),
        None => short(found),
    });
    let unknown: Vec<String> = meant.collect();
    if !unknown.is_empty() {
        parts.push(t!("import.heading_unknown", names = named(&unknown)));
    }
    t!("import.heading", parts = parts.join("; "), expected = expected.join(", "))
}

/// Every bad row with its line, column, value and reason.
fn problems(problems: &[RowProblem], headings: &Headings) -> Vec<String> {
    let line = |problem: &RowProblem| {
        let words = match problem.refusal {
            // On a page there is a list to choose from.
            Refusal::ChoiceUnknown => t!("import.choice_unknown"),
            _ => refusal(&problem.refusal),
        };
        let words = if problem.choices.is_empty() { words } else { t!("import.among", words = words, choices = named(&problem.choices)) };
        let column = column(problem.column, headings);
        if problem.value.is_empty() {
            t!("import.row", line = problem.line, column = column, words = words)
        } else {
            t!("import.row_value", line = problem.line, column = column, value = short(&problem.value), words = words)
        }
    };
    problems.iter().map(line).collect()
}

fn changed(change: &RowChange, headings: &Headings) -> String {
    let column = column(change.column, headings);
    t!("import.changed", line = change.line, of = short(&change.of), column = column, old = value(&change.old), new = value(&change.new))
}

fn value(value: &Value) -> String {
    match value {
        Value::Nothing => t!("import.nothing"),
        Value::Text(text) => short(text),
        Value::Number(number) => format::count(*number),
        Value::Money(amount) => amount.to_string(),
        Value::Day(day) => format::day(*day),
    }
}

/// Everything to look at, the rows with the same doubt together.
fn doubts(doubts: &[RowDoubt], headings: &Headings) -> Vec<String> {
    let mut lines: BTreeMap<(Doubt, &str), Vec<u64>> = BTreeMap::new();
    for doubt in doubts {
        lines.entry((doubt.doubt, doubt.column)).or_default().push(doubt.line);
    }
    let words = |doubt: Doubt| match doubt {
        Doubt::SimilarTo { line } => t!("import_doubt.similar_to", line = line),
        Doubt::BeginsBefore { stage } => t!("import_doubt.begins_before", stage = t_code("stage", stage.code())),
        Doubt::Overlaps { stage } => t!("import_doubt.overlaps", stage = t_code("stage", stage.code())),
        _ => t_code("import_doubt", doubt.code()),
    };
    lines
        .into_iter()
        .map(|((doubt, name), lines)| t!("import.look", lines = ranges(&lines), column = column(name, headings), words = words(doubt)))
        .collect()
}

/// The sheet that was read, and its rows that are not what they seem.
fn of_workbook(Besides { sheet, hidden, merged }: &Besides) -> Vec<String> {
    let mut lines: Vec<String> = sheet.iter().map(|name| t!("import.sheet", name = short(name))).collect();
    if !hidden.is_empty() {
        lines.push(t!("import.hidden", lines = ranges(hidden), count = hidden.len()));
    }
    if !merged.is_empty() {
        lines.push(t!("import.merged", lines = ranges(merged)));
    }
    lines
}

/// Lines and columns that were left out.
fn besides(remarks: &[u64], ignored: &[String]) -> Vec<String> {
    let mut lines = Vec::new();
    if !remarks.is_empty() {
        lines.push(t!("import.remarks", lines = ranges(remarks)));
    }
    if !ignored.is_empty() {
        lines.push(t!("import.ignored", names = named(ignored)));
    }
    lines
}

/// The column as the file calls it.
fn column(key: &str, headings: &Headings) -> String {
    headings.iter().find(|(known, _)| *known == key).map_or_else(|| key.to_owned(), |(_, heading)| heading.clone())
}

fn named(names: &[String]) -> String {
    let first: Vec<String> = names.iter().take(MOST_NAMED).map(|name| short(name)).collect();
    match names.len().saturating_sub(MOST_NAMED) {
        0 => first.join(", "),
        more => t!("import.and_more", names = first.join(", "), more = more),
    }
}

/// Long texts are cut and stand in one line.
fn short(text: &str) -> String {
    let text = domain::text::line(text);
    if text.chars().count() <= MOST_LETTERS { text } else { format!("{}…", text.chars().take(MOST_LETTERS).collect::<String>()) }
}

/// `2–5, 9` for 2, 3, 4, 5 and 9.
fn ranges(lines: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
            Some((_, last)) if *last == *line => {}
            Some((_, last)) if *last + 1 == *line => *last = *line,
            _ => runs.push((*line, *line)),
        }
    }
    let words = runs.into_iter().map(|(first, last)| if first == last { first.to_string() } else { format!("{first}–{last}") });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::money::Rupiah;

    #[test]
    fn lines_that_follow_each_other_are_a_range() {
        for (lines, words) in [(&[2, 3, 4, 5, 9][..], "2–5, 9"), (&[7], "7"), (&[1, 2, 2], "1–2"), (&[], "")] {
            assert_eq!(ranges(lines), words);
        }
    }

    #[test]
    fn a_bad_row_is_named_with_its_line_column_value_and_the_remedy() {
        let wrong = |value: &str, refusal, choices: &[&str]| RowProblem {
            line: 62,
            column: "level",
            value: value.into(),
            refusal,
            choices: choices.iter().map(|choice| (*choice).into()).collect(),
        };
        let found = problems(
            &[wrong("", Refusal::Required, &[]), wrong("desas", Refusal::ChoiceUnknown, &["kelurahan", "desa"])],
            &[("level", "Tingkat".into())],
        );
        assert_eq!(
            found,
            [
                "baris 62, kolom Tingkat: Isian ini wajib diisi.",
                "baris 62, kolom Tingkat, isi “desas”: Isinya tidak ada dalam daftar yang dikenal. Pilihan: kelurahan, desa.",
            ]
        );
    }

    #[test]
    fn a_change_is_shown_with_both_values() {
        let price = |amount| Value::Money(Rupiah::new(amount).expect("an amount"));
        let change = RowChange { line: 3, of: "JLN-01".into(), column: "unit_price", old: price(350_000), new: price(360_000) };
        assert_eq!(changed(&change, &[]), "baris 3, JLN-01, unit_price: Rp350.000 → Rp360.000");
        let day = |text: &str| Value::Day(text.parse().expect(text));
        let change = RowChange { line: 2, of: "rt".into(), column: "opens_on", old: Value::Nothing, new: day("2027-02-01") };
        assert_eq!(changed(&change, &[]), "baris 2, rt, opens_on: (kosong) → 1 Februari 2027");
    }

    #[test]
    fn a_heading_that_does_not_fit_is_one_sentence() {
        let mismatch = Mismatch {
            missing: vec!["short_name"],
            unknown: vec![("short_nane".into(), Some("short_name")), ("alamat".into(), None)],
            double: vec!["kode".into()],
            expected: vec!["code", "short_name", "name"],
        };
        let words = unreadable(&Unreadable::Heading(mismatch));
        assert!(words.contains("short_nane (mungkin maksudnya short_name)") && words.ends_with("code, short_name, name."), "{words}");
        assert_eq!(words.matches('.').count(), 2, "{words}");
    }

    #[test]
    fn nothing_is_called_written_when_nothing_was() {
        assert_eq!(outcome(false, false, true), "Tidak ada yang berubah; tidak ada yang ditulis.");
        assert_eq!(outcome(true, false, true), "Sudah ditulis.");
    }

    #[test]
    fn doubts_of_one_kind_are_one_line() {
        let doubt = |line, doubt| RowDoubt { line, column: "lat", doubt };
        let found = doubts(&[doubt(2, Doubt::FarAway), doubt(3, Doubt::SimilarTo { line: 2 }), doubt(3, Doubt::FarAway)], &[]);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("periksa baris 2–3, kolom lat: ") && found[1].contains("baris 2"), "{found:?}");
    }
}
