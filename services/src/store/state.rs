//! In which state the data are: a word that is another one after each commit, whoever made it. What the data are does
//! not belong here.

use super::{Database, database::idle::unattended};
use crate::Failure;
use sqlx::{PgPool, SqlitePool, postgres::PgPoolOptions, sqlite::SqlitePoolOptions};
use std::sync::Arc;
use tokio::sync::OnceCell;

/// Asks a database for its state. Clones ask over the same connection.
#[derive(Clone, Debug, Default)]
pub struct DataState {
    /// SQLite counts for each connection the commits of all others, so one is kept that never writes.
    watch: Arc<OnceCell<SqlitePool>>,
    /// Nobody's work keeps these from being asked: the second one where the first hangs.
    postgres: Arc<OnceCell<PgPool>>,
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
            Database::Postgres { pool, .. } => {
                let one =
                    || async { unattended(PgPoolOptions::new()).max_connections(2).connect_lazy_with((*pool.connect_options()).clone()) };
                let own = self.postgres.get_or_init(one).await;
                Ok(sqlx::query_scalar("SELECT pg_current_snapshot()::text").fetch_one(own).await?)
            }
        }
    }

    pub async fn close(&self) {
        if let Some(watch) = self.watch.get() {
            watch.close().await;
        }
        if let Some(own) = self.postgres.get() {
            own.close().await;
        }
    }
}
