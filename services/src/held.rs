//! What a person holds: roles and sessions. What is shown of them, and how they end, is asked here alike.

use crate::{
    Failure, Services,
    store::{
        Tx, assignments,
        sessions::{self, OwnSession},
    },
};
use domain::{
    account::{Role, SessionLife},
    ids::AccountId,
    permission::MayActAsSelf,
};

/// The roles somebody holds or will hold.
pub async fn roles(services: &Services, tx: &mut Tx, owner: AccountId) -> Result<Vec<Role>, Failure> {
    let today = services.today();
    let held = assignments::of_account(tx, owner).await?;
    let lasts = held.iter().filter(|held| held.assignment.to.is_none_or(|to| to >= today));
    Ok(lasts.map(|held| held.assignment.role).collect())
}

/// Whoever has more ends all of them at once.
const MOST_SHOWN: i64 = 50;

/// Their sessions that still sign somebody in, the last used first.
pub async fn sessions(services: &Services, tx: &mut Tx, permit: &MayActAsSelf) -> Result<Vec<OwnSession>, Failure> {
    let (me, now) = (permit.acting().account, services.clock.now());
    let today = services.zone().day(now);
    let roles = assignments::of_account(tx, me).await?;
    let life = SessionLife::of(roles.iter().any(|held| held.assignment.is_active_on(today)));
    sessions::of_account(tx, me, now - life.whole, now - life.idle, MOST_SHOWN).await
}
