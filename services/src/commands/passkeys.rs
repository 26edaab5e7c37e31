//! A person adds passkeys, names them and takes them off. What a device answers is good once, within minutes, from the
//! browser that was asked.

use super::{Outcome, once_more, own_password::check_own_password, sign_in::begin_session};
use crate::{
    AskedToken, Ceremony, Failure, Services, SessionToken, SignedIn, Visit, guesses,
    letter::LetterKind,
    passkey::PasskeySite,
    store::{
        Tx,
        accounts::{self, Account},
        letters,
        passkeys::{self, Passkey},
        sessions,
    },
    unit::Unit,
};
use chrono::TimeDelta;
use domain::{
    account::{PasskeyName, SessionLife},
    ids::{AccountId, PasskeyId},
    ledger::AccountEvent,
    permission::MayActAsSelf,
    refusal::Refusal,
};
use sqlx::types::Json;
use uuid::Uuid;

/// The browser gives up after five minutes; its answer takes some time, too.
pub(crate) const ASKED_LASTS: TimeDelta = TimeDelta::minutes(6);
/// Phones, computers and security keys of one person, and some to spare.
pub const MOST_PASSKEYS: u32 = 10;

/// With the password the person's device is asked for a new key.
pub async fn begin_passkey(
    services: &Services,
    permit: &MayActAsSelf,
    site: &PasskeySite,
    password: String,
    visit: &Visit,
) -> Outcome<Ceremony> {
    let me = permit.acting().account;
    let (account, guess) = check_own_password(services, me, password, visit).await?;
    let (account, guess) = (&account, &guess);
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        guesses::was_right(&mut unit.tx, guess).await?;
        let known = has_room(&mut unit.tx, me).await?.into_iter().map(|passkey| passkey.credential_id).collect();
        let question = site.ask_for_new(me, contact(account), account.name.as_str(), known)?;
        let ceremony = Ceremony { id: unit.new_id(), browser: visit.asked_token()?, options: question.options };
        passkeys::ask(&mut unit.tx, ceremony.id, &ceremony.browser.hash(), Some(me), &question.state, unit.now).await?;
        unit.commit().await?;
        Ok(ceremony)
    })
    .await
}

/// What a device answers, as the browser hands it over.
#[derive(Clone, Copy)]
pub struct DeviceAnswer<'a> {
    pub site: &'a PasskeySite,
    /// The question it answers.
    pub asked: Option<Uuid>,
    /// In the words of the browser.
    pub answer: &'a str,
}

/// The device has made one.
pub async fn add_passkey(
    services: &Services,
    permit: &MayActAsSelf,
    name: &PasskeyName,
    device: DeviceAnswer<'_>,
    visit: &Visit,
) -> Outcome<()> {
    let me = permit.acting().account;
    let state = asked_before(services, device.asked, visit.asked.as_ref(), Some(me)).await?;
    let key = device.site.new_key(state, device.answer)?;
    let key = &key;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        has_room(&mut unit.tx, me).await?;
        let passkey = Passkey {
            id: unit.new_id(),
            account_id: me,
            credential_id: key.cred_id.clone(),
            site: device.site.host().to_owned(),
            name: name.text().to_owned(),
            counter: key.counter.into(),
            credential: Json(serde_json::to_value(key).map_err(|error| Failure::Other(error.to_string()))?),
            created_at: unit.now,
            used_at: None,
        };
        if !passkeys::insert(&mut unit.tx, &passkey).await? {
            return Err(Refusal::PasskeyKnown.into());
        }
        unit.record(me, AccountEvent::PasskeyAdded).await?;
        tell(&mut unit, me, LetterKind::PasskeyAdded).await?;
        Ok(unit.commit().await?)
    })
    .await
}

pub async fn rename_passkey(services: &Services, permit: &MayActAsSelf, id: PasskeyId, name: &PasskeyName) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let me = permit.acting().account;
        if !passkeys::of_account(&mut unit.tx, me).await?.iter().any(|passkey| passkey.id == id) {
            return Err(Refusal::NotFound.into());
        }
        passkeys::rename(&mut unit.tx, me, id, name.text()).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Its sessions end. Where this browser's is one of them it goes on with another, for which the password stands alone.
pub async fn remove_passkey(
    services: &Services,
    permit: &MayActAsSelf,
    id: PasskeyId,
    password: String,
    this: Option<&SessionToken>,
    visit: &Visit,
) -> Outcome<Option<SignedIn>> {
    let me = permit.acting().account;
    if !passkeys::of_account(&mut services.database.read().await?, me).await?.iter().any(|passkey| passkey.id == id) {
        return Err(Refusal::NotFound.into());
    }
    let (account, guess) = check_own_password(services, me, password, visit).await?;
    let (account, guess) = (&account, &guess);
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let now = unit.now;
        guesses::was_right(&mut unit.tx, guess).await?;
        let mut signed_in = None;
        if passkeys::remove(&mut unit.tx, me, id).await? {
            sessions::end_of_passkey(&mut unit.tx, id, now).await?;
            if let Some(token) = this
                && sessions::find_active(&mut unit.tx, &token.hash(), now - SessionLife::LONGEST).await?.is_none()
            {
                signed_in = Some(begin_session(&mut unit, account, visit).await?);
            }
            unit.record(me, AccountEvent::PasskeyRemoved).await?;
            tell(&mut unit, me, LetterKind::PasskeyRemoved).await?;
        }
        unit.commit().await?;
        Ok(signed_in)
    })
    .await
}

/// What the browser was asked. It is used up with this, whatever the answer is worth.
pub(super) async fn asked_before(
    services: &Services,
    asked: Option<Uuid>,
    browser: Option<&AskedToken>,
    account: Option<AccountId>,
) -> Outcome<serde_json::Value> {
    let (Some(asked), Some(browser)) = (asked, browser) else { return Err(Refusal::PasskeyOver.into()) };
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let state = passkeys::take(&mut unit.tx, asked, &browser.hash(), account, unit.now - ASKED_LASTS).await?;
        unit.commit().await?;
        Ok(state.ok_or(Refusal::PasskeyOver)?)
    })
    .await
}

async fn has_room(tx: &mut Tx, me: AccountId) -> Outcome<Vec<Passkey>> {
    let held = passkeys::of_account(tx, me).await?;
    if held.len() < MOST_PASSKEYS as usize { Ok(held) } else { Err(Refusal::TooManyPasskeys { most: MOST_PASSKEYS }.into()) }
}

/// By which the device tells one account from another.
fn contact(account: &Account) -> &str {
    account.email.as_deref().or(account.phone.as_deref()).unwrap_or(account.name.as_str())
}

/// To the owner, who may not know.
async fn tell(unit: &mut Unit, me: AccountId, kind: LetterKind) -> Outcome<()> {
    let account = accounts::find(&mut unit.tx, me).await?;
    if let Some(mailbox) = account.as_ref().and_then(Account::mailbox) {
        letters::insert(&mut unit.tx, unit.services.clock.new_id(), kind.code(), mailbox, None, unit.now).await?;
    }
    Ok(())
}
