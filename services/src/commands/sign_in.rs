//! Signing in: the same answer and the same work whether the account exists, is disabled, or the password is wrong.

use super::{Claim, MOST_CLAIMS, Outcome, once_more};
use crate::{
    BrowserToken, Failure, HalfToken, Services, SessionToken, SignIn, SignedIn, Visit,
    guesses::{self, Guess, Place, Secret},
    password,
    store::{
        accounts::{self, Account},
        assignments, browsers, second_factors, sessions,
    },
    unit::Unit,
};
use chrono::TimeDelta;
use domain::{account::SessionLife, refusal::Refusal};

/// A browser is known again this long after it was last signed in with.
pub(crate) const BROWSER_KNOWN_FOR: TimeDelta = TimeDelta::days(180);

/// A new session, or the second step where one is set up. Whoever guesses wrong again and again waits;
/// nobody else does.
pub async fn sign_in(services: &Services, contact: &Claim, password: String, visit: &Visit) -> Outcome<SignIn> {
    let whose = contact.as_str();
    let claims = accounts::with_contact(&mut services.database.read().await?, whose, MOST_CLAIMS).await?;
    let known = known_browser(services, &claims, visit).await?;
    let guess = Guess::at(Secret::Password, whose, &known.map_or(Place::Network(&visit.network), Place::Browser));
    guesses::begin(services, &guess).await?;
    let Some(account) = whose_password(claims, password).await? else {
        tracing::warn!(event = "sign_in_failed", "a contact and a password did not fit");
        return Err(Refusal::SignInFailed.into());
    };
    let (guess, account) = (&guess, &account);
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        guesses::was_right(&mut unit.tx, guess).await?;
        let outcome = if second_factors::is_enrolled(&mut unit.tx, account.id()).await? {
            let half = HalfToken::new()?;
            second_factors::begin_half(&mut unit.tx, &half.hash(), account.id(), unit.now).await?;
            SignIn::Half(half)
        } else {
            SignIn::Done(begin_session(&mut unit, account, visit).await?)
        };
        unit.commit().await?;
        Ok(outcome)
    })
    .await
}

/// Whose password it is, of all who name the contact. Where nobody does, the same work is done as for one.
pub(crate) async fn whose_password(claims: Vec<Account>, password: String) -> Outcome<Option<Account>> {
    if claims.is_empty() {
        password::fits(password, None).await?;
        return Ok(None);
    }
    for account in claims {
        if password::fits(password.clone(), Some(account.password_hash.clone())).await? {
            return Ok(Some(account));
        }
    }
    Ok(None)
}

/// The token of the browser, if one of these people has signed in with it before.
pub(super) async fn known_browser<'a>(
    services: &Services,
    claims: &[Account],
    visit: &'a Visit,
) -> Result<Option<&'a BrowserToken>, Failure> {
    let Some(token) = &visit.browser else { return Ok(None) };
    let mut tx = services.database.read().await?;
    let since = services.clock.now() - BROWSER_KNOWN_FOR;
    for account in claims {
        if browsers::is_known(&mut tx, &token.hash(), account.id(), since).await? {
            return Ok(Some(token));
        }
    }
    Ok(None)
}

/// Signs a browser in, whatever proved who is in front of it, and remembers the browser.
pub(crate) async fn begin_session(unit: &mut Unit, account: &Account, visit: &Visit) -> Result<SignedIn, Failure> {
    let (now, tx) = (unit.now, &mut unit.tx);
    let (token, browser) = (SessionToken::new()?, visit.browser.clone().map_or_else(BrowserToken::new, Ok)?);
    sessions::insert(tx, &token.hash(), account.id(), &visit.user_agent, now).await?;
    browsers::remember(tx, &browser.hash(), account.id(), now).await?;
    tracing::info!(event = "signed_in", account = %account.id(), "somebody signed in");
    Ok(SignedIn { token, browser, lasts: life(unit, account).await?.whole })
}

async fn life(unit: &mut Unit, account: &Account) -> Result<SessionLife, Failure> {
    let today = unit.today();
    let held = assignments::of_account(&mut unit.tx, account.id()).await?;
    Ok(SessionLife::of(held.iter().any(|held| held.assignment.is_active_on(today))))
}
