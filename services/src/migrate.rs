//! Bringing a database up to date: its schema, and what SQL cannot fill in alike on both.

use crate::{
    Clock, Failure, ledger,
    store::{Database, accounts},
};

/// The last schema with logs beside the ledger: what they hold is taken over before they go.
const WITH_LOGS: i64 = 24;

pub async fn migrate(database: &Database) -> Result<(), Failure> {
    if !database.is_current().await? {
        database.migrate_to(WITH_LOGS).await?;
        let mut tx = database.begin().await?;
        ledger::import(&Clock::machine(), &mut tx).await?;
        tx.commit().await?;
        database.migrate_schema().await?;
    }
    let mut tx = database.begin().await?;
    accounts::fold_names(&mut tx).await?;
    tx.commit().await
}
