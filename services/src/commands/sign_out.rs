//! Ending one session, or all of a person's.

use super::Outcome;
use crate::{Services, SessionToken, store::sessions};
use domain::permission::MayActAsSelf;

/// Ends the session of this browser.
pub async fn sign_out(services: &Services, token: &SessionToken) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    sessions::end(&mut tx, &token.hash(), services.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends every session, this one included; returns how many there were.
pub async fn sign_out_everywhere(services: &Services, permit: &MayActAsSelf) -> Outcome<u64> {
    let mut tx = services.database.begin().await?;
    let ended = sessions::end_all(&mut tx, permit.acting().account, services.clock.now()).await?;
    tx.commit().await?;
    Ok(ended)
}
