//! In which state the data are: a word that is another one after each commit, whoever made it. What the data are does
//! not belong here.

use super::{Database, database::idle::unattended};
use crate::Failure;
use sqlx::{SqlitePool, sqlite::SqlitePoolOptions};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Asks a database for its state. Clones ask over the same connection.
#[derive(Clone, Debug, Default)]
pub struct DataState {
    /// SQLite counts for each connection the commits of all others, so one is kept that never writes.
    watch: Arc<OnceCell<SqlitePool>>,
}

impl DataState {
    /// Equal words mean equal data. Other words may mean so, too: PostgreSQL counts what other databases of its server
    /// do.
    pub async fn now(&self, database: &Database) -> Result<String, Failure> {
        match database {
            Database::Sqlite { read, .. } => {
                let options = (*read.connect_options()).clone();
                let one = unattended(SqlitePoolOptions::new()).max_connections(1);
                let watch = self.watch.get_or_try_init(|| one.connect_with(options)).await?;
                let version: i64 = sqlx::query_scalar("PRAGMA data_version").fetch_one(watch).await?;
                Ok(version.to_string())
            }
            Database::Postgres { pool, .. } => Ok(sqlx::query_scalar("SELECT pg_current_snapshot()::text").fetch_one(pool).await?),
        }
    }

    pub async fn close(&self) {
        if let Some(watch) = self.watch.get() {
            watch.close().await;
        }
    }
}
