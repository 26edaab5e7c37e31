//! Signing in: the same answer and the same work whether the account exists, is disabled, or the password is wrong.

use super::{Contact, Outcome};
use crate::{
    BrowserToken, Failure, Services, SessionToken, SignedIn, Visit,
    guesses::{self, Guess, Place, Secret},
    password,
    store::{
        Tx,
        accounts::{self, Account},
        assignments, browsers, sessions,
    },
};
use chrono::TimeDelta;
use domain::{account::SessionLife, clock::Instant, refusal::Refusal};

/// A browser is known again this long after it was last signed in with.
pub(crate) const BROWSER_KNOWN_FOR: TimeDelta = TimeDelta::days(180);

/// A new session; its token is shown to nobody but the browser that signed in. Whoever guesses wrong again and again waits;
/// nobody else does.
pub async fn sign_in(services: &Services, contact: &str, password: String, visit: &Visit) -> Outcome<SignedIn> {
    let parsed = Contact::parse(contact).ok();
    let account = match &parsed {
        Some(contact) => {
            let mut tx = services.database.read().await?;
            accounts::find_by_contact(&mut tx, contact.as_str()).await?.filter(|account| account.disabled_at.is_none())
        }
        None => None,
    };
    let whose = parsed.as_ref().map_or(contact.trim(), Contact::as_str);
    let known = match &account {
        Some(account) => known_browser(services, account, visit).await?,
        None => None,
    };
    let guess = Guess::at(Secret::Password, whose, &known.map_or(Place::Network(&visit.network), Place::Browser));
    guesses::begin(services, &guess).await?;
    let stored = account.as_ref().map(|account| account.password_hash.clone());
    let fits = password::fits(password, stored).await?;
    let Some(account) = account.filter(|_| fits) else {
        tracing::warn!(event = "sign_in_failed", "a contact and a password did not fit");
        return Err(Refusal::SignInFailed.into());
    };
    let mut tx = services.database.begin().await?;
    guesses::was_right(&mut tx, &guess).await?;
    let signed_in = begin_session(services, &mut tx, &account, visit).await?;
    tx.commit().await?;
    Ok(signed_in)
}

/// The token of the browser, if the person has signed in with it before.
async fn known_browser<'a>(services: &Services, account: &Account, visit: &'a Visit) -> Result<Option<&'a BrowserToken>, Failure> {
    let Some(token) = &visit.browser else { return Ok(None) };
    let mut tx = services.database.read().await?;
    let since = services.clock.now() - BROWSER_KNOWN_FOR;
    Ok(browsers::is_known(&mut tx, &token.hash(), account.id(), since).await?.then_some(token))
}

/// Signs a browser in, whatever proved who is in front of it, and remembers the browser.
pub(crate) async fn begin_session(services: &Services, tx: &mut Tx, account: &Account, visit: &Visit) -> Result<SignedIn, Failure> {
    let now = services.clock.now();
    let (token, browser) = (SessionToken::new()?, visit.browser.clone().map_or_else(BrowserToken::new, Ok)?);
    sessions::insert(tx, &token.hash(), account.id(), &visit.user_agent, now).await?;
    browsers::remember(tx, &browser.hash(), account.id(), now).await?;
    tracing::info!(event = "signed_in", account = %account.id(), "somebody signed in");
    Ok(SignedIn { token, browser, lasts: life(services, tx, account, now).await?.whole })
}

async fn life(services: &Services, tx: &mut Tx, account: &Account, now: Instant) -> Result<SessionLife, Failure> {
    let today = services.zone.day(now);
    let held = assignments::of_account(tx, account.id()).await?;
    Ok(SessionLife::of(held.iter().any(|held| held.assignment.is_active_on(today))))
}
