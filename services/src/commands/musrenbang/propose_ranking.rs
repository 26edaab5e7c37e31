//! The score proposes an order. It is computed anew each time; a meeting's moves are made in it afterwards.

use super::{Outcome, log, run};
use crate::{
    Failure, Services,
    agenda::is_candidate,
    store::{
        Tx, cycles,
        musrenbangs::{self, GivenScore, Item, Meeting},
    },
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    musrenbang::MusrenbangEventKind,
    permission::Acting,
    priority::{Candidate, Ranking},
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

/// Computes and keeps scores and places of everything the meeting may still agree on.
pub(super) async fn rank(services: &Services, tx: &mut Tx, meeting: &Meeting, acting: &Acting) -> Outcome<u32> {
    let items = musrenbangs::items(tx, meeting.id).await?;
    let candidates = candidates(tx, meeting, &items).await?;
    let criteria = cycles::criteria(tx, meeting.cycle).await?;
    let ranking = Ranking::propose(&candidates, &criteria);
    for (rank, ranked) in ranking.iter() {
        musrenbangs::set_ranking(tx, meeting.id, ranked.id, Some(rank), Some(&ranked.card)).await?;
    }
    for item in items.iter().filter(|item| item.rank.is_some() && ranking.rank_of(item.proposal).is_none()) {
        musrenbangs::set_ranking(tx, meeting.id, item.proposal, None, None).await?;
    }
    log(services, tx, meeting.id, acting, MusrenbangEventKind::RankingProposed, json!({ "ranked": ranking.len() })).await?;
    Ok(ranking.len())
}

async fn candidates(tx: &mut Tx, meeting: &Meeting, items: &[Item]) -> Result<Vec<Candidate>, Failure> {
    let first_years = musrenbangs::first_years(tx, meeting.id).await?;
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
        years_waiting: first_years.get(&item.proposal).map_or(0, |first| meeting.plan_year.saturating_sub(*first)),
        submitted_at: item.submitted_at,
        scores: scores.get(&item.proposal).into_iter().flatten().map(|given| given.score).collect(),
    };
    Ok(items.iter().filter(|item| is_candidate(item.status)).map(candidate).collect())
}
