//! A person changes the own password; every session ends, every browser is forgotten, and a new session begins.

use super::{Outcome, once_more, sign_in::begin_session};
use crate::{
    CommandError, Failure, Services, SignedIn, Visit,
    guesses::{self, Guess, Place, Secret},
    letter::LetterKind,
    password,
    store::{accounts, browsers, letters, sessions},
    strength,
    unit::Unit,
};
use domain::{ledger::AccountEvent, permission::MayActAsSelf, refusal::Refusal};

/// The old password is asked again: a phone left on a table is not enough, and guessing it there is slowed down too.
pub async fn change_password(services: &Services, permit: &MayActAsSelf, old: String, new: String, visit: &Visit) -> Outcome<SignedIn> {
    let me = permit.acting().account;
    let mut tx = services.database.read().await?;
    let account = accounts::find(&mut tx, me).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
    drop(tx);
    let guess = Guess::at(Secret::Password, &me.to_string(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await.map_err(at_old_password)?;
    if !password::fits(old, Some(account.password_hash.clone())).await? {
        return Err(CommandError::at("old_password", Refusal::PasswordWrong));
    }
    let new = strength::normal(&new);
    strength::check(&new, &account.known()).map_err(|refusal| CommandError::at("new_password", refusal))?;
    let hash = password::hash(new).await?;

    let (account, hash, guess) = (&account, &hash, &guess);
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (tx, now) = (&mut unit.tx, unit.now);
        guesses::was_right(tx, guess).await?;
        accounts::set_password(tx, me, hash).await?;
        sessions::end_all(tx, me, now).await?;
        browsers::forget_all(tx, me).await?;
        let signed_in = begin_session(&mut unit, account, visit).await?;
        unit.record(me, AccountEvent::PasswordChanged).await?;
        if let Some(mailbox) = account.mailbox() {
            letters::insert(&mut unit.tx, services.clock.new_id(), LetterKind::PasswordChanged.code(), mailbox, None, now).await?;
        }
        unit.commit().await?;
        Ok(signed_in)
    })
    .await
}

fn at_old_password(error: CommandError) -> CommandError {
    match error {
        CommandError::Refused(refusal) => CommandError::at("old_password", refusal),
        other => other,
    }
}
