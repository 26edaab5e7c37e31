//! A person sets up the second step of signing in, gets codes on paper for the day the phone is lost, and may take it
//! off.

use super::{Outcome, once_more, own_password::check_own_password, sign_in::begin_session};
use crate::{
    CommandError, Services, SignedIn, Visit, guesses, one_time,
    store::{browsers, passkeys, second_factors, sessions},
    unit::Unit,
};
use domain::{
    ids::AccountId,
    ledger::AccountEvent,
    permission::{MayActAsSelf, MayManagePerson},
    refusal::Refusal,
};

/// A fresh secret for the app; it counts nothing until [`enrol_second_factor`]. One in force is not replaced.
pub async fn begin_second_factor(services: &Services, permit: &MayActAsSelf) -> Outcome<()> {
    let me = permit.acting().account;
    let secret = &services.two_steps.seal.close(&one_time::new_secret()?, me.0.as_bytes())?;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        second_factors::begin(&mut unit.tx, me, secret, unit.now).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// The app shows a right code: from now on it is asked for. All sessions end, this browser gets a new one and the
/// person the codes for paper, which are shown this once.
pub async fn enrol_second_factor(
    services: &Services,
    permit: &MayActAsSelf,
    password: String,
    code: &str,
    visit: &Visit,
) -> Outcome<(Vec<String>, SignedIn)> {
    let me = permit.acting().account;
    let (account, guess) = check_own_password(services, me, password, visit).await?;
    let (account, guess) = (&account, &guess);
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (tx, now) = (&mut unit.tx, unit.now);
        guesses::was_right(tx, guess).await?;
        let factor = second_factors::find(tx, me).await?.filter(|factor| factor.enrolled_at.is_none()).ok_or(Refusal::NotFound)?;
        let secret = services.two_steps.seal.open(&factor.secret, me.0.as_bytes())?;
        let step = one_time::step_of(&secret, code, now)?.ok_or_else(wrong_code)?;
        second_factors::use_step(tx, me, step).await?;
        second_factors::enrol(tx, me, now).await?;
        let codes = fresh_codes(&mut unit, me, AccountEvent::SecondFactorEnrolled).await?;
        sessions::end_all(&mut unit.tx, me, now).await?;
        browsers::forget_all(&mut unit.tx, me).await?;
        let signed_in = begin_session(&mut unit, account, visit).await?;
        unit.commit().await?;
        Ok((codes, signed_in))
    })
    .await
}

/// New codes for paper; those before no longer work.
pub async fn renew_recovery_codes(services: &Services, permit: &MayActAsSelf, password: String, visit: &Visit) -> Outcome<Vec<String>> {
    let me = permit.acting().account;
    let (_, guess) = check_own_password(services, me, password, visit).await?;
    let guess = &guess;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        guesses::was_right(&mut unit.tx, guess).await?;
        if !second_factors::is_enrolled(&mut unit.tx, me).await? {
            return Err(Refusal::NotFound.into());
        }
        let codes = fresh_codes(&mut unit, me, AccountEvent::RecoveryCodesRenewed).await?;
        unit.commit().await?;
        Ok(codes)
    })
    .await
}

/// For a new phone: the old app, or a code on paper, and the password take it off.
pub async fn remove_second_factor(services: &Services, permit: &MayActAsSelf, password: String, code: &str, visit: &Visit) -> Outcome<()> {
    let me = permit.acting().account;
    let (_, guess) = check_own_password(services, me, password, visit).await?;
    let guess = &guess;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        guesses::was_right(&mut unit.tx, guess).await?;
        if !fits(&mut unit, me, code).await? {
            return Err(wrong_code());
        }
        second_factors::remove(&mut unit.tx, me).await?;
        unit.record(me, AccountEvent::SecondFactorRemoved).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Phone and paper are lost: a city admin, who knows the person, takes it off, and the passkeys that were on the
/// phone. The log keeps who did.
pub async fn reset_second_factor(services: &Services, permit: &MayManagePerson) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let had_step = second_factors::remove(&mut unit.tx, permit.person()).await?;
        let had_passkeys = passkeys::remove_all(&mut unit.tx, permit.person()).await? > 0;
        if had_step || had_passkeys {
            sessions::end_all(&mut unit.tx, permit.person(), unit.now).await?;
            unit.record(permit.person(), AccountEvent::SecondFactorReset).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

async fn fresh_codes(unit: &mut Unit, me: AccountId, event: AccountEvent) -> Outcome<Vec<String>> {
    let codes = one_time::new_recovery_codes()?;
    let hashes: Vec<Vec<u8>> = codes.iter().filter_map(|code| one_time::recovery_hash(code)).collect();
    second_factors::set_recovery_codes(&mut unit.tx, me, &hashes, unit.now).await?;
    unit.record(me, event).await?;
    Ok(codes)
}

pub(super) fn wrong_code() -> CommandError {
    CommandError::at("code", Refusal::SecondStepWrong)
}

/// Whether a code of the app, or one on paper, fits; it is used up with this.
pub(super) async fn fits(unit: &mut Unit, account: AccountId, code: &str) -> Outcome<bool> {
    let (now, tx) = (unit.now, &mut unit.tx);
    let Some(factor) = second_factors::find(tx, account).await?.filter(|factor| factor.enrolled_at.is_some()) else { return Ok(false) };
    // What is on paper opens also where the key that seals the app's secret is lost.
    if let Some(hash) = one_time::recovery_hash(code)
        && second_factors::use_recovery_code(tx, account, &hash, now).await?
    {
        unit.record(account, AccountEvent::RecoveryCodeUsed).await?;
        return Ok(true);
    }
    // The operator is told when the server starts, and by `rembuk check`; the person, what opens all the same.
    let sealed = unit.services.two_steps.seal.open(&factor.secret, account.0.as_bytes());
    let secret = sealed.map_err(|_| CommandError::at("code", Refusal::SealingKeyMissing))?;
    match one_time::step_of(&secret, code, now)? {
        Some(step) => Ok(second_factors::use_step(tx, account, step).await?),
        None => Ok(false),
    }
}
