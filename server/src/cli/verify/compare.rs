//! What is served against what the public log amounts to, column by column. Rows that only one of them has are
//! differences, too.

use super::served::{Served, ServedPlan, ServedProposal, ServedRegion, ServedResult};
use domain::{
    ids::{MusrenbangId, PlanId, ProposalId},
    ledger::{Asked, Fold, ItemFold, RegionSpan, RegionValues, public::PublicFold},
    musrenbang::Decision,
    priority::Hundredths,
    proposal::{SupportCount, years_waiting},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

pub const NOTHING: &str = "–";

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The code of its words.
    pub what: &'static str,
    pub row: String,
    pub column: &'static str,
    pub served: String,
    pub computed: String,
}

impl Difference {
    pub fn new(what: &'static str, row: String, column: &'static str, served: impl Display, computed: impl Display) -> Self {
        Self { what, row, column, served: served.to_string(), computed: computed.to_string() }
    }
}

pub fn compare(fold: &PublicFold, served: &Served, found: &mut Vec<Difference>) {
    proposals(fold, &served.proposals, found);
    plans(&fold.fold, &served.plans, found);
    results(&fold.fold, &served.results, found);
    regions(&fold.fold, &served.regions, found);
}

/// One row that both have.
struct Row<'a> {
    what: &'static str,
    row: String,
    found: &'a mut Vec<Difference>,
}

impl Row<'_> {
    fn column<T: Display + PartialEq>(&mut self, column: &'static str, served: T, computed: T) {
        if served != computed {
            self.found.push(Difference::new(self.what, self.row.clone(), column, served, computed));
        }
    }

    fn any<T: Display + PartialEq>(&mut self, column: &'static str, served: Option<T>, computed: Option<T>) {
        let shown = |value: Option<T>| value.map_or_else(|| NOTHING.to_owned(), |value| value.to_string());
        self.column(column, shown(served), shown(computed));
    }
}

fn proposals(fold: &PublicFold, served: &[ServedProposal], found: &mut Vec<Difference>) {
    let (support, ranks) = (fold.support(), ranks(&fold.fold));
    let sent = fold.fold.proposals.iter().filter(|(_, proposal)| proposal.rt.is_some());
    let mut missing: BTreeSet<ProposalId> = sent.map(|(id, _)| *id).collect();
    for one @ ServedProposal { id, number, stage, status, rank, score, support_local, support_other, .. } in served {
        missing.remove(id);
        let mut row = Row { what: "proposal", row: number.clone(), found };
        if let Some(asked) = fold.fold.proposals.get(id).and_then(|proposal| proposal.asked.as_ref()) {
            needs(&mut row, one, asked);
        }
        let position = fold.fold.proposals.get(id).and_then(|proposal| proposal.state).map(|state| state.position);
        row.any("stage", Some(stage.as_str()), position.map(|position| position.stage.code()));
        row.any("status", Some(status.as_str()), position.map(|position| position.status.code()));
        let item = ranks.get(id);
        row.any("rank", *rank, item.and_then(|(ranked, _)| *ranked));
        row.any("score", hundredths(*score), item.and_then(|(_, scored)| *scored));
        let SupportCount { local, other } = support.get(id).copied().unwrap_or_default();
        row.column("support_local", *support_local, local);
        row.column("support_other", *support_other, other);
    }
    found.extend(missing.into_iter().map(|id| Difference::new("proposal", id.to_string(), "id", NOTHING, id)));
}

/// What it asks for; the log of a version before this one does not tell it.
fn needs(row: &mut Row, served: &ServedProposal, asked: &Asked) {
    row.any("volume", served.volume.map(|volume| scaled(volume, 1_000.0)), u32::try_from(asked.volume.thousandths()).ok());
    row.any("estimated_cost", served.estimated_cost, Some(asked.cost.amount()));
    row.any("households", served.households, Some(asked.households));
    row.any("people", served.people, asked.people);
    row.column("years_waiting", served.years_waiting, years_waiting(served.plan_year, asked.first_year));
}

/// Rank and score of the latest meeting that gave one.
fn ranks(fold: &Fold) -> BTreeMap<ProposalId, (Option<u32>, Option<u32>)> {
    let mut items: Vec<(ProposalId, &ItemFold)> =
        fold.meetings.values().flat_map(|meeting| meeting.items.iter().map(|(id, item)| (*id, item))).collect();
    items.sort_by_key(|(_, item)| item.arrived_at);
    let mut latest: BTreeMap<ProposalId, (Option<u32>, Option<u32>)> = BTreeMap::new();
    for (id, item) in items {
        let (rank, score) = latest.entry(id).or_default();
        *rank = item.rank.or(*rank);
        *score = total(item).or(*score);
    }
    latest
}

fn total(item: &ItemFold) -> Option<u32> {
    item.total.map(|Hundredths(total)| total)
}

/// As files write a score: with at most two decimals.
fn hundredths(score: Option<f64>) -> Option<u32> {
    score.map(|score| scaled(score, 100.0))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is rounded, and neither negative nor large")]
fn scaled(number: f64, by: f64) -> u32 {
    (number * by).round() as u32
}

fn plans(fold: &Fold, served: &[ServedPlan], found: &mut Vec<Difference>) {
    let mut missing: BTreeSet<PlanId> = fold.plans.iter().filter(|(_, plan)| plan.state.is_some()).map(|(id, _)| *id).collect();
    for plan in served {
        missing.remove(&plan.id);
        let mut row = Row { what: "plan", row: plan.id.to_string(), found };
        let folded = fold.plans.get(&plan.id);
        let status = folded.and_then(|plan| plan.state).map(|(state, _)| state.status.code());
        row.any("status", Some(plan.status.as_str()), status);
        let answers = folded.map(domain::ledger::PlanFold::answers).unwrap_or_default();
        row.column("supporting_local", plan.supporting_local, answers.supporting_local);
        row.column("supporting_other", plan.supporting_other, answers.supporting - answers.supporting_local);
        row.column("opposing_local", plan.opposing_local, answers.opposing_local);
        row.column("opposing_other", plan.opposing_other, answers.opposing - answers.opposing_local);
    }
    found.extend(missing.into_iter().map(|id| Difference::new("plan", id.to_string(), "id", NOTHING, id)));
}

fn results(fold: &Fold, served: &[ServedResult], found: &mut Vec<Difference>) {
    let mut missing: BTreeMap<(MusrenbangId, ProposalId), &ItemFold> = BTreeMap::new();
    for (id, meeting) in fold.meetings.iter().filter(|(_, meeting)| meeting.status.has_closed()) {
        missing.extend(meeting.items.iter().map(|(proposal, item)| ((*id, *proposal), item)));
    }
    for result in served {
        let key = format!("{} {}", result.meeting_id, result.id);
        let Some(item) = missing.remove(&(result.meeting_id, result.id)) else {
            found.push(Difference::new("meeting", key, "id", result.id, NOTHING));
            continue;
        };
        let mut row = Row { what: "meeting", row: key, found };
        row.any("decision", result.decision.as_deref(), item.decision.map(Decision::code));
        row.any("rank", result.rank, item.rank);
        row.any("score", hundredths(result.score), total(item));
        row.any("support_local", result.support_local, item.frozen.map(|frozen| frozen.local));
        row.any("support_other", result.support_other, item.frozen.map(|frozen| frozen.other));
    }
    let missing = missing.into_keys().map(|(meeting, id)| Difference::new("meeting", format!("{meeting} {id}"), "id", NOTHING, id));
    found.extend(missing);
}

/// Households, by which support is weighed. The log of a version before this one does not tell them, or not all.
fn regions(fold: &Fold, served: &[ServedRegion], found: &mut Vec<Difference>) {
    let told = &fold.lists.regions;
    if told.is_empty() || fold.lists.regions_half_told {
        return;
    }
    let mut missing: BTreeMap<&RegionSpan, &RegionValues> = told.iter().filter(|(_, region)| region.to.is_none()).collect();
    for ServedRegion { of, name, households } in served {
        missing.remove(of);
        let mut row = Row { what: "region", row: of.code.to_string(), found };
        let region = told.get(of);
        row.any("name", Some(name.as_str()), region.map(|region| region.name.as_str()));
        row.any("households", Some(*households), region.map(|region| region.households));
    }
    let missing = missing.into_keys().map(|of| Difference::new("region", of.code.to_string(), "code", NOTHING, &of.code));
    found.extend(missing);
}
