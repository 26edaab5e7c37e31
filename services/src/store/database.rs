//! Connecting, beginning, committing: the only place that knows which database is behind, with the migration folders.
//! Queries do not belong here. To keep a row for a unit of work, update its `version` first: that locks it on both.

mod alone;
mod connect;
mod gate;
mod group;
pub(super) mod idle;

pub use alone::Alone;
pub use group::{Groups, SqliteTx};

use crate::{
    Failure,
    store::{Obstacle, Outage},
};
use gate::Gate;
use sqlx::{
    Connection as _, Error, PgPool, Postgres, SqlitePool, Transaction,
    migrate::{MigrateError, Migrator},
};
use std::{sync::Arc, time::Duration};
use tokio::time::timeout;

/// A connection that was let go is back in its pool by then, on the slowest machine.
const ON_ITS_WAY: Duration = Duration::from_secs(1);
/// Rows that one statement inserts, of up to thirty values each: SQLite takes 32,766 of them.
pub(crate) const ROWS_AT_ONCE: usize = 1000;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/postgres");

/// One of the two databases. Clones share the connections.
#[derive(Clone, Debug)]
pub enum Database {
    /// One writing connection, so that writers queue instead of failing, and a pool that can only read.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
        groups: Groups,
        gate: Arc<Gate>,
    },
    Postgres {
        pool: PgPool,
        gate: Arc<Gate>,
    },
}

/// A unit of work: commands commit it, dropping it rolls back.
pub enum Tx {
    Sqlite(SqliteTx),
    Postgres(Transaction<'static, Postgres>),
}

/// Runs one query on whichever database the transaction belongs to.
macro_rules! on_tx {
    ($tx:expr, $conn:ident => $query:expr) => {
        match $tx {
            $crate::store::Tx::Sqlite(tx) => {
                let $conn = &mut **tx;
                $query
            }
            $crate::store::Tx::Postgres(tx) => {
                let $conn = &mut **tx;
                $query
            }
        }
    };
}
pub(crate) use on_tx;

fn can_open(migrated: Result<(), MigrateError>) -> Result<(), Failure> {
    migrated.map_err(|error| match Obstacle::to_migrating(&error) {
        Some(obstacle) => Failure::CannotOpen { obstacle, detail: error.to_string() },
        None => error.into(),
    })
}

impl Database {
    /// Brings the schema up to date; what SQL cannot fill in is left to [`migrate`](crate::migrate()).
    pub(crate) async fn migrate_schema(&self) -> Result<(), Failure> {
        can_open(match self {
            Self::Sqlite { write, .. } => SQLITE_MIGRATIONS.run(write).await,
            Self::Postgres { pool, .. } => POSTGRES_MIGRATIONS.run(pool).await,
        })?;
        self.forget_schema().await
    }

    /// Brings the schema to this version and no further: what was kept under it is taken up.
    pub async fn migrate_to(&self, version: i64) -> Result<(), Failure> {
        can_open(match self {
            Self::Sqlite { write, .. } => SQLITE_MIGRATIONS.run_to(version, write).await,
            Self::Postgres { pool, .. } => POSTGRES_MIGRATIONS.run_to(version, pool).await,
        })?;
        self.forget_schema().await
    }

    /// A connection to SQLite would name the columns of the schema it knows, which is the earlier one until it has read
    /// something: it prepares statements without looking at the file.
    async fn forget_schema(&self) -> Result<(), Failure> {
        let Self::Sqlite { write, read, .. } = self else { return Ok(()) };
        for pool in [write, read] {
            let mut held = Vec::new();
            // Also those that are still on their way back into the pool.
            while held.len() < usize::try_from(pool.size()).unwrap_or(usize::MAX) {
                let Ok(connection) = timeout(ON_ITS_WAY, pool.acquire()).await else { break };
                let mut connection = connection?;
                sqlx::query("SELECT COUNT(*) FROM sqlite_schema").execute(&mut *connection).await?;
                connection.clear_cached_statements().await?;
                held.push(connection);
            }
        }
        Ok(())
    }

    /// The schemas this program knows, in their order.
    pub fn schemas() -> Vec<i64> {
        SQLITE_MIGRATIONS.iter().map(|migration| migration.version).collect()
    }

    /// A unit of work that may write. On SQLite writers take turns here.
    pub async fn begin(&self) -> Result<Tx, Failure> {
        match self {
            Self::Sqlite { write, gate, .. } => {
                gate.pass()?;
                let begun = write.begin_with("BEGIN IMMEDIATE").await;
                saw(gate, begun.as_ref().err());
                Ok(Tx::Sqlite(SqliteTx::Alone(begun?)))
            }
            Self::Postgres { pool, gate } => begin_postgres(pool, gate, "BEGIN").await,
        }
    }

    /// The same for a small one of which there may be many at a time: on SQLite it is committed with others.
    pub async fn begin_in_group(&self) -> Result<Tx, Failure> {
        let Self::Sqlite { write, groups, gate, .. } = self else { return self.begin().await };
        gate.pass()?;
        let begun = groups.begin(write, connect::MOST_WAIT_IN_LINE).await;
        saw(gate, begun.as_ref().err());
        Ok(Tx::Sqlite(begun?))
    }

    /// A unit of work that only reads, from one moment of the data.
    pub async fn read(&self) -> Result<Tx, Failure> {
        match self {
            Self::Sqlite { read, .. } => Ok(Tx::Sqlite(SqliteTx::Alone(read.begin().await?))),
            Self::Postgres { pool, gate } => begin_postgres(pool, gate, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await,
        }
    }

    /// Closes every connection; waits for those at work.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read, .. } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres { pool, .. } => pool.close().await,
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres { .. } => "PostgreSQL",
        }
    }
}

/// Waiting in our own line says nothing about the file.
fn saw(gate: &Gate, error: Option<&Error>) {
    gate.saw(error.filter(|error| !matches!(error, Error::PoolTimedOut)).and_then(Outage::of));
}

/// Begins in a task of its own. Whoever hangs up between the statement and its answer would give back a connection that is
/// in a transaction nobody counts, and the next to write on it would be told that it only reads.
async fn begin_whole(pool: PgPool, statement: &'static str) -> Result<Transaction<'static, Postgres>, Error> {
    let begun = tokio::spawn(async move { pool.begin_with(statement).await }).await;
    begun.unwrap_or(Err(Error::WorkerCrashed))
}

/// While the server is away its connections are asked for in vain until the time is over, so the reason is asked for.
async fn begin_postgres(pool: &PgPool, gate: &Gate, statement: &'static str) -> Result<Tx, Failure> {
    gate.pass()?;
    let begun = begin_whole(pool.clone(), statement).await;
    let outage = match &begun {
        Err(Error::PoolTimedOut) => connect::trouble_behind(pool).await.map(|_| Outage::Away),
        begun => begun.as_ref().err().and_then(Outage::of),
    };
    gate.saw(outage);
    match outage {
        Some(Outage::Away) => Err(Failure::Unavailable(Outage::Away)),
        _ => Ok(Tx::Postgres(begun?)),
    }
}

impl Tx {
    /// In a group, when the group is committed.
    pub async fn commit(self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => Ok(tx.commit().await?),
        }
    }
}

/// For updates that must touch exactly one row.
pub(crate) fn one_row(what: &'static str, rows: u64) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(Failure::RowCount { what, rows }) }
}

/// Whether an insert failed because a unique value is taken.
pub(crate) fn is_taken(error: &Error) -> bool {
    error.as_database_error().is_some_and(|error| error.kind() == sqlx::error::ErrorKind::UniqueViolation)
}
