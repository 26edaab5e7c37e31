//! Signing in with a passkey: the device says who it is, and that its owner was there. That is both steps in one.

use super::{DeviceAnswer, Outcome, once_more, passkeys::asked_before, sign_in::begin_session};
use crate::{
    Ceremony, Failure, Services, SignedIn, Visit,
    passkey::{PasskeySite, Signed},
    store::{
        accounts,
        passkeys::{self, Passkey},
        sessions,
    },
    unit::Unit,
};
use domain::refusal::Refusal;
use webauthn_rs_core::proto::Credential;

/// A device is asked to sign; nobody says yet who they are.
pub async fn begin_passkey_sign_in(services: &Services, site: &PasskeySite, visit: &Visit) -> Outcome<Ceremony> {
    let question = site.ask_for_signature()?;
    let ceremony = Ceremony { id: services.clock.new_id(), browser: visit.asked_token()?, options: question.options };
    let (asked, state) = (&ceremony, &question.state);
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        passkeys::ask(&mut unit.tx, asked.id, &asked.browser.hash(), None, state, unit.now).await?;
        Ok(unit.commit().await?)
    })
    .await?;
    Ok(ceremony)
}

/// Every answer that does not hold gets the same refusal, whether there is such a key or not.
pub async fn sign_in_with_passkey(services: &Services, device: DeviceAnswer<'_>, visit: &Visit) -> Outcome<SignedIn> {
    let state = asked_before(services, device.asked, visit.asked.as_ref(), None).await?;
    let signed = Signed::read(device.answer)?;
    let mut tx = services.database.read().await?;
    let passkey = passkeys::with_key(&mut tx, signed.key_id()).await?.filter(|passkey| signed.is_of(passkey.account_id));
    let passkey = passkey.ok_or(Refusal::PasskeyFailed)?;
    let account = accounts::find(&mut tx, passkey.account_id).await?.filter(|account| account.disabled_at.is_none());
    let account = account.ok_or(Refusal::PasskeyFailed)?;
    drop(tx);
    let after = device.site.signed_by(&stored(&passkey)?, state, &signed)?;
    let credential = serde_json::to_value(&after).map_err(|error| Failure::Other(error.to_string()))?;
    let (key, counter, account, credential) = (passkey.id, i64::from(after.counter), &account, &credential);
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        if !passkeys::signed(&mut unit.tx, key, credential, counter, unit.now).await? {
            return Err(Refusal::PasskeyFailed.into());
        }
        let signed_in = begin_session(&mut unit, account, visit).await?;
        sessions::begun_by(&mut unit.tx, &signed_in.token.hash(), key).await?;
        unit.commit().await?;
        Ok(signed_in)
    })
    .await
}

/// The key as the library knows it, with the number that counts.
fn stored(passkey: &Passkey) -> Result<Credential, Failure> {
    let broken = || Failure::inconsistent("passkeys", "credential", passkey.id);
    let mut key: Credential = serde_json::from_value(passkey.credential.0.clone()).map_err(|_| broken())?;
    key.counter = u32::try_from(passkey.counter).map_err(|_| broken())?;
    Ok(key)
}
