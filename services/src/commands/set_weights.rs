//! Planners set what counts how much in the meetings of a year, until the first of them opens.

use super::{Outcome, once_more};
use crate::{Services, store::cycles, unit::Unit};
use domain::{ids::CycleId, ledger::SettingEvent, permission::MaySetWeights, priority::Weighed, reason::Note, refusal::Refusal};

/// `seen` is how it stood when it was looked at; both name each criterion of the year once, in its order.
pub async fn set_weights(services: &Services, permit: &MaySetWeights, seen: &[Weighed], after: Vec<Weighed>, reason: &Note) -> Outcome<()> {
    let after = &after;
    once_more(|| async move {
        let unit = Unit::begin(services, permit.acting()).await?;
        set(unit, permit.cycle(), Some(seen), after.clone(), Some(reason)).await
    })
    .await
}

/// For the command line of the machine.
pub async fn set_weights_without_permit(services: &Services, cycle: CycleId, after: Vec<Weighed>, reason: Option<&Note>) -> Outcome<()> {
    let after = &after;
    once_more(|| async move { set(Unit::begin(services, None).await?, cycle, None, after.clone(), reason).await }).await
}

async fn set(mut unit: Unit, cycle: CycleId, seen: Option<&[Weighed]>, after: Vec<Weighed>, reason: Option<&Note>) -> Outcome<()> {
    cycles::hold(&mut unit.tx, cycle).await?;
    let has_begun = cycles::find(&mut unit.tx, cycle).await?.ok_or(Refusal::NotFound)?.weights_locked_at.is_some();
    if has_begun || !cycles::years(&mut unit.tx).await?.takes_weights(cycle, unit.today()) {
        return Err(Refusal::WeightsLocked.into());
    }
    let before = cycles::weights(&mut unit.tx, cycle).await?;
    if before == after {
        return Ok(());
    }
    let is_of_this_year = before.iter().map(|weighed| &weighed.code).eq(after.iter().map(|weighed| &weighed.code));
    if seen.is_some_and(|seen| before != seen) || !is_of_this_year {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    Weighed::are_whole(&after)?;
    let words = unit.keep_any(reason.map_or("", Note::text)).await?;
    unit.record(cycle, SettingEvent::WeightsSet { before, after, words }).await?;
    Ok(unit.commit().await?)
}
