//! Signing in: the same answer and the same work whether the account exists, is disabled, or the password is wrong.

use super::{Contact, Outcome};
use crate::{
    Services, SessionToken, password,
    store::{accounts, sessions},
};
use domain::refusal::Refusal;

/// A new session; its token is shown to nobody but the browser that signed in.
pub async fn sign_in(services: &Services, contact: &str, password: String, user_agent: &str) -> Outcome<SessionToken> {
    let account = match Contact::parse(contact) {
        Ok(contact) => {
            let mut tx = services.database.read().await?;
            accounts::find_by_contact(&mut tx, contact.as_str()).await?.filter(|account| account.disabled_at.is_none())
        }
        Err(_) => None,
    };
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let fits = password::verify(password, stored).await?;
    let Some(account) = account.filter(|_| fits) else {
        return Err(Refusal::SignInFailed.into());
    };
    let token = SessionToken::new()?;
    let mut tx = services.database.begin().await?;
    sessions::insert(&mut tx, &token.hash(), account.id(), user_agent, services.clock.now()).await?;
    tx.commit().await?;
    Ok(token)
}
