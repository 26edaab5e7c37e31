//! The journeys of proposals and plans as a log beside the ledger had told them, leg by leg.

use super::{Act, append, by};
use crate::{
    Failure,
    ledger::words::kept,
    store::{
        Tx,
        ledger::{self, outbox},
        legacy::{
            self,
            journeys::{self, PlanLine, ProposalLine},
        },
        regions,
    },
};
use domain::{
    account::Role,
    cycle::StageKind,
    ids::{PlanId, ProposalId},
    ledger::{Event, Leg, PlanLeg, Subject},
    permission::Acting,
    plan::{PlanEventKind, PlanState, PlanStatus},
    proposal::{EventKind, Status},
    reason::ReasonCode,
};
use uuid::Uuid;

/// Tells all journeys again before the log of before goes, under the ids of its lines; does nothing where that was
/// done.
pub(crate) async fn recall(tx: &mut Tx) -> Result<(), Failure> {
    regions::lock_city(tx).await?;
    if ledger::has_recalled(tx).await? {
        return Ok(());
    }
    each_row!(tx, legacy::proposals, stored => {
        let (mut acts, mut ids) = (Vec::new(), Vec::new());
        for line in journeys::of_proposal(tx, stored.id).await? {
            ids.push(line.id);
            let event = Event::Recalled(leg(tx, &line).await?);
            acts.push(Act { at: line.at, acting: hat(line.actor_id, line.role.as_deref()), event });
        }
        write(tx, Subject::Proposal(ProposalId(stored.id)), acts, ids).await?;
    });
    each_row!(tx, legacy::plans, stored => {
        let (mut acts, mut ids) = (Vec::new(), Vec::new());
        let mut state = PlanState::DRAFT;
        for line in journeys::of_plan(tx, stored.id).await? {
            ids.push(line.id);
            let leg = plan_leg(tx, &line, state).await?;
            state = leg.state;
            acts.push(Act { at: line.at, acting: hat(line.actor_id, line.role.as_deref()), event: Event::PlanRecalled(leg) });
        }
        write(tx, Subject::Plan(PlanId(stored.id)), acts, ids).await?;
    });
    Ok(())
}

async fn write(tx: &mut Tx, subject: Subject, acts: Vec<Act>, ids: Vec<Uuid>) -> Result<(), Failure> {
    let mut ids = ids.into_iter();
    let entries = append(|| ids.next().unwrap_or_default(), tx, subject, acts, true).await?;
    outbox::announce(tx, &entries).await
}

pub(super) fn hat(actor: Option<Uuid>, role: Option<&str>) -> Option<Acting> {
    actor.map(|actor| Acting { role: role.and_then(Role::from_code), ..by(actor, None) })
}

fn wrong(column: &'static str, value: &str) -> Failure {
    Failure::inconsistent("proposal_events", column, value)
}

fn said(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// A line as the ledger says it.
pub(super) async fn leg(tx: &mut Tx, line: &ProposalLine) -> Result<Leg, Failure> {
    let detail = &line.detail.0;
    let reason = line.reason_code.as_deref().map(|code| ReasonCode::from_code(code).ok_or_else(|| wrong("reason_code", code)));
    Ok(Leg {
        what: EventKind::from_code(&line.kind).ok_or_else(|| wrong("kind", &line.kind))?,
        stage: StageKind::from_code(&line.to_stage).ok_or_else(|| wrong("to_stage", &line.to_stage))?,
        status: Status::from_code(&line.to_status).ok_or_else(|| wrong("to_status", &line.to_status))?,
        rank: line.rank.map(u32::try_from).transpose().map_err(|_| wrong("rank", &line.kind))?,
        reason: reason.transpose()?,
        office: line.office.clone(),
        words: kept(tx, line.reason_text.as_deref()).await?,
        note: kept(tx, detail.note.as_deref()).await?,
        amount: detail.amount,
        recommended: None,
        percent: detail.percent,
        until: detail.until,
        other: detail.into,
        cycle: detail.cycle,
    })
}

/// A line as the ledger says it; `before` is what the plan was until then.
pub(super) async fn plan_leg(tx: &mut Tx, line: &PlanLine, before: PlanState) -> Result<PlanLeg, Failure> {
    let wrong = |column, value: &str| Failure::inconsistent("plan_events", column, value);
    let detail = &line.detail.0;
    let what = PlanEventKind::from_code(&line.kind).ok_or_else(|| wrong("kind", &line.kind))?;
    let was_extended = what == PlanEventKind::Extended;
    let state = PlanState {
        status: PlanStatus::from_code(&line.to_status).ok_or_else(|| wrong("to_status", &line.to_status))?,
        closes_on: detail.closes_on.or(before.closes_on),
        extended: before.extended || was_extended,
        outcome: detail.evaluation.map(|evaluation| evaluation.outcome).or(before.outcome.filter(|_| !was_extended)),
        follow_up: detail.follow_up.or(before.follow_up),
    };
    Ok(PlanLeg {
        what,
        state,
        due_on: detail.due_on,
        reason: detail.reason,
        words: kept(tx, said(&line.note)).await?,
        office: line.office.clone(),
        rule: None,
        evaluation: detail.evaluation,
        amount: detail.amount,
    })
}
