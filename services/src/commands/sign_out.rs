//! Ending the session of this browser, or all of a person's.

use super::{Outcome, once_more};
use crate::{
    Services, SessionToken,
    store::{browsers, sessions},
    unit::Unit,
};
use domain::permission::MayActAsSelf;

/// Ends the session of this browser. The browser stays known: its owner may mistype the password the next time.
pub async fn sign_out(services: &Services, token: &SessionToken) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let account = sessions::end(&mut unit.tx, &token.hash(), unit.now).await?;
        unit.commit().await?;
        if let Some(account) = account {
            tracing::info!(event = "signed_out", %account, "somebody signed out");
        }
        Ok(())
    })
    .await
}

/// Ends every session, this one included, and forgets every browser; returns how many sessions there were.
pub async fn sign_out_everywhere(services: &Services, permit: &MayActAsSelf) -> Outcome<u64> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let me = permit.acting().account;
        let ended = sessions::end_all(&mut unit.tx, me, unit.now).await?;
        browsers::forget_all(&mut unit.tx, me).await?;
        unit.commit().await?;
        tracing::info!(event = "signed_out_everywhere", account = %me, sessions = ended, "somebody signed out everywhere");
        Ok(ended)
    })
    .await
}
