//! Whether anybody lives here yet.

use crate::{Failure, Services, store::accounts};

/// No accounts at all.
pub async fn is_empty(services: &Services) -> Result<bool, Failure> {
    let mut tx = services.database.read().await?;
    Ok(accounts::count(&mut tx).await? == 0)
}
