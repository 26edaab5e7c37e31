//! Who is behind a request.

use crate::{
    Failure, Services, SessionToken,
    store::{accounts, assignments, regions, sessions},
};
use chrono::Duration;
use domain::account::Actor;

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
    let home = match account.home() {
        Some(id) => regions::find(&mut tx, id).await?.map(|region| region.code),
        None => None,
    };
    let held = assignments::of_account(&mut tx, session.account).await?;
    let assignments = held.into_iter().map(|held| held.assignment).collect();
    let confirmed = account.residence_confirmed_at.is_some();
    Ok(Actor::signed(session.account, account.name, home, confirmed, assignments, services.zone.day(now)))
}
