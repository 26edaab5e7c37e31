//! Assessors give 1 to 5 by the published criteria. Saved value by value: what is not given yet may follow.

use super::{Hall, Outcome};
use crate::{
    CommandError, Services,
    commands::once_more,
    store::{cycles, musrenbangs},
};
use domain::{
    account::Actor,
    ids::{CriterionId, MusrenbangId, ProposalId},
    ledger::{Event, Given},
    musrenbang::MeetingAct,
    priority::{CriterionSource, Points},
    refusal::Refusal,
};
use std::collections::BTreeMap;

/// A value that was typed: for which proposal, by which criterion.
pub type TypedScore = (ProposalId, CriterionId, Points);

/// What an assessor's own form held when it was shown; what is not in it was empty.
pub type ShownScores = BTreeMap<(ProposalId, CriterionId), Points>;

/// What became of the values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Scored {
    /// Left out: nobody scores a proposal of their own.
    pub own: usize,
    /// Left out: given otherwise from another window since this form was shown.
    pub taken: usize,
    /// Changed from another window, and not here: they stay.
    pub kept: usize,
}

/// Values for several proposals at once. `shown` says which of them this form changed; without it all of them count.
pub async fn score_proposals(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    values: &[TypedScore],
    shown: Option<&ShownScores>,
) -> Outcome<Scored> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Score)?;
        let criteria = cycles::criteria(&mut hall.unit.tx, hall.meeting.cycle).await?;
        let items = musrenbangs::items(&mut hall.unit.tx, id).await?;
        let assessor = hall.permit.acting().account;
        let stored = musrenbangs::scores(&mut hall.unit.tx, id).await?.into_iter().filter(|one| one.score.assessor == assessor);
        let stored: ShownScores = stored.map(|one| ((one.proposal, one.score.criterion), one.score.points)).collect();
        let (mut scored, mut given) = (Scored::default(), BTreeMap::new());
        for &(proposal, criterion, points) in values {
            let item = items.iter().find(|item| item.proposal == proposal && item.stands_here).ok_or(Refusal::NotFound)?;
            let assessed = criteria.all().iter().any(|known| known.id == criterion && known.source == CriterionSource::Assessors);
            if !assessed {
                return Err(CommandError::Refused(Refusal::ChoiceUnknown));
            }
            if hall.permit.on(&item.authorship()).is_err() {
                scored.own += 1;
                continue;
            }
            if let Some(shown) = shown {
                let key = (proposal, criterion);
                let (was, now) = (shown.get(&key).copied(), stored.get(&key).copied());
                if was == Some(points) || now == Some(points) {
                    scored.kept += usize::from(now != Some(points));
                    continue;
                }
                if was != now {
                    scored.taken += 1;
                    continue;
                }
            }
            given.insert((proposal, criterion), Given { proposal, criterion, points });
        }
        if !given.is_empty() {
            hall.record(Event::Scored { given: given.into_values().collect() }).await?;
        }
        hall.unit.commit().await?;
        Ok(scored)
    })
    .await
}
