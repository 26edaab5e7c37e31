//! Ending the session of this browser, or all of a person's.

use super::Outcome;
use crate::{
    Services, SessionToken,
    store::{browsers, sessions},
};
use domain::permission::MayActAsSelf;

/// Ends the session of this browser. The browser stays known: its owner may mistype the password the next time.
pub async fn sign_out(services: &Services, token: &SessionToken) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let account = sessions::end(&mut tx, &token.hash(), services.clock.now()).await?;
    tx.commit().await?;
    if let Some(account) = account {
        tracing::info!(event = "signed_out", %account, "somebody signed out");
    }
    Ok(())
}

/// Ends every session, this one included, and forgets every browser; returns how many sessions there were.
pub async fn sign_out_everywhere(services: &Services, permit: &MayActAsSelf) -> Outcome<u64> {
    let mut tx = services.database.begin().await?;
    let me = permit.acting().account;
    let ended = sessions::end_all(&mut tx, me, services.clock.now()).await?;
    browsers::forget_all(&mut tx, me).await?;
    tx.commit().await?;
    tracing::info!(event = "signed_out_everywhere", account = %me, sessions = ended, "somebody signed out everywhere");
    Ok(ended)
}
