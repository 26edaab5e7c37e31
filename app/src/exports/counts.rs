//! What residents answered to plans and what closed meetings said, for whoever counts it again.

use super::{Words, decimal};
use crate::lang::Voice;
use domain::{
    clock::Instant,
    export::{Column, MEETING_RESULTS, PLANS},
};
use services::{
    queries::open_counts::{MeetingResult, PlanRow},
    sheet::{Cell, Sheet},
};

pub fn plans(voice: Voice, plans: &[PlanRow], at: Instant) -> Sheet {
    let words = Words(voice);
    let row = |plan: &PlanRow| {
        vec![
            Cell::text(plan.id.to_string()),
            Cell::text(&plan.title),
            words.cell("plan_status", &plan.status),
            Cell::Integer(plan.supporting_local),
            Cell::Integer(plan.supporting - plan.supporting_local),
            Cell::Integer(plan.opposing_local),
            Cell::Integer(plan.opposing - plan.opposing_local),
        ]
    };
    sheet(&words, PLANS.as_slice(), plans.iter().map(row).collect(), at)
}

pub fn meeting_results(voice: Voice, results: &[MeetingResult], at: Instant) -> Sheet {
    let words = Words(voice);
    let row = |MeetingResult { number, item }: &MeetingResult| {
        vec![
            Cell::text(item.musrenbang_id.to_string()),
            Cell::text(item.proposal_id.to_string()),
            number.clone().into(),
            item.decision.as_ref().map_or(Cell::Empty, |code| words.cell("decision", code)),
            item.rank.into(),
            decimal(item.score, 2),
            item.frozen_local.into(),
            item.frozen_other.into(),
        ]
    };
    sheet(&words, MEETING_RESULTS.as_slice(), results.iter().map(row).collect(), at)
}

fn sheet(words: &Words, columns: &[Column], rows: Vec<Vec<Cell>>, at: Instant) -> Sheet {
    Sheet {
        names: ["data.title", "export_about.columns", "export_about.about"].map(|key| words.get(key)),
        columns: columns.iter().map(|column| words.column(*column)).collect(),
        about: vec![
            words.about("count", "export_about.count", rows.len().to_string()),
            words.about("at", "export_about.at", words.0.city.zone().local(at).to_rfc3339()),
            words.about("source", "export_about.source", "Rembuk".into()),
        ],
        rows: super::all(rows),
    }
}
