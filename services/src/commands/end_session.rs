//! A person ends one of their own sessions, on a phone that was lost or a machine that others use.

use super::{Outcome, once_more};
use crate::{Services, held, store::sessions, token, unit::Unit};
use domain::permission::MayActAsSelf;

/// `name` is what the list of sessions calls it. Ending it twice is no error.
pub async fn end_session(services: &Services, permit: &MayActAsSelf, name: &str) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let held = held::sessions(services, &mut unit.tx, permit).await?;
        if let Some(session) = held.iter().find(|session| token::name_of(&session.token_hash) == name) {
            sessions::end(&mut unit.tx, &session.token_hash, unit.now).await?;
            tracing::info!(event = "session_ended", account = %permit.acting().account, "somebody ended one of their sessions");
        }
        Ok(unit.commit().await?)
    })
    .await
}
