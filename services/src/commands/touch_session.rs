//! A session was used; without use it ends.

use super::Outcome;
use crate::{Services, SessionToken, store::sessions};

/// Called only when the last time is long enough ago that writing is worth it; see `queries::actor`.
pub async fn touch_session(services: &Services, token: &SessionToken) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    sessions::touch(&mut tx, &token.hash(), services.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
