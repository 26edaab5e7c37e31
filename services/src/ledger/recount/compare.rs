//! Each table that follows the ledger, row by row, against the fold.

mod ceilings;
mod lists;
mod meetings;
mod people;
mod recommendations;
mod settings;
mod words;
mod years;

use super::Difference;
use crate::{
    Failure,
    ledger::words::told_any,
    store::{Tx, projections},
};
use chrono::TimeDelta;
use domain::{
    clock::Instant,
    ids::{AccountId, CommentId, PlanId, ProposalId},
    ledger::{CommentFold, Digest, Fold, PlanFold, ProposalFold, ProposalState},
    plan::{Evaluation, FollowUpKind, Outcome, PlanState, ResponseRule},
    proposal::{Status, SupportCount},
    region::RegionCode,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Display,
};

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    proposals(tx, fold, found).await?;
    remarks(tx, fold, found).await?;
    recommendations::compare(tx, fold, found).await?;
    supports(tx, fold, found).await?;
    plans(tx, fold, found).await?;
    stances(tx, fold, found).await?;
    comments(tx, fold, found).await?;
    likes(tx, fold, found).await?;
    meetings::compare(tx, fold, found).await?;
    people::compare(tx, fold, found).await?;
    settings::compare(tx, fold, found).await?;
    years::compare(tx, fold, found).await?;
    ceilings::compare(tx, fold, found).await?;
    lists::compare(tx, fold, found).await?;
    words::compare(tx, fold, found).await
}

/// One row of a table.
struct Row<'a> {
    table: &'static str,
    key: String,
    found: &'a mut Vec<Difference>,
}

/// Versions before this one read the clock twice, for the row and for its entry: what lies closer together was one act.
const ONE_ACT: TimeDelta = TimeDelta::minutes(1);

fn is_one_act(one: Instant, other: Instant) -> bool {
    one.signed_duration_since(other).abs() < ONE_ACT
}

/// What stands where there is nothing.
const NOTHING: &str = "-";

fn shown<T: Display>(value: Option<T>) -> String {
    value.map_or_else(|| NOTHING.to_owned(), |value| value.to_string())
}

/// Words that are not those of their digest, or that are gone, are told apart from every text.
async fn words(tx: &mut Tx, named: Option<Digest>) -> Result<String, Failure> {
    match told_any(tx, named).await {
        Err(Failure::Inconsistent { .. }) => Ok(format!("? {}", shown(named))),
        told => told,
    }
}

impl Row<'_> {
    fn column(&mut self, column: &'static str, stored: impl ToString, computed: impl ToString) {
        let (stored, computed) = (stored.to_string(), computed.to_string());
        if stored != computed {
            self.found.push(Difference { table: self.table, row: self.key.clone(), column, stored, computed });
        }
    }

    /// The same act, to the minute.
    fn instant(&mut self, column: &'static str, stored: Option<Instant>, computed: Option<Instant>) {
        if !stored.zip(computed).is_some_and(|(stored, computed)| is_one_act(stored, computed)) {
            self.column(column, shown(stored), shown(computed));
        }
    }
}

async fn proposals(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let support = fold.support();
    let nothing = ProposalFold::default();
    let mut missing: BTreeSet<ProposalId> = fold.proposals.keys().copied().collect();
    each_row!(tx, projections::proposals, stored => {
        let id = ProposalId(stored.id);
        missing.remove(&id);
        let folded = fold.proposals.get(&id).unwrap_or(&nothing);
        let count = support.get(&id).copied().unwrap_or_default();
        let mut row = Row { table: "proposals", key: stored.id.to_string(), found };
        state(&mut row, &stored, folded.state);
        row.column("rt_id", shown(stored.rt.as_deref()), shown(folded.rt.as_ref()));
        if folded.rt.is_some() {
            row.column("agency_id", shown(stored.agency_id), shown(folded.agency));
        }
        asked(&mut row, &stored, folded);
        row.column("merged_into", shown(stored.merged_into), shown(folded.merged_into));
        // Once only those that an office had recorded were marked.
        if stored.seconded_by.is_some() || stored.is_recorded {
            let author = AccountId(stored.author_id);
            let next = stored.seconded_by.map(AccountId).filter(|by| !stored.is_recorded && folded.may_have_been_seconded_by(author, *by));
            row.column("seconded_by", shown(stored.seconded_by), shown(next.or_else(|| folded.seconded_by(author))));
        }
        let mut row = Row { table: "proposal_counts", key: stored.id.to_string(), found };
        row.column("support_count", shown(stored.support_count), count.total());
        row.column("support_local", shown(stored.support_local), count.local);
        row.column("support_rate", shown(stored.support_rate), rate(count, stored.rt_households, stored.kelurahan_households));
        row.column("comment_count", shown(stored.comment_count), folded.comments);
    });
    for id in missing {
        Row { table: "proposals", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

async fn remarks(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = ProposalFold::default();
    each_row!(tx, projections::remarks, stored => {
        let folded = fold.proposals.get(&ProposalId(stored.id)).unwrap_or(&nothing);
        let is_dismissed = folded.objection.is_some_and(|objection| objection.is_dismissed);
        let mut row = Row { table: "proposals", key: stored.id.to_string(), found };
        row.column("objection_due_on", shown(stored.objection_due_on), shown(folded.objection.map(|objection| objection.due_on)));
        row.column("objection_dismissed", stored.objection_dismissed, is_dismissed);
        row.column("works_percent", shown(stored.works_percent), shown(folded.works.map(|works| works.percent)));
        row.column("works_reported_at", shown(stored.works_reported_at), shown(folded.works.map(|works| works.at)));
    });
    Ok(())
}

/// What it asks for, as far as entries tell it.
fn asked(row: &mut Row, stored: &projections::ProposalRow, folded: &ProposalFold) {
    if folded.sent_at.is_some() {
        row.instant("submitted_at", stored.submitted_at, folded.sent_at);
    }
    let Some(asked) = &folded.asked else { return };
    row.column("physical", stored.physical, asked.physical);
    row.column("volume", shown(stored.volume), asked.volume.thousandths());
    row.column("cost", shown(stored.cost), asked.cost.amount());
    row.column("households", shown(stored.households), asked.households);
    row.column("people", shown(stored.people), shown(asked.people));
    row.column("first_year", shown(stored.first_year), asked.first_year);
}

/// Before its first step it is a draft, at whatever stage its year begins with.
fn state(row: &mut Row, stored: &projections::ProposalRow, folded: Option<ProposalState>) {
    row.column("status", &stored.status, folded.map_or(Status::Draft, |state| state.position.status).code());
    row.column("rank", shown(stored.rank), shown(folded.and_then(|state| state.rank)));
    row.column("returned_until", shown(stored.returned_until), shown(folded.and_then(|state| state.until)));
    let Some(state) = folded else { return };
    row.column("stage", &stored.stage, state.position.stage.code());
    row.column("status_since", stored.status_since, state.since);
    if let Some(cycle) = state.cycle {
        row.column("cycle_id", stored.cycle_id, cycle);
    }
}

/// Households that no number of a city can be are unknown ones.
fn rate(count: SupportCount, of_rt: i64, of_kelurahan: i64) -> u64 {
    let known = |households: i64| u32::try_from(households).unwrap_or(0);
    count.rate(known(of_rt), known(of_kelurahan))
}

async fn supports(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<(ProposalId, AccountId), Option<&RegionCode>> = BTreeMap::new();
    for (id, proposal) in &fold.proposals {
        missing.extend(proposal.supporters.iter().map(|(person, backing)| ((*id, *person), backing.home.as_ref())));
    }
    each_row!(tx, projections::supports, stored => {
        let key = format!("{} {}", stored.proposal_id, stored.account_id);
        let mut row = Row { table: "supports", key, found };
        match missing.remove(&(ProposalId(stored.proposal_id), AccountId(stored.account_id))) {
            Some(home) => row.column("home_code", shown(stored.home_code.as_deref()), shown(home)),
            None => row.column("account_id", stored.account_id, NOTHING),
        }
    });
    for ((proposal, person), _) in missing {
        Row { table: "supports", key: format!("{proposal} {person}"), found }.column("account_id", NOTHING, person);
    }
    Ok(())
}

async fn plans(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = PlanFold::default();
    let mut missing: BTreeSet<PlanId> = fold.plans.keys().copied().collect();
    each_row!(tx, projections::plans, stored => {
        let id = PlanId(stored.id);
        missing.remove(&id);
        let folded = fold.plans.get(&id).unwrap_or(&nothing);
        let answers = folded.answers();
        let mut row = Row { table: "plans", key: stored.id.to_string(), found };
        let (state, due_on) = folded.state.unwrap_or((PlanState::DRAFT, None));
        publication(&mut row, &stored, folded);
        row.column("status", stored.status, state.status.code());
        row.column("closes_on", shown(stored.closes_on), shown(state.closes_on));
        row.column("extended_at", stored.extended_at.is_some(), state.extended);
        row.column("outcome", shown(stored.outcome), shown(state.outcome.map(Outcome::code)));
        row.column("follow_up", shown(stored.follow_up), shown(state.follow_up.map(FollowUpKind::code)));
        row.column("due_on", shown(stored.due_on), shown(due_on));
        let figures = |evaluation: Option<Evaluation>| shown(evaluation.map(|evaluation| format!("{evaluation:?}")));
        // Before there was a ledger the figures of a period that had ended stood in the row alone.
        if folded.evaluation.is_some() || state.outcome.is_none() {
            row.column("evaluation", figures(stored.evaluation.map(|evaluation| evaluation.0)), figures(folded.evaluation));
        }
        let mut row = Row { table: "plan_counts", key: stored.id.to_string(), found };
        row.column("supporting", stored.supporting, answers.supporting);
        row.column("supporting_local", stored.supporting_local, answers.supporting_local);
        row.column("opposing", stored.opposing, answers.opposing);
        row.column("opposing_local", stored.opposing_local, answers.opposing_local);
        row.column("comment_count", stored.comment_count, folded.comments);
    });
    for id in missing {
        Row { table: "plans", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

/// Earlier versions told of the instant only with the whole journey, and of the rule only with the figures.
fn publication(row: &mut Row, stored: &projections::PlanRow, folded: &PlanFold) {
    if folded.state.is_none() || folded.published_at.is_some() {
        row.instant("published_at", stored.published_at, folded.published_at);
    }
    if folded.state.is_none() || folded.rule.is_some() {
        let rule = |rule: Option<ResponseRule>| shown(rule.map(|rule| format!("{rule:?}")));
        row.column("rule", rule(stored.rule.as_ref().map(|rule| rule.0)), rule(folded.rule));
    }
}

async fn stances(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing = BTreeMap::new();
    for (id, plan) in &fold.plans {
        missing.extend(plan.stances.iter().map(|(person, taken)| ((*id, *person), *taken)));
    }
    each_row!(tx, projections::stances, stored => {
        let key = format!("{} {}", stored.plan_id, stored.account_id);
        let mut row = Row { table: "stances", key, found };
        match missing.remove(&(PlanId(stored.plan_id), AccountId(stored.account_id))) {
            Some((stance, local)) => {
                row.column("stance", stored.stance, stance.code());
                row.column("local", shown(stored.counted.then_some(stored.local)), shown(local));
            }
            None => row.column("account_id", stored.account_id, NOTHING),
        }
    });
    for ((plan, person), _) in missing {
        Row { table: "stances", key: format!("{plan} {person}"), found }.column("account_id", NOTHING, person);
    }
    Ok(())
}

async fn comments(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = CommentFold::default();
    let mut missing: BTreeSet<CommentId> = fold.comments.keys().copied().collect();
    each_row!(tx, projections::comments, stored => {
        let id = CommentId(stored.id);
        missing.remove(&id);
        let folded = fold.comments.get(&id).unwrap_or(&nothing);
        let mut row = Row { table: "comments", key: stored.id.to_string(), found };
        row.column("like_count", stored.like_count, folded.likes.len());
        row.column("hidden_at", stored.hidden_at.is_some(), folded.is_hidden);
    });
    for id in missing {
        Row { table: "comments", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

async fn likes(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeSet<(CommentId, AccountId)> = BTreeSet::new();
    for (id, comment) in &fold.comments {
        missing.extend(comment.likes.iter().map(|person| (*id, *person)));
    }
    each_row!(tx, projections::likes, stored => {
        if !missing.remove(&(CommentId(stored.comment_id), AccountId(stored.account_id))) {
            let key = format!("{} {}", stored.comment_id, stored.account_id);
            Row { table: "comment_likes", key, found }.column("account_id", stored.account_id, NOTHING);
        }
    });
    for (comment, person) in missing {
        Row { table: "comment_likes", key: format!("{comment} {person}"), found }.column("account_id", NOTHING, person);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn instants_are_compared_to_the_minute() {
        let at = Instant::UNIX_EPOCH;
        let later = |seconds| Some(at + TimeDelta::seconds(seconds));
        let first = Some(at);
        for (stored, computed, differs) in [
            (first, first, false),
            (first, later(59), false),
            (later(59), first, false),
            (first, later(60), true),
            (later(60), first, true),
            (first, None, true),
            (None, first, true),
            (None, None, false),
        ] {
            let mut found = Vec::new();
            Row { table: "plans", key: String::new(), found: &mut found }.instant("published_at", stored, computed);
            assert_eq!(!found.is_empty(), differs, "{stored:?} {computed:?}");
        }
    }
}
