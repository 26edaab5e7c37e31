//! Bringing a database up to date: its schema, and what SQL cannot fill in alike on both.

use crate::{
    Clock, Failure, ledger,
    store::{Database, accounts},
};

pub async fn migrate(database: &Database) -> Result<(), Failure> {
    database.migrate_schema().await?;
    let mut tx = database.begin().await?;
    accounts::fold_names(&mut tx).await?;
    ledger::import(&Clock::machine(), &mut tx).await?;
    tx.commit().await
}
