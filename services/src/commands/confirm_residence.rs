//! A head of an RT or the kelurahan says whether somebody lives there: confirmed, the person counts from then on;
//! denied, the person is asked for their RT again. A confirmation that turns out wrong is taken back with a reason.

use super::{Outcome, once_more, settle::settle};
use crate::{
    CommandError, Failure, Services,
    store::{
        accounts::{self, Account},
        regions,
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::AccountId,
    ledger::AccountEvent,
    permission::{MayConfirmResidence, may_act_as_self, may_confirm_residence, may_serve_residents},
    reason::Note,
    refusal::Refusal,
    region::RegionCode,
};

/// `seen` is the code of the home that the office was shown, where it was shown one. Confirming twice is no error: the
/// first confirmation stands.
pub async fn confirm_residence(services: &Services, actor: &Actor, resident: AccountId, seen: Option<&RegionCode>) -> Outcome<()> {
    once_more(|| async move {
        // Before anything is looked up: the public does not learn who exists.
        may_act_as_self(actor)?;
        let mut unit = Unit::begin(services, None).await?;
        let (account, home, permit) = named_home(&mut unit, actor, resident, seen).await?;
        if account.residence_confirmed_at.is_none() {
            unit.record(permit.resident(), AccountEvent::ResidenceConfirmed { home }).await?;
            settle(&mut unit, permit.resident()).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// `false` where there is nothing to deny any more: it was confirmed meanwhile, or a second click finds no home named.
pub async fn deny_residence(services: &Services, actor: &Actor, resident: AccountId, seen: Option<&RegionCode>) -> Outcome<bool> {
    once_more(|| async move {
        may_act_as_self(actor)?;
        let mut unit = Unit::begin(services, None).await?;
        let (account, home, permit) = match named_home(&mut unit, actor, resident, seen).await {
            Err(CommandError::Refused(Refusal::NotFound)) => return Ok(may_serve_residents(actor).map(|_| false)?),
            named => named?,
        };
        if account.residence_confirmed_at.is_some() {
            return Ok(false);
        }
        unit.record(permit.resident(), AccountEvent::ResidenceDenied { home }).await?;
        unit.commit().await?;
        Ok(true)
    })
    .await
}

/// A confirmation was wrong, or the person has moved away: it counts no longer, and the person reads why. `false`
/// where there is none to take back any more.
pub async fn withdraw_confirmation(
    services: &Services,
    actor: &Actor,
    resident: AccountId,
    seen: Option<&RegionCode>,
    reason: &Note,
) -> Outcome<bool> {
    once_more(|| async move {
        may_act_as_self(actor)?;
        let mut unit = Unit::begin(services, None).await?;
        let (account, home, permit) = match named_home(&mut unit, actor, resident, seen).await {
            Err(CommandError::Refused(Refusal::NotFound)) => return Ok(may_serve_residents(actor).map(|_| false)?),
            named => named?,
        };
        if account.residence_confirmed_at.is_none() {
            return Ok(false);
        }
        let words = unit.keep_words(reason.text()).await?;
        unit.record(permit.resident(), AccountEvent::ConfirmationWithdrawn { home, words }).await?;
        settle(&mut unit, permit.resident()).await?;
        unit.commit().await?;
        Ok(true)
    })
    .await
}

/// The account of somebody who has not left for good, which is locked, the home they have named, and the permit to
/// answer for it, under which the unit goes on.
async fn named_home(
    unit: &mut Unit,
    actor: &Actor,
    resident: AccountId,
    seen: Option<&RegionCode>,
) -> Outcome<(Account, RegionCode, MayConfirmResidence)> {
    let account = accounts::lock(&mut unit.tx, resident).await?.filter(|account| account.deleted_at.is_none()).ok_or(Refusal::NotFound)?;
    let home = account.home().ok_or(Refusal::NotFound)?;
    let region = regions::find(&mut unit.tx, home).await?.ok_or_else(|| Failure::inconsistent("accounts", "home_region_id", resident))?;
    let permit = may_confirm_residence(actor, &region.code, resident)?;
    if seen.is_some_and(|seen| *seen != region.code) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    unit.act_as(permit.acting());
    Ok((account, region.code, permit))
}
