//! Bringing a database up to date: its schema, and what SQL cannot fill in alike on both.

use crate::{
    Clock, Failure, ledger,
    store::{Database, accounts, health},
};

/// The last schema with logs of meetings and acts: what they hold is taken over before they go.
const WITH_LOGS: i64 = 24;
/// The last schema with a row of the city beside its settings.
const WITH_CITY: i64 = 30;
/// The last schema with the rule for answers to plans beside the settings.
const WITH_RULES: i64 = 52;
/// The schema in which the journeys of proposals and plans have no tables of their own any more.
const WITHOUT_JOURNEYS: i64 = 50;

pub async fn migrate(database: &Database) -> Result<(), Failure> {
    if !database.is_current().await? {
        let known = health::schemas(&mut database.read().await?).await?;
        let last = known.last().copied().unwrap_or_default();
        if last <= WITH_LOGS {
            database.migrate_to(WITH_LOGS).await?;
            let mut tx = database.begin().await?;
            ledger::import(&Clock::machine(), &mut tx).await?;
            tx.commit().await?;
        }
        if last <= WITH_CITY {
            database.migrate_to(WITH_CITY).await?;
            let mut tx = database.begin().await?;
            ledger::import_city(&Clock::machine(), &mut tx).await?;
            tx.commit().await?;
        }
        if !known.contains(&WITHOUT_JOURNEYS) {
            database.migrate_to(Database::schemas().into_iter().filter(|schema| *schema < WITHOUT_JOURNEYS).max().unwrap_or(last)).await?;
            let mut tx = database.begin().await?;
            ledger::recall(&mut tx).await?;
            tx.commit().await?;
        }
        if last <= WITH_RULES {
            database.migrate_to(WITH_RULES).await?;
            let mut tx = database.begin().await?;
            ledger::import_rule(&Clock::machine(), &mut tx).await?;
            tx.commit().await?;
        }
        database.migrate_schema().await?;
    }
    let mut tx = database.begin().await?;
    ledger::import_lists(&Clock::machine(), &mut tx).await?;
    accounts::fold_names(&mut tx).await?;
    tx.commit().await
}
