//! A person names the RT they live in; it has to be confirmed (again).

use super::{Outcome, once_more, settle::settle};
use crate::{
    CommandError, Services,
    ledger::latest_denial,
    store::{
        Tx,
        accounts::{self, Account},
        regions,
    },
    unit::Unit,
};
use domain::{
    ledger::AccountEvent,
    permission::MayActAsSelf,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    residence::may_name_from,
};

/// Naming the same RT again changes nothing, so a confirmed residence is not lost by a second click. Whoever was told
/// that they do not live there waits before they name it again.
pub async fn set_home(services: &Services, permit: &MayActAsSelf, home: &RegionCode) -> Outcome<()> {
    once_more(|| async move {
        let me = permit.acting().account;
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (tx, now) = (&mut unit.tx, unit.now);
        let region = regions::find_by_code(tx, home, services.zone().day(now)).await?.filter(|region| region.level == RegionLevel::Rt);
        let region = region.ok_or_else(|| CommandError::at("home", Refusal::RegionUnknown))?;
        let account = accounts::lock(tx, me).await?.filter(|account| account.deleted_at.is_none()).ok_or(Refusal::NotFound)?;
        if account.home() != Some(region.id) {
            check_pause(services, tx, &account, home).await?;
            unit.record(me, AccountEvent::HomeChanged { home: region.code }).await?;
            settle(&mut unit, me).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

async fn check_pause(services: &Services, tx: &mut Tx, account: &Account, code: &RegionCode) -> Outcome<()> {
    let Some(at) = account.denied_at else { return Ok(()) };
    let denied = latest_denial(tx, account.id()).await?;
    let is_same = denied.is_some_and(|denied| denied.home == *code);
    let denials = u32::try_from(account.denials).unwrap_or(u32::MAX);
    let from = may_name_from(denials, services.zone().day(at), is_same);
    if services.today() < from { Err(CommandError::at("home", Refusal::NameHomeLater { from })) } else { Ok(()) }
}
