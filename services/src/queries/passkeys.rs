//! A person's passkeys, for that person.

use crate::{Failure, Services, store::passkeys};
use domain::{clock::Instant, ids::PasskeyId, permission::MayActAsSelf};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyLine {
    pub id: PasskeyId,
    pub name: String,
    /// The host at which it works.
    pub site: String,
    pub made: Instant,
    pub last_used: Option<Instant>,
}

/// The oldest first.
pub async fn own_passkeys(services: &Services, permit: &MayActAsSelf) -> Result<Vec<PasskeyLine>, Failure> {
    let mut tx = services.database.read().await?;
    let held = passkeys::of_account(&mut tx, permit.acting().account).await?;
    let line = |passkey: passkeys::Passkey| PasskeyLine {
        id: passkey.id,
        name: passkey.name,
        site: passkey.site,
        made: passkey.created_at,
        last_used: passkey.used_at,
    };
    Ok(held.into_iter().map(line).collect())
}
