//! What an import found, in words: a line for each bad row, a line for each thing to look at, and the sum.

use crate::text::{refusal, t_code};
use domain::refusal::Refusal;
use services::commands::{Doubt, ImportReport, ProposalImport, RowDoubt, RowProblem};
use std::collections::BTreeMap;

/// Every bad row with its line, column and reason.
pub fn problems(problems: &[RowProblem]) -> Vec<String> {
    let words = |problem: &RowProblem| match problem.refusal {
        // On a page there is a list to choose from.
        Refusal::ChoiceUnknown => t!("import.choice_unknown"),
        _ => refusal(&problem.refusal),
    };
    problems.iter().map(|problem| t!("import.row", line = problem.line, column = problem.column, words = words(problem))).collect()
}

/// Everything to look at, the rows with the same doubt together.
pub fn doubts(doubts: &[RowDoubt]) -> Vec<String> {
    let mut lines: BTreeMap<(Doubt, &str), Vec<u64>> = BTreeMap::new();
    for doubt in doubts {
        lines.entry((doubt.doubt, doubt.column)).or_default().push(doubt.line);
    }
    let words = |doubt: Doubt| match doubt {
        Doubt::SimilarTo { line } => t!("import_doubt.similar_to", line = line),
        _ => t_code("import_doubt", doubt.code()),
    };
    lines
        .into_iter()
        .map(|((doubt, column), lines)| t!("import.look", lines = ranges(&lines), column = column, words = words(doubt)))
        .collect()
}

/// The counts of an import of proposals; together they are its rows.
pub fn proposal_counts(report: &ProposalImport) -> String {
    let ProposalImport { rows, added, unchanged, .. } = report;
    t!("import.proposal_counts", rows = rows, added = added, unchanged = unchanged, wrong = report.wrong_rows())
}

pub fn counts(report: &ImportReport) -> String {
    let ImportReport { added, changed, unchanged, .. } = report;
    t!("import.counts", added = added, changed = changed, unchanged = unchanged)
}

/// How it ended.
pub fn outcome(was_written: bool, is_wrong: bool) -> String {
    match (was_written, is_wrong) {
        (true, _) => t!("import.written"),
        (false, false) => t!("import.checked"),
        (false, true) => t!("import.nothing_written"),
    }
}

/// `2–5, 9` for 2, 3, 4, 5 and 9.
fn ranges(lines: &[u64]) -> String {
    let mut runs: Vec<(u64, u64)> = Vec::new();
    for line in lines {
        match runs.last_mut() {
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

    #[test]
    fn lines_that_follow_each_other_are_a_range() {
        for (lines, words) in [(&[2, 3, 4, 5, 9][..], "2–5, 9"), (&[7], "7"), (&[1, 2], "1–2"), (&[], "")] {
            assert_eq!(ranges(lines), words);
        }
    }

    #[test]
    fn a_bad_row_is_named_with_its_line_its_column_and_the_reason() {
        let wrong = |refusal| RowProblem { line: 62, column: "volume", refusal };
        let found = problems(&[wrong(Refusal::VolumeOutOfRange), wrong(Refusal::ChoiceUnknown)]);
        assert_eq!(
            found,
            [
                "baris 62, kolom volume: Volume harus lebih dari nol dan masuk akal.",
                "baris 62, kolom volume: Isinya tidak ada dalam daftar yang dikenal.",
            ]
        );
    }

    #[test]
    fn doubts_of_one_kind_are_one_line() {
        let doubt = |line, doubt| RowDoubt { line, column: "lat", doubt };
        let found = doubts(&[doubt(2, Doubt::FarAway), doubt(3, Doubt::SimilarTo { line: 2 }), doubt(3, Doubt::FarAway)]);
        assert_eq!(found.len(), 2);
        assert!(found[0].starts_with("periksa baris 2–3, kolom lat: ") && found[1].contains("baris 2"), "{found:?}");
    }
}
