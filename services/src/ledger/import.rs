//! What had happened before there was a ledger is written down once, as far as it is known: order and time are those of
//! the rows. Support that was taken back before is not known any more.

mod city;
mod journeys;
mod lists;
mod meetings;
mod people;

pub(crate) use city::{import_city, import_rule};
pub(crate) use journeys::recall;
pub(crate) use lists::import_lists;

use super::{Act, append, words::salted};
use crate::{
    Clock, Failure,
    store::{
        Tx, comments, ledger,
        legacy::{self, DoneRow},
        projections, regions,
    },
};
use domain::{
    comment::CommentKind,
    cycle::StageKind,
    ids::{AccountId, AgencyId, CommentId, CycleId, PlanId, ProposalId},
    ledger::{Event, Leg, PlanLeg, Subject},
    permission::Acting,
    plan::{FollowUpKind, Outcome, PlanState, PlanStatus, Stance},
    proposal::{EventKind, Position, ProposalEvent, Status},
    region::RegionCode,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Does nothing where anything is written already. Counters are made anew by a later migration. Of several servers that
/// start at one moment, one does it and the others wait.
pub(crate) async fn import(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    regions::lock_city(tx).await?;
    if ledger::is_empty(tx).await? {
        crowd(clock, tx).await?;
    }
    if !ledger::has_any(tx, "musrenbang").await? {
        agencies(clock, tx).await?;
        meetings::import(clock, tx).await?;
        people::import(clock, tx).await?;
    }
    Ok(())
}

/// The agency of each proposal that was sent.
async fn agencies(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    each_row!(tx, legacy::proposals, stored => {
        let Some(at) = stored.submitted_at else { continue };
        let event = Event::Assigned { agency: stored.agency_id.map(AgencyId) };
        let subject = Subject::Proposal(ProposalId(stored.id));
        append(|| clock.new_id(), tx, subject, vec![Act { at, acting: None, event }], true).await?;
    });
    Ok(())
}

/// Proposals and plans with what people said of them.
async fn crowd(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    let mut acts = said(tx).await?;
    collect_supports(tx, &mut acts).await?;
    let (mut proposals, mut plans) = (Vec::new(), Vec::new());
    each_row!(tx, legacy::proposals, stored => { proposals.push(stored) });
    each_row!(tx, legacy::plans, stored => { plans.push(stored) });
    for stored in &proposals {
        let mut of_proposal = sent(stored)?;
        acts.entry(stored.id).or_default().extend(journey(tx, stored).await?);
        of_proposal.extend(in_order(acts.remove(&stored.id)));
        of_proposal.extend(stored.merged_into.map(|into| Act {
            at: stored.status_since,
            acting: None,
            event: Event::Merged { into: ProposalId(into) },
        }));
        append(|| clock.new_id(), tx, Subject::Proposal(ProposalId(stored.id)), of_proposal, true).await?;
    }
    collect_stances(tx, &mut acts).await?;
    for stored in plans {
        let id = stored.id;
        acts.entry(id).or_default().extend(last_step(tx, stored).await?);
        append(|| clock.new_id(), tx, Subject::Plan(PlanId(id)), in_order(acts.remove(&id)), true).await?;
    }
    for (id, of_comment) in about_comments(tx).await? {
        append(|| clock.new_id(), tx, Subject::Comment(CommentId(id)), in_order(Some(of_comment)), true).await?;
    }
    Ok(())
}

type Acts = BTreeMap<Uuid, Vec<Act>>;

fn in_order(acts: Option<Vec<Act>>) -> Vec<Act> {
    let mut acts = acts.unwrap_or_default();
    acts.sort_by_key(|act| act.at);
    acts
}

fn by(account: Uuid, region: Option<RegionCode>) -> Acting {
    Acting { account: AccountId(account), role: None, region, agency: None }
}

fn code(table: &'static str, column: &'static str, text: Option<String>) -> Result<Option<RegionCode>, Failure> {
    text.map(|text| RegionCode::parse(&text).map_err(|_| Failure::inconsistent(table, column, text))).transpose()
}

fn sent(stored: &legacy::ProposalRow) -> Result<Vec<Act>, Failure> {
    let rt = code("regions", "code", stored.rt.clone())?;
    let sent = stored.submitted_at.zip(rt).map(|(at, rt)| Act {
        at,
        acting: Some(by(stored.author_id, None)),
        event: Event::Sent { rt, asked: None },
    });
    Ok(sent.into_iter().collect())
}

/// As far as it was written down; it ends where the proposal stands. Pages tell it as [`recall`] does.
async fn journey(tx: &mut Tx, stored: &legacy::ProposalRow) -> Result<Vec<Act>, Failure> {
    let wrong = |column, value: &dyn ToString| Failure::inconsistent("proposals", column, value.to_string());
    let mut acts = Vec::new();
    let mut last = None;
    for line in legacy::journeys::of_proposal(tx, stored.id).await? {
        let has_moved = line.from_stage.as_ref().is_some_and(|stage| *stage != line.to_stage)
            || line.from_status.as_ref().is_some_and(|status| *status != line.to_status);
        let leg = journeys::leg(tx, &line).await?;
        last = Some(leg.what);
        let event = if has_moved { Event::Moved(leg) } else { Event::Remarked(leg) };
        acts.push(Act { at: line.at, acting: journeys::hat(line.actor_id, line.role.as_deref()), event });
    }
    let position = Position {
        stage: StageKind::from_code(&stored.stage).ok_or_else(|| wrong("stage", &stored.stage))?,
        status: Status::from_code(&stored.status).ok_or_else(|| wrong("status", &stored.status))?,
    };
    if acts.is_empty() && position.status == Status::Draft {
        return Ok(acts);
    }
    let rank = stored.rank.and_then(|rank| u32::try_from(rank).ok());
    let remark = ProposalEvent::remark(last.unwrap_or(EventKind::Submitted), position);
    let event = ProposalEvent { until: stored.returned_until, cycle: Some(CycleId(stored.cycle_id)), ..remark };
    let stands = Event::Moved(Leg::of(&event, rank, None, None));
    acts.push(Act { at: stored.status_since, acting: None, event: stands });
    Ok(acts)
}

/// What a plan is by its last step.
async fn last_step(tx: &mut Tx, stored: legacy::PlanRow) -> Result<Option<Act>, Failure> {
    let wrong = |column, value: Option<String>| Failure::inconsistent("plans", column, value.unwrap_or_default());
    let Some(last) = legacy::journeys::of_plan(tx, stored.id).await?.pop() else { return Ok(None) };
    let state = PlanState {
        status: PlanStatus::from_code(&stored.status).ok_or_else(|| wrong("status", Some(stored.status)))?,
        closes_on: stored.closes_on,
        extended: stored.extended_at.is_some(),
        outcome: read(stored.outcome, Outcome::from_code).map_err(|code| wrong("outcome", code))?,
        follow_up: read(stored.follow_up, FollowUpKind::from_code).map_err(|code| wrong("follow_up", code))?,
    };
    let leg = PlanLeg { state, due_on: stored.due_on, ..journeys::plan_leg(tx, &last, state).await? };
    Ok(Some(Act { at: last.at, acting: journeys::hat(last.actor_id, last.role.as_deref()), event: Event::PlanMoved(leg) }))
}

/// A code that may be missing; one that is not known is given back.
fn read<T>(code: Option<String>, known: impl Fn(&str) -> Option<T>) -> Result<Option<T>, Option<String>> {
    let value = code.as_deref().map(known);
    match value {
        Some(None) => Err(code),
        value => Ok(value.flatten()),
    }
}

async fn collect_supports(tx: &mut Tx, acts: &mut Acts) -> Result<(), Failure> {
    each_row!(tx, projections::supports, row => {
        let home = code("supports", "home_code", row.home_code)?;
        let act = Act { at: row.supported_at, acting: Some(by(row.account_id, home.clone())), event: Event::SupportGiven { home } };
        acts.entry(row.proposal_id).or_default().push(act);
    });
    Ok(())
}

async fn collect_stances(tx: &mut Tx, acts: &mut Acts) -> Result<(), Failure> {
    each_row!(tx, projections::stances, row => {
        let stance = Stance::from_code(&row.stance).ok_or_else(|| Failure::inconsistent("stances", "stance", &row.stance))?;
        let of_plan = acts.entry(row.plan_id).or_default();
        let event = Event::StanceTaken { stance, local: row.local };
        of_plan.push(Act { at: row.taken_at, acting: Some(by(row.account_id, None)), event });
        if !row.counted {
            let event = Event::ResponderSettled { person: AccountId(row.account_id), local: None };
            of_plan.push(Act { at: row.taken_at, acting: None, event });
        }
    });
    Ok(())
}

/// What was said under each plan and proposal; every comment gets its salt.
async fn said(tx: &mut Tx) -> Result<Acts, Failure> {
    let mut acts = Acts::new();
    each_row!(tx, projections::comments, row => {
        let kind = CommentKind::from_code(&row.kind).ok_or_else(|| Failure::inconsistent("comments", "kind", &row.kind))?;
        let words = salted(&row.body)?;
        comments::set_salt(tx, CommentId(row.id), &words.salt).await?;
        let event = Event::Commented { comment: CommentId(row.id), said: kind, words: words.digest };
        acts.entry(row.subject_id).or_default().push(Act { at: row.created_at, acting: Some(by(row.author_id, None)), event });
    });
    Ok(acts)
}

/// Likes, and what is hidden.
async fn about_comments(tx: &mut Tx) -> Result<Acts, Failure> {
    let mut acts = Acts::new();
    each_row!(tx, projections::likes, row => {
        let act = Act { at: row.liked_at, acting: Some(by(row.account_id, None)), event: Event::Liked };
        acts.entry(row.comment_id).or_default().push(act);
    });
    let hidden: BTreeMap<Uuid, DoneRow> = legacy::hidden(tx).await?.into_iter().map(|row| (row.id, row)).collect();
    each_row!(tx, projections::comments, row => {
        let Some(DoneRow { at, actor_id: moderator, .. }) = hidden.get(&row.id).copied() else { continue };
        let reason = row.hidden_reason.unwrap_or_default();
        let words = salted(&reason)?;
        ledger::keep_words(tx, words.digest, &words.salt, &reason).await?;
        let acting = moderator.map(|moderator| by(moderator, None));
        let event = Event::CommentHidden { words: words.digest };
        acts.entry(row.id).or_default().push(Act { at, acting, event });
    });
    Ok(acts)
}
