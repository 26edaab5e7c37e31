//! The browsers in which a person is signed in, for that person.

use crate::{
    Failure, Services, SessionToken,
    store::{
        Tx, assignments,
        sessions::{self, OwnSession},
    },
    token,
};
use domain::{account::SessionLife, clock::Instant, permission::MayActAsSelf};

/// Whoever has more ends all of them at once.
const MOST_SHOWN: i64 = 50;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionLine {
    /// By which a form names it.
    pub name: String,
    pub begun: Instant,
    pub last_seen: Instant,
    pub user_agent: String,
    /// The one that asks.
    pub is_this: bool,
}

/// The sessions in force, the last used first.
pub async fn own_sessions(services: &Services, permit: &MayActAsSelf, this: Option<&SessionToken>) -> Result<Vec<SessionLine>, Failure> {
    let mut tx = services.database.read().await?;
    let this = this.map(SessionToken::hash);
    let held = held(services, &mut tx, permit).await?;
    Ok(held
        .into_iter()
        .map(|session| SessionLine {
            name: token::name_of(&session.token_hash),
            begun: session.created_at,
            last_seen: session.last_seen_at,
            is_this: this.as_ref() == Some(&session.token_hash),
            user_agent: session.user_agent,
        })
        .collect())
}

/// Those that still sign somebody in.
pub(crate) async fn held(services: &Services, tx: &mut Tx, permit: &MayActAsSelf) -> Result<Vec<OwnSession>, Failure> {
    let (me, now) = (permit.acting().account, services.clock.now());
    let today = services.zone.day(now);
    let roles = assignments::of_account(tx, me).await?;
    let life = SessionLife::of(roles.iter().any(|held| held.assignment.is_active_on(today)));
    sessions::of_account(tx, me, now - life.whole, now - life.idle, MOST_SHOWN).await
}
