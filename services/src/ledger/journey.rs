//! What pages tell of the journeys of proposals and plans: their entries in their order, with the words beside them. Words
//! that were erased are empty.

use super::words::{Told, told_words};
use crate::{
    Failure,
    store::{
        Tx, ledger,
        plans::announcements,
        proposals::{self, ExportRow, ProposalFilter},
    },
};
use domain::{
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{PlanId, ProposalId, RegionId},
    ledger::{Digest, Event, Leg, PlanLeg},
    money::Rupiah,
    plan::{Evaluation, FollowUpKind, PlanEventKind, PlanStatus},
    proposal::{Position, ProposalEvent, Status},
    reason::{Note, Reason, ReasonCode},
    region::{RegionCode, RegionLevel},
};

/// A step of a proposal, or what was said of it without one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    pub at: Instant,
    /// As it was called then; empty for acts of the machine itself.
    pub office: String,
    pub rank: Option<u32>,
    pub event: ProposalEvent,
}

/// A step of a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedPlanEvent {
    pub at: Instant,
    /// As it was called then; empty for what the clock did.
    pub office: String,
    pub kind: PlanEventKind,
    pub to: PlanStatus,
    /// The last day of answers, where it was said.
    pub closes_on: Option<Day>,
    pub due_on: Option<Day>,
    pub evaluation: Option<Evaluation>,
    pub follow_up: Option<FollowUpKind>,
    pub amount: Option<Rupiah>,
    pub reason: Option<ReasonCode>,
    /// The office's own words, those of a reason among them.
    pub note: Option<Note>,
}

/// A decision on a proposal, with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatestDecision {
    pub decided: proposals::Decided,
    pub reason: Option<Reason>,
}

/// What an agency announced as its follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub announcement: announcements::Announcement,
    /// The agency's own words.
    pub note: Option<Note>,
}

/// The whole journey, oldest step first.
pub async fn proposal_journey(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<RecordedEvent>, Failure> {
    let legs = ledger::journey(tx, proposal.into()).await?.into_iter().filter_map(|entry| match entry.event {
        Event::Moved(leg) | Event::Remarked(leg) | Event::Recalled(leg) => Some((entry.at, leg)),
        _ => None,
    });
    let legs: Vec<(Instant, Leg)> = legs.collect();
    let named: Vec<Option<Digest>> = legs.iter().flat_map(|(_, leg)| [leg.words, leg.note]).collect();
    let told = told_words(tx, &named).await?;
    let mut journey: Vec<RecordedEvent> = Vec::with_capacity(legs.len());
    for (at, leg) in legs {
        let before = journey.last().map(|last| last.event.to);
        journey.push(step(&told, at, &leg, before)?);
    }
    Ok(journey)
}

fn step(told: &Told, at: Instant, leg: &Leg, before: Option<Position>) -> Result<RecordedEvent, Failure> {
    let to = Position { stage: leg.stage, status: leg.status };
    let event = ProposalEvent {
        from: before.unwrap_or(Position { stage: StageKind::Rt, status: Status::Draft }),
        reason: told.reason(leg.reason, leg.words)?,
        note: told.note(leg.note)?,
        amount: leg.amount,
        recommended: leg.recommended,
        percent: leg.percent,
        until: leg.until,
        into: leg.other,
        cycle: leg.cycle,
        ..ProposalEvent::remark(leg.what, to)
    };
    Ok(RecordedEvent { at, office: leg.office.clone(), rank: leg.rank, event })
}

/// The whole journey, oldest step first.
pub async fn plan_journey(tx: &mut Tx, plan: PlanId) -> Result<Vec<RecordedPlanEvent>, Failure> {
    let legs = ledger::journey(tx, plan.into()).await?.into_iter().filter_map(|entry| match entry.event {
        Event::PlanMoved(leg) | Event::PlanRecalled(leg) => Some((entry.at, leg)),
        _ => None,
    });
    let legs: Vec<(Instant, PlanLeg)> = legs.collect();
    let named: Vec<Option<Digest>> = legs.iter().map(|(_, leg)| leg.words).collect();
    let told = told_words(tx, &named).await?;
    legs.iter().map(|(at, leg)| plan_step(&told, *at, leg)).collect()
}

/// What a plan is after a step says more than the step did.
fn plan_step(told: &Told, at: Instant, leg: &PlanLeg) -> Result<RecordedPlanEvent, Failure> {
    let opens = matches!(leg.what, PlanEventKind::Published | PlanEventKind::Extended);
    Ok(RecordedPlanEvent {
        at,
        office: leg.office.clone(),
        kind: leg.what,
        to: leg.state.status,
        closes_on: leg.state.closes_on.filter(|_| opens),
        due_on: leg.due_on,
        evaluation: leg.evaluation,
        follow_up: leg.state.follow_up.filter(|_| leg.what == PlanEventKind::FollowedUp),
        amount: leg.amount,
        reason: leg.reason,
        note: told.note(leg.words)?,
    })
}

/// The latest decisions on the proposals of a place, the newest first.
pub async fn latest_decisions(tx: &mut Tx, place: (RegionLevel, RegionId), limit: i64) -> Result<Vec<LatestDecision>, Failure> {
    let decided = proposals::latest_decided(tx, place, limit).await?;
    let named: Vec<Option<Digest>> = decided.iter().map(|one| one.leg.words).collect();
    let told = told_words(tx, &named).await?;
    let with_words = |decided: proposals::Decided| {
        let reason = told.reason(decided.leg.reason, decided.leg.words)?;
        Ok(LatestDecision { decided, reason })
    };
    decided.into_iter().map(with_words).collect()
}

/// The follow-ups of plans that affect a region, the newest first.
pub async fn latest_announcements(tx: &mut Tx, region: &RegionCode, limit: i64) -> Result<Vec<Announced>, Failure> {
    let announced = announcements::announcements(tx, region, limit).await?;
    let named: Vec<Option<Digest>> = announced.iter().map(|one| one.leg.words).collect();
    let told = told_words(tx, &named).await?;
    let with_words = |announcement: announcements::Announcement| {
        let note = told.note(announcement.leg.words)?;
        Ok(Announced { announcement, note })
    };
    announced.into_iter().map(with_words).collect()
}

/// Rows that people take away, with the reasons in words; see [`proposals::export()`].
pub async fn export(tx: &mut Tx, filter: &ProposalFilter, after: &str, limit: i64) -> Result<Vec<ExportRow>, Failure> {
    let mut rows = proposals::export(tx, filter, after, limit).await?;
    let named: Vec<Option<Digest>> = rows.iter().map(ExportRow::words).collect();
    let told = told_words(tx, &named).await?;
    for row in &mut rows {
        row.reason_text = told.text(row.words()).map(str::to_owned);
    }
    Ok(rows)
}
