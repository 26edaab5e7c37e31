//! Planners set what counts how much in the meetings of a year, until the first of them opens.

use super::Outcome;
use crate::{Services, store::cycles, unit::Unit};
use domain::{ids::CycleId, ledger::SettingEvent, permission::MayManageCycle, priority::Weighed, reason::Note, refusal::Refusal};

/// `seen` is how it stood when it was looked at; both name each criterion of the year once, in its order.
pub async fn set_weights(
    services: &Services,
    permit: &MayManageCycle,
    cycle: CycleId,
    seen: &[Weighed],
    after: Vec<Weighed>,
    reason: &Note,
) -> Outcome<()> {
    let mut unit = Unit::begin(services, permit.acting()).await?;
    cycles::hold(&mut unit.tx, cycle).await?;
    if cycles::find(&mut unit.tx, cycle).await?.ok_or(Refusal::NotFound)?.weights_locked_at.is_some() {
        return Err(Refusal::WeightsLocked.into());
    }
    let before = cycles::weights(&mut unit.tx, cycle).await?;
    if before == after {
        return Ok(());
    }
    let is_of_this_year = before.iter().map(|weighed| &weighed.code).eq(after.iter().map(|weighed| &weighed.code));
    if before != seen || !is_of_this_year {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    Weighed::are_whole(&after)?;
    let words = unit.keep_any(reason.text()).await?;
    unit.record(cycle, SettingEvent::WeightsSet { before, after, words }).await?;
    Ok(unit.commit().await?)
}
