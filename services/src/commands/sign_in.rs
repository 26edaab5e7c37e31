//! Signing in: the same answer and the same work whether the account exists, is disabled, or the password is wrong.

use super::{Contact, Outcome};
use crate::{
    Services, SessionToken, password,
    store::{accounts, sessions},
};
use domain::refusal::Refusal;

/// A new session; its token is shown to nobody but the browser that signed in. After too many wrong guesses even the right
/// password is refused for a while, in the same words.
pub async fn sign_in(services: &Services, contact: &str, password: String, user_agent: &str) -> Outcome<SessionToken> {
    let now = services.clock.now();
    let contact = Contact::parse(contact).ok();
    let account = match &contact {
        Some(contact) => {
            let mut tx = services.database.read().await?;
            accounts::find_by_contact(&mut tx, contact.as_str()).await?.filter(|account| account.disabled_at.is_none())
        }
        None => None,
    };
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let contact = contact.as_ref().map_or("", Contact::as_str);
    let may_guess = services.guesses.may_guess(contact, now);
    let fits = password::verify(password, stored).await?;
    let Some(account) = account.filter(|_| fits && may_guess) else {
        services.guesses.was_wrong(contact, now);
        return Err(Refusal::SignInFailed.into());
    };
    services.guesses.was_right(contact);
    let token = SessionToken::new()?;
    let mut tx = services.database.begin().await?;
    sessions::insert(&mut tx, &token.hash(), account.id(), user_agent, now).await?;
    tx.commit().await?;
    Ok(token)
}
