//! Meetings that were held before there was a ledger, as far as they were written down: what came before them, the
//! values as they were in the end, the moves, the order and the decisions, each closing and why it was opened again.

use super::{Act, append, by};
use crate::{
    Clock, Failure,
    ledger::words::kept,
    store::{
        Tx, legacy,
        musrenbangs::{self, Place},
        projections::{self, ItemRow, MeetingRow},
    },
};
use domain::{
    account::Role,
    clock::Instant,
    ids::{CriterionId, DelegateId, MusrenbangId, ProposalId},
    ledger::{Digest, Event, Frozen, Given, NotesRecord, OpeningRecord, Order, OrderPlace, Subject},
    musrenbang::{Attendance, Decision},
    permission::Acting,
    priority::{Hundredths, Points, ScoreCard},
    reason::ReasonCode,
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) async fn import(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    let mut items: BTreeMap<Uuid, Vec<ItemRow>> = BTreeMap::new();
    each_row!(tx, projections::items, row => { items.entry(row.musrenbang_id).or_default().push(row) });
    let mut scores: BTreeMap<(Uuid, Uuid), Vec<Given>> = BTreeMap::new();
    each_row!(tx, projections::scores, row => {
        let points = u8::try_from(row.value).ok().and_then(|value| Points::new(value).ok());
        let points = points.ok_or_else(|| Failure::inconsistent("scores", "value", row.value))?;
        let (proposal, criterion) = (ProposalId(row.proposal_id), CriterionId(row.criterion_id));
        scores.entry((row.musrenbang_id, row.assessor_id)).or_default().push(Given { proposal, criterion, points });
    });
    let mut delegates: BTreeMap<Uuid, Vec<(Uuid, bool)>> = BTreeMap::new();
    each_row!(tx, projections::delegates, row => { delegates.entry(row.musrenbang_id).or_default().push((row.id, row.woman)) });
    let mut minutes: BTreeMap<Uuid, Vec<(u16, Digest, Instant)>> = BTreeMap::new();
    each_row!(tx, projections::minutes, row => {
        let hash = row.hash.try_into().map_err(|_| Failure::inconsistent("minutes", "hash", row.musrenbang_id))?;
        let version = u16::try_from(row.version).map_err(|_| Failure::inconsistent("minutes", "version", row.version))?;
        minutes.entry(row.musrenbang_id).or_default().push((version, Digest(hash), row.closed_at));
    });
    each_row!(tx, projections::meetings, meeting => {
        let before = items.remove(&meeting.id).unwrap_or_default();
        let held = meeting.opened_at.unwrap_or_else(|| clock.now());
        let mut acts = arrivals(&before)?;
        acts.extend(papers(tx, &meeting, held).await?);
        let machine = |event| Act { at: held, acting: None, event };
        let named = delegates.remove(&meeting.id).unwrap_or_default();
        acts.extend(named.into_iter().map(|(id, is_woman)| machine(Event::DelegateNamed { delegate: DelegateId(id), is_woman })));
        for ((_, assessor), given) in scores.extract_if((meeting.id, Uuid::nil())..=(meeting.id, Uuid::max()), |_, _| true) {
            acts.push(Act { at: held, acting: Some(by(assessor, None)), event: Event::Scored { given } });
        }
        acts.extend(moves(tx, &meeting).await?);
        acts.extend(order(tx, &before, held).await?);
        acts.extend(decisions(tx, before, held).await?);
        acts.extend(closings(tx, &meeting, minutes.remove(&meeting.id).unwrap_or_default()).await?);
        if !acts.is_empty() {
            append(|| clock.new_id(), tx, Subject::Musrenbang(MusrenbangId(meeting.id)), acts, true).await?;
        }
    });
    Ok(())
}

fn number(column: &'static str, value: i64) -> Result<u32, Failure> {
    u32::try_from(value).map_err(|_| Failure::inconsistent("musrenbang_items", column, value))
}

fn arrivals(items: &[ItemRow]) -> Result<Vec<Act>, Failure> {
    let arrival = |item: &ItemRow| {
        let frozen = match (item.frozen_local, item.frozen_other, item.frozen_at) {
            (Some(local), Some(other), Some(at)) => {
                Some(Frozen { local: number("frozen_local", local)?, other: number("frozen_other", other)?, at })
            }
            _ => None,
        };
        let event = Event::ItemArrived { proposal: ProposalId(item.proposal_id), frozen };
        Ok(Act { at: item.arrived_at, acting: None, event })
    };
    items.iter().map(arrival).collect()
}

/// Day, opening and notes as they are.
async fn papers(tx: &mut Tx, meeting: &MeetingRow, held: Instant) -> Result<Vec<Act>, Failure> {
    let text = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let mut events = Vec::new();
    let place = kept(tx, text(&meeting.place).as_deref()).await?;
    if meeting.scheduled_on.is_some() || (place.is_some() && meeting.opened_at.is_none()) {
        events.push(Event::Scheduled { on: meeting.scheduled_on, place });
    }
    if let (Some(total), Some(women), Some(_)) = (meeting.attendance, meeting.attendance_women, meeting.opened_at) {
        let leader = kept(tx, text(&meeting.leader).as_deref()).await?;
        let attendance = Attendance { total: number("attendance", total)?, women: number("attendance_women", women)? };
        events.push(Event::MeetingOpened(OpeningRecord { place, leader, attendance }));
    }
    let women = kept(tx, text(&meeting.women_note).as_deref()).await?;
    let ceiling = kept(tx, text(&meeting.ceiling_note).as_deref()).await?;
    let dissent = kept(tx, text(&meeting.dissent).as_deref()).await?;
    if meeting.by_vote || [women, ceiling, dissent].iter().any(Option::is_some) {
        events.push(Event::NotesWritten(NotesRecord { women, ceiling, dissent, by_vote: meeting.by_vote }));
    }
    Ok(events.into_iter().map(|event| Act { at: held, acting: None, event }).collect())
}

async fn moves(tx: &mut Tx, meeting: &MeetingRow) -> Result<Vec<Act>, Failure> {
    let mut acts = Vec::new();
    for row in legacy::moves(tx, meeting.id).await? {
        let event = Event::RankMoved {
            proposal: ProposalId(row.proposal_id),
            from: number("from_rank", row.from_rank)?,
            to: number("to_rank", row.to_rank)?,
            reason: ReasonCode::from_code(&row.reason_code),
            words: kept(tx, Some(&row.reason_text)).await?,
            order: Vec::new(),
        };
        acts.push(Act { at: row.at, acting: Some(by(row.actor_id, None)), event });
    }
    Ok(acts)
}

/// The places as they were in the end. What got one without a score counts as put there by it.
async fn order(tx: &mut Tx, items: &[ItemRow], held: Instant) -> Result<Option<Act>, Failure> {
    let mut places = Vec::new();
    for item in items {
        let Some(rank) = item.rank.map(|rank| number("rank", rank)).transpose()? else { continue };
        let proposal = ProposalId(item.proposal_id);
        let (proposed, total) = match (item.proposed_rank, item.score) {
            (Some(proposed), Some(score)) => (number("proposed_rank", proposed)?, Hundredths(number("score", score)?)),
            _ => {
                let place = Place { proposed: rank, rank, card: &ScoreCard::none() };
                musrenbangs::set_place(tx, MusrenbangId(item.musrenbang_id), proposal, place).await?;
                (rank, Hundredths(0))
            }
        };
        places.push(OrderPlace { proposal, proposed, rank, total });
    }
    places.sort_by_key(|place| place.rank);
    let order = Order { places, ..Order::default() };
    Ok((!order.places.is_empty()).then_some(Act { at: held, acting: None, event: Event::OrderProposed(order) }))
}

async fn decisions(tx: &mut Tx, items: Vec<ItemRow>, held: Instant) -> Result<Vec<Act>, Failure> {
    let mut acts = Vec::new();
    // A reason may have outlived the decision that was taken back.
    for item in items.into_iter().filter(|item| item.decision.is_some() || item.reason_code.is_some()) {
        let known =
            |code: &str| Decision::from_code(code).ok_or_else(|| Failure::inconsistent("musrenbang_items", "decision", item.proposal_id));
        let decision = item.decision.as_deref().map(known).transpose()?;
        let reason = item.reason_code.as_deref().and_then(ReasonCode::from_code);
        let words = kept(tx, item.reason_text.as_deref()).await?;
        let event = Event::ItemDecided { proposal: ProposalId(item.proposal_id), decision, reason, words };
        acts.push(Act { at: held, acting: None, event });
    }
    Ok(acts)
}

/// Each version of the minutes, and why it was opened again before the next.
async fn closings(tx: &mut Tx, meeting: &MeetingRow, minutes: Vec<(u16, Digest, Instant)>) -> Result<Vec<Act>, Failure> {
    let log = legacy::log(tx, meeting.id).await?;
    let who = |kind: &str, nth: usize| -> Option<Acting> {
        let line = log.iter().filter(|line| line.kind == kind).nth(nth)?;
        Some(Acting { role: line.role.as_deref().and_then(Role::from_code), ..by(line.actor_id?, None) })
    };
    let mut acts = Vec::new();
    for (nth, (version, hash, closed_at)) in minutes.into_iter().enumerate() {
        let event = Event::MeetingClosed { version, minutes: hash, agreed: Vec::new() };
        acts.push(Act { at: closed_at, acting: who("closed", nth), event });
        let Some(again) = log.iter().filter(|line| line.kind == "reopened").nth(nth) else { continue };
        let said = |name: &str| again.detail.get(name).and_then(serde_json::Value::as_str);
        let reason = said("reason_code").and_then(ReasonCode::from_code);
        let words = kept(tx, said("reason")).await?;
        let event = Event::MeetingReopened { version: version.saturating_add(1), reason, words };
        acts.push(Act { at: again.at, acting: who("reopened", nth), event });
    }
    Ok(acts)
}
