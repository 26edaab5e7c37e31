//! What a person sees of the second step of signing in.

use crate::{
    Failure, Services, one_time,
    store::{accounts, passkeys, second_factors},
};
use domain::{
    clock::Instant,
    ids::AccountId,
    permission::{MayActAsSelf, MayInspect},
};

/// How far it has come.
#[derive(Clone, Debug)]
pub enum SecondStep {
    /// Nothing is set up.
    Off,
    /// The app is to be told this: as a link, and as letters to type.
    Trying {
        address: String,
        letters: String,
    },
    On {
        since: Instant,
        unused_codes: i64,
    },
}

pub async fn second_step(services: &Services, permit: &MayActAsSelf) -> Result<SecondStep, Failure> {
    let me = permit.acting().account;
    let mut tx = services.database.read().await?;
    let Some(factor) = second_factors::find(&mut tx, me).await? else { return Ok(SecondStep::Off) };
    if let Some(since) = factor.enrolled_at {
        return Ok(SecondStep::On { since, unused_codes: second_factors::unused_recovery_codes(&mut tx, me).await? });
    }
    // Sealed with a key that is gone: the person begins anew.
    let Ok(secret) = services.two_steps.seal.open(&factor.secret, me.0.as_bytes()) else { return Ok(SecondStep::Off) };
    let account = accounts::find(&mut tx, me).await?;
    let contact = account.and_then(|account| account.email.or(account.phone)).unwrap_or_default();
    let (address, letters) = one_time::address(&secret, &contact)?;
    Ok(SecondStep::Trying { address, letters })
}

/// Whether somebody has one, or a passkey, for the page on which a city admin takes it off.
pub async fn has_second_step(services: &Services, _permit: &MayInspect, person: AccountId) -> Result<bool, Failure> {
    let mut tx = services.database.read().await?;
    Ok(second_factors::is_enrolled(&mut tx, person).await? || !passkeys::of_account(&mut tx, person).await?.is_empty())
}
