//! A person says which phone or e-mail is theirs and wants to prove it: the one they have, or another one instead.
//!
//! The rule of contacts: naming one is a claim, and several people may claim one. Proof beats claim, and a newer proof
//! beats an older one, because numbers change hands. A proven contact stays in force until the next one is proven; a
//! claim is replaced at once. An e-mail is proven by a code in a letter, a phone by a code that the kelurahan reads
//! out on it.

use super::{Contact, Outcome, once_more};
use crate::{
    CommandError, Failure, OneTimeCode, Services, Visit,
    guesses::{self, Guess, Place, Secret},
    letter::LetterKind,
    password,
    store::{
        Tx,
        accounts::{self, Account},
        codes, contacts, letters,
    },
    unit::Unit,
};
use chrono::TimeDelta;
use domain::{
    account::ContactKind,
    ids::AccountId,
    ledger::AccountEvent,
    one_time_code::{CodeChannel, CodePurpose},
    permission::MayActAsSelf,
    refusal::Refusal,
};

/// Whoever asks again sooner finds the first letter.
const BETWEEN_LETTERS: TimeDelta = TimeDelta::minutes(2);

/// Another contact takes the place of the one of its kind; the password is asked again.
pub async fn change_contact(services: &Services, permit: &MayActAsSelf, contact: &Contact, password: String, visit: &Visit) -> Outcome<()> {
    let me = permit.acting().account;
    let account = find(&mut services.database.read().await?, me).await?;
    let guess = Guess::at(Secret::Password, &me.to_string(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await.map_err(|error| at("password", error))?;
    if !password::fits(password, Some(account.password_hash.clone())).await? {
        return Err(CommandError::at("password", Refusal::PasswordWrong));
    }
    let guess = &guess;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        guesses::was_right(&mut unit.tx, guess).await?;
        let account = find(&mut unit.tx, me).await?;
        let (known, proven) = match contact.kind() {
            ContactKind::Phone => (account.phone.as_deref(), account.phone_verified_at.is_some()),
            ContactKind::Email => (account.email.as_deref(), account.email_verified_at.is_some()),
        };
        let is_known = known == Some(contact.as_str());
        if !proven && !is_known {
            contacts::set(&mut unit.tx, me, contact.kind(), contact.as_str(), None).await?;
            unit.record(me, AccountEvent::ContactChanged { contact: contact.kind() }).await?;
        }
        if !(proven && is_known) {
            ask(&mut unit, me, contact).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// The contact stays; its owner wants to prove it.
pub async fn ask_proof(services: &Services, permit: &MayActAsSelf, kind: ContactKind) -> Outcome<()> {
    let me = permit.acting().account;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let account = find(&mut unit.tx, me).await?;
        let contact = match kind {
            ContactKind::Phone => account.phone.map(Contact::Phone),
            ContactKind::Email => account.email.map(Contact::Email),
        };
        ask(&mut unit, me, &contact.ok_or(Refusal::NotFound)?).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Writes the wish down; an e-mail gets its letter at once.
async fn ask(unit: &mut Unit, me: AccountId, contact: &Contact) -> Outcome<()> {
    let (services, now, tx) = (&unit.services, unit.now, &mut unit.tx);
    contacts::wish(tx, me, contact.kind(), contact.as_str(), now).await?;
    let Contact::Email(address) = contact else { return Ok(()) };
    if services.mailer.is_none() {
        return Ok(());
    }
    if codes::was_made(tx, me, CodePurpose::Contact, CodeChannel::Mail, now - BETWEEN_LETTERS).await? {
        return Err(Refusal::WaitBeforeTrying { minutes: 2 }.into());
    }
    let code = OneTimeCode::new()?;
    codes::replace(tx, me, CodePurpose::Contact, CodeChannel::Mail).await?;
    let new = codes::NewCode {
        id: services.clock.new_id(),
        owner: me,
        purpose: CodePurpose::Contact,
        channel: CodeChannel::Mail,
        contact: Some(address),
        hash: &code.hash(me),
        made_at: now,
        made_by: None,
    };
    codes::insert(tx, &new).await?;
    letters::insert(tx, services.clock.new_id(), LetterKind::ContactCode.code(), address, Some(&code.to_string()), now).await?;
    Ok(())
}

pub(super) async fn find(tx: &mut Tx, me: AccountId) -> Result<Account, Failure> {
    accounts::find(tx, me).await?.ok_or_else(|| Failure::Other("an account vanished".into()))
}

fn at(field: &'static str, error: CommandError) -> CommandError {
    match error {
        CommandError::Refused(refusal) => CommandError::at(field, refusal),
        other => other,
    }
}
