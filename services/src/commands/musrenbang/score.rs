//! Assessors give 1 to 5 by the published criteria. Saved value by value: what is not given yet may follow.

use super::{Outcome, log, run};
use crate::{
    CommandError, Services,
    store::{
        cycles,
        musrenbangs::{self, GivenScore, Item},
    },
};
use domain::{
    account::Actor,
    ids::{CriterionId, MusrenbangId, ProposalId},
    musrenbang::MusrenbangEventKind,
    priority::{AssessorScore, CriterionSource, Points},
    refusal::Refusal,
};
use serde_json::json;
use std::collections::BTreeMap;

/// Values for several proposals at once. Nobody scores a proposal of their own; how many values were left out for that
/// reason is the answer.
pub async fn score_proposals(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    values: &[(ProposalId, CriterionId, Points)],
) -> Outcome<usize> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    meeting.state().check_open()?;
    let criteria = cycles::criteria(&mut tx, meeting.cycle).await?;
    let items = musrenbangs::items(&mut tx, id).await?;
    let assessor = permit.acting().account;
    let (mut own, mut given) = (0, BTreeMap::new());
    for &(proposal, criterion, points) in values {
        let item = items.iter().find(|item| item.proposal == proposal).ok_or(Refusal::NotFound)?;
        let assessed = criteria.all().iter().any(|known| known.id == criterion && known.source == CriterionSource::Assessors);
        if !assessed {
            return Err(CommandError::Refused(Refusal::ChoiceUnknown));
        }
        if is_own(item, assessor) {
            own += 1;
            continue;
        }
        given.insert((proposal, criterion), GivenScore { proposal, score: AssessorScore { assessor, criterion, points } });
    }
    let given: Vec<GivenScore> = given.into_values().collect();
    musrenbangs::save_scores(&mut tx, id, &given).await?;
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::Scored, json!({ "values": given.len() })).await?;
    tx.commit().await?;
    Ok(own)
}

pub(super) fn is_own(item: &Item, account: domain::ids::AccountId) -> bool {
    item.author == account && !item.is_recorded
}
