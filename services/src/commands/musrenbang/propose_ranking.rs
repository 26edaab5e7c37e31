//! The score proposes an order. It is computed anew when it is asked for; what the meeting moved stays moved.

use super::{Hall, Outcome};
use crate::{
    Services,
    commands::once_more,
    ledger::moves,
    store::{
        cycles,
        musrenbangs::{self, GivenScore, Item, Meeting},
    },
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    ledger::{Event, Facts, Order, OrderPlace},
    musrenbang::MeetingAct,
    priority::{AssessorScore, Move, Ranking},
    proposal::years_waiting,
};
use std::collections::BTreeMap;

/// How many proposals are in the order.
pub async fn propose_ranking(services: &Services, actor: &Actor, id: MusrenbangId) -> Outcome<u32> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Order)?;
        let ranked = rank(&mut hall).await?;
        hall.unit.commit().await?;
        Ok(ranked)
    })
    .await
}

/// Scores and places of everything the meeting may still agree on. What the meeting moved is moved again in the new
/// order: a move with its reason stands until it is moved back.
pub(super) async fn rank(hall: &mut Hall) -> Outcome<u32> {
    let items = musrenbangs::items(&mut hall.unit.tx, hall.meeting.id).await?;
    let (order, proposed) = propose(hall, &items).await?;
    let moved = moves(&mut hall.unit.tx, hall.meeting.id).await?;
    let moved: Vec<Move> = moved.into_iter().map(|moved| moved.step).collect();
    let places = OrderPlace::of_all(&proposed, &moved);
    hall.record(Event::OrderProposed(Order { places, ..order })).await?;
    Ok(proposed.len())
}

/// What has no place yet gets one after the last; every other place stays.
pub(super) async fn add_late(hall: &mut Hall, items: &[Item]) -> Outcome<()> {
    let (order, proposed) = propose(hall, items).await?;
    let has_place = |id| items.iter().any(|item| item.proposal == id && item.rank.is_some());
    let last = items.iter().filter_map(|item| item.rank).max().unwrap_or(0);
    let places = OrderPlace::of_late(&proposed, last, |id| !has_place(id));
    hall.record(Event::LateOrdered(Order { places, ..order })).await
}

/// What is known of everything that takes part, without places, and the order that the score makes of it.
async fn propose(hall: &mut Hall, items: &[Item]) -> Outcome<(Order, Ranking)> {
    let criteria = cycles::criteria(&mut hall.unit.tx, hall.meeting.cycle).await?;
    let mut scores: BTreeMap<ProposalId, Vec<AssessorScore>> = BTreeMap::new();
    for GivenScore { proposal, score } in musrenbangs::scores(&mut hall.unit.tx, hall.meeting.id).await? {
        scores.entry(proposal).or_default().push(score);
    }
    let facts = items.iter().filter(|item| item.status.is_ordered()).map(|item| facts(&hall.meeting, item)).collect();
    let order = Order { criteria: criteria.all().to_vec(), facts, places: Vec::new() };
    let proposed = order.proposed_by(&criteria, |proposal| scores.get(&proposal).cloned().unwrap_or_default());
    Ok((order, proposed))
}

fn facts(meeting: &Meeting, item: &Item) -> Facts {
    Facts {
        proposal: item.proposal,
        physical: item.physical,
        cost: item.cost,
        local: item.support.local,
        households: item.place_households,
        beneficiaries: item.beneficiaries,
        years_waiting: years_waiting(meeting.plan_year, item.first_year),
        submitted_at: item.submitted_at,
    }
}
