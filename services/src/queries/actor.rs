//! Who is behind a request.

use crate::{
    Failure, Services, SessionToken,
    contact::Contact,
    store::{
        Tx,
        accounts::{self, Account},
        assignments, regions, second_factors, sessions,
    },
};
use chrono::TimeDelta;
use domain::{
    account::{Actor, SessionLife},
    clock::Day,
};

/// That a session was used is written down so often.
const BETWEEN_TOUCHES: TimeDelta = TimeDelta::minutes(5);

/// Who was recognised by a token.
#[derive(Debug)]
pub struct Recognised {
    pub actor: Actor,
    /// It is time to write down that the session was used.
    pub is_touch_due: bool,
}

impl Recognised {
    fn nobody() -> Self {
        Self { actor: Actor::public(), is_touch_due: false }
    }
}

/// The person of a session with the roles active today; the public when the session is unknown, ended, too old or was
/// not used for too long.
pub async fn recognise(services: &Services, token: &SessionToken) -> Result<Recognised, Failure> {
    let (stand, hash) = (services.stand().await, token.hash());
    let now = services.clock.now();
    if let Some(stand) = stand
        && let Some(actor) = services.hot_actors.get(&hash, stand, now).await
    {
        return Ok(Recognised { actor, is_touch_due: false });
    }
    let mut tx = services.database.read().await?;
    let Some(session) = sessions::find_active(&mut tx, &hash, now - SessionLife::LONGEST).await? else {
        return Ok(Recognised::nobody());
    };
    let Some(account) = accounts::find(&mut tx, session.account).await? else {
        return Ok(Recognised::nobody());
    };
    let id = account.id();
    let mut actor = of_account(&mut tx, account, services.zone().day(now)).await?;
    // A passkey is both steps in one.
    let has_second_step = session.passkey.is_some() || second_factors::is_enrolled(&mut tx, id).await?;
    if services.two_steps.is_duty && !actor.assignments().is_empty() && !has_second_step {
        actor = actor.without_second_step();
    }
    if !actor.session_life().holds(session.created_at, session.last_seen_at, now) {
        return Ok(Recognised::nobody());
    }
    let touch_due = session.last_seen_at + BETWEEN_TOUCHES;
    // An office that has ended elsewhere must not act once more.
    let has_office = !actor.assignments().is_empty() || actor.awaits_second_step();
    if let Some(stand) = stand.filter(|_| now < touch_due && !has_office) {
        services.hot_actors.know(hash, stand, now, touch_due, actor.clone()).await;
    }
    Ok(Recognised { actor, is_touch_due: now >= touch_due })
}

/// The person alone.
pub async fn actor_of(services: &Services, token: &SessionToken) -> Result<Actor, Failure> {
    recognise(services, token).await.map(|recognised| recognised.actor)
}

/// The person with this phone number or e-mail, for the machine's own command line; the public when there is none, or
/// when several name it and none has proven it.
pub async fn actor_of_contact(services: &Services, contact: &str) -> Result<Actor, Failure> {
    let contact = Contact::parse(contact).ok();
    let mut tx = services.database.read().await?;
    let claims = accounts::with_contact(&mut tx, contact.as_ref().map_or("", Contact::as_str), 2).await?;
    // Whoever has proven the contact comes first; among mere claims nobody is preferred.
    let is_clear = claims.len() == 1 || claims.first().is_some_and(|first| first.has_proven(contact.as_ref().map_or("", Contact::as_str)));
    match claims.into_iter().next().filter(|_| is_clear) {
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
