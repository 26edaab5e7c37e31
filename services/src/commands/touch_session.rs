//! A session was used; without use it ends.

use super::{Outcome, once_more};
use crate::{Services, SessionToken, store::sessions, unit::Unit};

/// Called only when the last time is long enough ago that writing is worth it; see `queries::actor`.
pub async fn touch_session(services: &Services, token: &SessionToken) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        sessions::touch(&mut unit.tx, &token.hash(), unit.now).await?;
        Ok(unit.commit().await?)
    })
    .await
}
