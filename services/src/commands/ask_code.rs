//! Somebody has forgotten the password and asks for a code by e-mail. The answer is the same whether there is an
//! account, whether its e-mail is proven, and whether a letter goes out: one unit of work, one commit.

use super::{Claim, MOST_CLAIMS, Outcome, once_more};
use crate::{
    OneTimeCode, Services, Visit,
    guesses::{self, Guess, Place, Secret},
    letter::LetterKind,
    store::{
        accounts::{self, Account},
        codes, letters,
    },
    unit::Unit,
};
use chrono::TimeDelta;
use domain::one_time_code::{CodeChannel, CodePurpose};

/// Whoever asks again sooner finds the first letter.
const BETWEEN_LETTERS: TimeDelta = TimeDelta::minutes(10);

/// Only a proven e-mail gets a letter. Asking is slowed down like guessing: letters are a nuisance to whoever gets
/// them.
pub async fn ask_code(services: &Services, contact: &Claim, visit: &Visit) -> Outcome<()> {
    let whose = contact.as_str();
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        guesses::count(services, &mut unit.tx, &Guess::at(Secret::AskingForCode, whose, &Place::Network(&visit.network))).await?;
        if services.mailer.is_some() {
            for account in accounts::with_contact(&mut unit.tx, whose, MOST_CLAIMS).await? {
                send_code(&mut unit, &account).await?;
            }
        }
        Ok(unit.commit().await?)
    })
    .await
}

async fn send_code(unit: &mut Unit, account: &Account) -> Outcome<()> {
    let Some(mailbox) = account.mailbox() else { return Ok(()) };
    let (clock, now, tx) = (&unit.services.clock, unit.now, &mut unit.tx);
    if codes::was_made(tx, account.id(), CodePurpose::Password, CodeChannel::Mail, now - BETWEEN_LETTERS).await? {
        return Ok(());
    }
    let code = OneTimeCode::new()?;
    let new = codes::NewCode {
        id: clock.new_id(),
        owner: account.id(),
        purpose: CodePurpose::Password,
        channel: CodeChannel::Mail,
        contact: Some(mailbox),
        hash: &code.hash(account.id()),
        made_at: now,
        made_by: None,
    };
    codes::replace(tx, account.id(), CodePurpose::Password, CodeChannel::Mail).await?;
    codes::insert(tx, &new).await?;
    letters::insert(tx, clock.new_id(), LetterKind::PasswordCode.code(), mailbox, Some(&code.to_string()), now).await?;
    tracing::info!(event = "code_mailed", account = %account.id(), "a code for a new password goes out by e-mail");
    Ok(())
}
