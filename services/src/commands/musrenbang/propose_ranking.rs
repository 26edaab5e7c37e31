//! The score proposes an order. It is computed anew when it is asked for; what the meeting moved stays moved.

use super::{Outcome, log, run};
use crate::{
    Failure, Services,
    agenda::is_candidate,
    store::{
        Tx, cycles,
        musrenbangs::{self, GivenScore, Item, Meeting, Place},
    },
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    musrenbang::MusrenbangEventKind,
    permission::Acting,
    priority::{Candidate, Move, Ranking},
    proposal::years_waiting,
};
use serde_json::json;
use std::collections::BTreeMap;

/// How many proposals are in the order.
pub async fn propose_ranking(services: &Services, actor: &Actor, id: MusrenbangId) -> Outcome<u32> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    meeting.state().check_open()?;
    let ranked = rank(services, &mut tx, &meeting, permit.acting()).await?;
    tx.commit().await?;
    Ok(ranked)
}

/// Computes and keeps scores and places of everything the meeting may still agree on. What the meeting moved is moved
/// again in the new order: a move with its reason stands until it is moved back.
pub(super) async fn rank(services: &Services, tx: &mut Tx, meeting: &Meeting, acting: &Acting) -> Outcome<u32> {
    let items = musrenbangs::items(tx, meeting.id).await?;
    let proposed = propose(tx, meeting, &items).await?;
    let moves: Vec<Move> = musrenbangs::moves(tx, meeting.id).await?.into_iter().map(|moved| moved.step).collect();
    for (rank, ranked) in proposed.clone().replay(&moves).iter() {
        let place = Place { proposed: proposed.rank_of(ranked.id).unwrap_or(rank), rank, card: &ranked.card };
        musrenbangs::set_place(tx, meeting.id, ranked.id, Some(place)).await?;
    }
    for item in items.iter().filter(|item| item.rank.is_some() && proposed.rank_of(item.proposal).is_none()) {
        musrenbangs::set_place(tx, meeting.id, item.proposal, None).await?;
    }
    log(services, tx, meeting.id, acting, MusrenbangEventKind::RankingProposed, json!({ "ranked": proposed.len() })).await?;
    Ok(proposed.len())
}

/// What has no place yet gets one after the last; every other place stays.
pub(super) async fn add_late(tx: &mut Tx, meeting: &Meeting, items: &[Item]) -> Outcome<()> {
    let proposed = propose(tx, meeting, items).await?;
    let has_place = |id| items.iter().any(|item| item.proposal == id && item.rank.is_some());
    let last = items.iter().filter_map(|item| item.rank).max().unwrap_or(0);
    let late = proposed.iter().map(|(_, ranked)| ranked).filter(|ranked| !has_place(ranked.id));
    for (rank, ranked) in (last.saturating_add(1)..).zip(late) {
        musrenbangs::set_place(tx, meeting.id, ranked.id, Some(Place { proposed: rank, rank, card: &ranked.card })).await?;
    }
    Ok(())
}

async fn propose(tx: &mut Tx, meeting: &Meeting, items: &[Item]) -> Result<Ranking, Failure> {
    let criteria = cycles::criteria(tx, meeting.cycle).await?;
    Ok(Ranking::propose(&candidates(tx, meeting, items).await?, &criteria))
}

async fn candidates(tx: &mut Tx, meeting: &Meeting, items: &[Item]) -> Result<Vec<Candidate>, Failure> {
    let mut scores: BTreeMap<ProposalId, Vec<GivenScore>> = BTreeMap::new();
    for given in musrenbangs::scores(tx, meeting.id).await? {
        scores.entry(given.proposal).or_default().push(given);
    }
    let candidate = |item: &Item| Candidate {
        id: item.proposal,
        physical: item.physical,
        cost: item.cost,
        support_per_household: item.support.per_household(item.place_households),
        beneficiaries: item.beneficiaries,
        years_waiting: years_waiting(meeting.plan_year, item.first_year),
        submitted_at: item.submitted_at,
        scores: scores.get(&item.proposal).into_iter().flatten().map(|given| given.score).collect(),
    };
    Ok(items.iter().filter(|item| is_candidate(item.status)).map(candidate).collect())
}
