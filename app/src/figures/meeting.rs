//! The score table and the order of a meeting in words and figures.

use crate::{
    actions::shown::{Told, ToldLine},
    format,
    text::{self, t_code},
};
use domain::{
    clock::{Instant, Zone},
    ids::ProposalId,
    priority::{Criterion, Points},
    refusal::Refusal,
};
use services::{
    Clock,
    agenda::kept_order,
    commands::musrenbang::{Scored, TypedScore},
    queries::{
        meeting_page::{MeetingPage, OrderLine},
        meeting_scores::{Assessor, Scoring},
    },
    store::musrenbangs::GivenScore,
};
use std::cmp::Ordering;

/// A value that was just given, as it is stored; somebody's other window may have been first.
pub fn given_points(scoring: &Scoring, (proposal, criterion, points): TypedScore, scored: Scored, zone: Zone, now: Instant) -> Told {
    let known = scoring.criteria.all().iter().find(|known| known.id == criterion);
    let cell = known.map(|criterion| Cell::of(scoring, proposal, criterion)).unwrap_or_default();
    let is_stored = cell.mine == Some(points);
    let refused = if scored.own > 0 {
        text::refusal(&Refusal::NotOnYourself)
    } else if is_stored {
        String::new()
    } else {
        t!("scores.taken", value = cell.mine())
    };
    Told {
        lines: vec![ToldLine { of: cell.mine(), mark: cell.adds, words: cell.others }],
        stored: if is_stored { t!("scores.stored", time = format::hour(now, zone)) } else { String::new() },
        refused,
        next: assessors(&scoring.assessors, zone),
        seen: String::new(),
    }
}

/// One cell of the table.
#[derive(Clone, Debug, Default)]
pub struct Cell {
    pub mine: Option<Points>,
    /// What it adds while it is empty, and as 1 to 5, in hundredths, with spaces between.
    pub adds: String,
    /// What the others gave; empty where nobody did.
    pub others: String,
    /// What it adds as it stands.
    pub now: u32,
}

impl Cell {
    pub fn of(scoring: &Scoring, proposal: ProposalId, criterion: &Criterion) -> Self {
        let me = scoring.permit.acting().account;
        let given = scoring.given.iter().filter(|one| one.proposal == proposal && one.score.criterion == criterion.id);
        let (own, others): (Vec<&GivenScore>, Vec<&GivenScore>) = given.partition(|one| one.score.assessor == me);
        let mine = own.first().map(|one| one.score.points);
        let others: Vec<Points> = others.iter().map(|one| one.score.points).collect();
        let with = |mine: Option<Points>| criterion.adds_for(others.iter().copied().chain(mine)).0;
        let adds: Vec<String> = (0..=5).map(|points| with(Points::new(points).ok()).to_string()).collect();
        let list = others.iter().map(|points| points.get().to_string()).collect::<Vec<_>>().join(", ");
        let words = if others.is_empty() { String::new() } else { t!("scores.others", values = list) };
        Self { mine, adds: adds.join(" "), others: words, now: with(mine) }
    }

    /// As it stands in a field.
    pub fn mine(&self) -> String {
        self.mine.map(|points| points.get().to_string()).unwrap_or_default()
    }
}

/// `Yusnidar Contoh, petugas kelurahan: 12 nilai, terakhir 12 Januari 2027 pukul 14.30`, a line each.
pub fn assessors(all: &[Assessor], zone: Zone) -> String {
    let line = |one: &Assessor| {
        let office = one.role.map(|role| t_code("role", role.code())).unwrap_or_default();
        match one.last_at {
            Some(at) => t!("scores.assessor_last", name = one.name, office = office, count = one.values, at = format::instant(at, zone)),
            None => t!("scores.assessor", name = one.name, count = one.values),
        }
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The order as it is stored. `refused`: why a move was not made; empty where it was.
pub fn ordered(page: &MeetingPage, refused: String, clock: &Clock, zone: Zone) -> Told {
    let rows = page.order.iter().map(|line| {
        let (mark, words) = moved(line).unwrap_or_default();
        ToldLine { of: line.item.proposal.to_string(), mark, words }
    });
    let stored = if refused.is_empty() { t!("order.stored", time = format::hour(clock.now(), zone)) } else { String::new() };
    Told { lines: rows.collect(), next: clock.new_id().to_string(), seen: kept_order(&page.items).mark(), stored, refused }
}

/// `▲ dari urutan 4` and the reason; without a place where the moves have brought it back to the one that the score
/// gave it.
pub fn moved(line: &OrderLine) -> Option<(String, String)> {
    let moved = line.moved.as_ref()?;
    let badge = match line.place.cmp(&line.proposed) {
        Ordering::Less => format!("▲ {}", t!("meeting.moved_from", rank = line.proposed)),
        Ordering::Greater => format!("▼ {}", t!("meeting.moved_from", rank = line.proposed)),
        Ordering::Equal => t!("meeting.moved_back"),
    };
    Some((badge, text::said(moved.reason.text())))
}
