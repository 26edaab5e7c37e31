//! Whether the database answers, and whether anybody lives here yet.

use crate::{Failure, Services, store::accounts};

/// Reads one row.
pub async fn is_ready(services: &Services) -> Result<(), Failure> {
    is_empty(services).await.map(drop)
}

/// No accounts at all.
pub async fn is_empty(services: &Services) -> Result<bool, Failure> {
    let mut tx = services.database.read().await?;
    Ok(accounts::count(&mut tx).await? == 0)
}
