//! Who is behind a request.

use crate::{
    Failure, Services, SessionToken,
    store::{
        Tx,
        accounts::{self, Account},
        assignments, regions, sessions,
    },
};
use chrono::Duration;
use domain::{account::Actor, clock::Day};

/// A browser stays signed in this long.
const SESSION_DAYS: i64 = 30;

/// The person of a session with the roles active today; the public when the session is unknown, ended or too old.
pub async fn actor_of(services: &Services, token: &SessionToken) -> Result<Actor, Failure> {
    let now = services.clock.now();
    let mut tx = services.database.read().await?;
    let Some(session) = sessions::find_active(&mut tx, &token.hash(), now - Duration::days(SESSION_DAYS)).await? else {
        return Ok(Actor::public());
    };
    let Some(account) = accounts::find(&mut tx, session.account).await? else {
        return Ok(Actor::public());
    };
    of_account(&mut tx, account, services.zone.day(now)).await
}

/// The person with this phone number or e-mail, for the machine's own command line; the public when there is none.
pub async fn actor_of_contact(services: &Services, contact: &str) -> Result<Actor, Failure> {
    let mut tx = services.database.read().await?;
    match accounts::find_by_contact(&mut tx, contact.trim()).await? {
        Some(account) => of_account(&mut tx, account, services.today()).await,
        None => Ok(Actor::public()),
    }
}

async fn of_account(tx: &mut Tx, account: Account, today: Day) -> Result<Actor, Failure> {
    let home = match account.home() {
        Some(id) => regions::find(tx, id).await?.map(|region| region.code),
        None => None,
    };
    let held = assignments::of_account(tx, account.id()).await?;
    let assignments = held.into_iter().map(|held| held.assignment).collect();
    let confirmed = account.residence_confirmed_at.is_some();
    Ok(Actor::signed(account.id(), account.name, home, confirmed, assignments, today))
}
