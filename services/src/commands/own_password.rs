//! Who does something that cannot be undone types the password again: a phone left on a table is not enough, and
//! guessing it there is slowed down too.

use super::Outcome;
use crate::{
    CommandError, Failure, Services, Visit,
    guesses::{self, Guess, Place, Secret},
    password,
    store::accounts::{self, Account},
};
use domain::{ids::AccountId, refusal::Refusal};

/// The account, and the guess that was right. What is wrong stands at `password`.
pub(super) async fn check_own_password(services: &Services, me: AccountId, typed: String, visit: &Visit) -> Outcome<(Account, Guess)> {
    let mut tx = services.database.read().await?;
    let account = accounts::find(&mut tx, me).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
    drop(tx);
    let guess = Guess::at(Secret::Password, &me.to_string(), &Place::Network(&visit.network));
    guesses::begin(services, &guess).await.map_err(at_password)?;
    if !password::fits(typed, Some(account.password_hash.clone())).await? {
        return Err(CommandError::at("password", Refusal::PasswordWrong));
    }
    Ok((account, guess))
}

fn at_password(error: CommandError) -> CommandError {
    match error {
        CommandError::Refused(refusal) => CommandError::at("password", refusal),
        other => other,
    }
}
