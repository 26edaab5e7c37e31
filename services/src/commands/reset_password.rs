//! Somebody sets a new password with a one-time code, whichever way it reached them. Every session ends; signing in
//! with the new password is the next step, with whatever else that asks for.

use super::{Claim, MOST_CLAIMS, Outcome, once_more};
use crate::{
    CommandError, OneTimeCode, Services, Visit,
    guesses::{self, Guess, Place, Secret},
    letter::LetterKind,
    password,
    store::{
        accounts::{self, Account},
        browsers, codes, letters, sessions,
    },
    strength,
    unit::Unit,
};
use domain::{
    ledger::AccountEvent,
    one_time_code::{CodeChannel, CodePurpose},
    refusal::Refusal,
};

/// A wrong code is told in one way only. A password that is too weak leaves the code as it is.
pub async fn reset_password(services: &Services, contact: &Claim, code: &str, new: &str, visit: &Visit) -> Outcome<()> {
    let whose = contact.as_str();
    let guess = Guess::at(Secret::Code, whose, &Place::Network(&visit.network));
    guesses::begin(services, &guess).await?;
    let wrong = || CommandError::at("code", Refusal::CodeWrong);
    let code = OneTimeCode::parse(code).ok_or_else(wrong)?;
    let new = strength::normal(new);
    let Some(account) = owner(services, whose, &code).await? else { return Err(wrong()) };
    strength::check(&new, &account.known()).map_err(|refusal| CommandError::at("new_password", refusal))?;
    let hash = password::hash(new).await?;

    let (account, code, hash, guess) = (&account, &code, &hash, &guess);
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        // Asked again: the same code may have been used meanwhile.
        let used = codes::take(&mut unit.tx, account.id(), CodePurpose::Password, &code.hash(account.id()), unit.now).await?;
        let used = used.ok_or_else(wrong)?;
        guesses::was_right(&mut unit.tx, guess).await?;
        set_password(&mut unit, account, hash, used.channel).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Whose code it is, of all who name this contact; it is not used up yet.
async fn owner(services: &Services, contact: &str, code: &OneTimeCode) -> Outcome<Option<Account>> {
    let now = services.clock.now();
    let mut tx = services.database.read().await?;
    for account in accounts::with_contact(&mut tx, contact, MOST_CLAIMS).await? {
        if codes::is_live(&mut tx, account.id(), CodePurpose::Password, &code.hash(account.id()), now).await? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

async fn set_password(unit: &mut Unit, account: &Account, hash: &str, channel: CodeChannel) -> Outcome<()> {
    let (id, now, tx) = (account.id(), unit.now, &mut unit.tx);
    accounts::set_password(tx, id, hash).await?;
    sessions::end_all(tx, id, now).await?;
    browsers::forget_all(tx, id).await?;
    codes::forget_all(tx, id, CodePurpose::Password).await?;
    unit.record(id, AccountEvent::PasswordReset { channel }).await?;
    if let Some(mailbox) = account.mailbox() {
        letters::insert(&mut unit.tx, unit.services.clock.new_id(), LetterKind::PasswordChanged.code(), mailbox, None, now).await?;
    }
    tracing::info!(event = "password_reset", account = %id, channel = channel.code(), "a password was set with a code");
    Ok(())
}
