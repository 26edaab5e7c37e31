//! Connecting, beginning, committing: the only place that knows which database is behind, with the migration folders.
//! Queries do not belong here. To keep a row for a unit of work, update its `version` first: that locks it on both.

use crate::Failure;
use sqlx::{
    Executor, PgPool, Postgres, Row, Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{str::FromStr, time::Duration};

/// In KiB, as SQLite wants it: the tables of a large city, so that a list is read from memory.
const READ_CACHE: &str = "-32768";

/// Rows that one statement inserts, of up to thirty values each: SQLite takes 32,766 of them.
pub(crate) const ROWS_AT_ONCE: usize = 1000;

static SQLITE_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/sqlite");
static POSTGRES_MIGRATIONS: Migrator = sqlx::migrate!("../migrations/postgres");

/// Before this release a bug could corrupt a database in WAL mode.
const LEAST_SQLITE: (u32, u32, u32) = (3, 51, 3);

/// One of the two databases. Clones share the connections.
#[derive(Clone, Debug)]
pub enum Database {
    /// One writing connection, so that writers queue instead of failing, and a pool that can only read.
    Sqlite {
        write: SqlitePool,
        read: SqlitePool,
    },
    Postgres(PgPool),
}

/// A unit of work: commands commit it, dropping it rolls back.
pub enum Tx {
    Sqlite(Transaction<'static, Sqlite>),
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

impl Database {
    /// `sqlite://path` (the file is created), or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Self, Failure> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url)?;
            let pool = PgPoolOptions::new().max_connections(16).acquire_timeout(Duration::from_secs(5)).connect_with(options).await?;
            return Ok(Self::Postgres(pool));
        }
        if !url.starts_with("sqlite:") {
            return Err(Failure::Other("DATABASE_URL begins with sqlite: or postgres:".into()));
        }
        // FULL: an answered write survives a power cut, not only the end of the process.
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(Duration::from_secs(10));
        let write =
            SqlitePoolOptions::new().max_connections(1).acquire_timeout(Duration::from_secs(30)).connect_with(options.clone()).await?;
        check_sqlite_version(&write).await?;
        let reading = options.pragma("query_only", "ON").pragma("cache_size", READ_CACHE);
        let read = SqlitePoolOptions::new().max_connections(4).connect_with(reading).await?;
        Ok(Self::Sqlite { write, read })
    }

    /// The same database, whose commits do not wait for the disk: to fill an empty one, which is filled again when the
    /// machine dies meanwhile. The next ordinary commit waits for everything before it.
    pub async fn hurried(&self) -> Result<Self, Failure> {
        Ok(match self {
            Self::Sqlite { write, read } => {
                let (options, reading) = (write.connect_options(), read.connect_options());
                let options = (*options).clone().synchronous(SqliteSynchronous::Off);
                Self::Sqlite {
                    // Whoever waits here waits for others to fill their part.
                    write: SqlitePoolOptions::new()
                        .max_connections(1)
                        .acquire_timeout(Duration::from_mins(5))
                        .connect_with(options)
                        .await?,
                    read: SqlitePoolOptions::new().max_connections(1).connect_with((*reading).clone()).await?,
                }
            }
            Self::Postgres(pool) => {
                let options = (*pool.connect_options()).clone().options([("synchronous_commit", "off")]);
                // Nobody else ends these connections, so they are not asked before each use whether they are there.
                Self::Postgres(PgPoolOptions::new().max_connections(8).test_before_acquire(false).connect_with(options).await?)
            }
        })
    }

    /// Brings the schema up to date.
    pub async fn migrate(&self) -> Result<(), Failure> {
        match self {
            Self::Sqlite { write, .. } => SQLITE_MIGRATIONS.run(write).await?,
            Self::Postgres(pool) => POSTGRES_MIGRATIONS.run(pool).await?,
        }
        Ok(())
    }

    /// A unit of work that may write. On SQLite writers take turns here.
    pub async fn begin(&self) -> Result<Tx, Failure> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin().await?),
        })
    }

    /// A unit of work that only reads, from one moment of the data.
    pub async fn read(&self) -> Result<Tx, Failure> {
        Ok(match self {
            Self::Sqlite { read, .. } => Tx::Sqlite(read.begin().await?),
            Self::Postgres(pool) => Tx::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?),
        })
    }

    /// Closes every connection; waits for those at work.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }

    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }
}

impl Tx {
    pub async fn commit(self) -> Result<(), Failure> {
        match self {
            Self::Sqlite(tx) => tx.commit().await?,
            Self::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}

async fn check_sqlite_version(pool: &SqlitePool) -> Result<(), Failure> {
    let version: String = pool.fetch_one("SELECT sqlite_version()").await?.try_get(0)?;
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let mut next = || numbers.next().unwrap_or(0);
    if (next(), next(), next()) < LEAST_SQLITE {
        return Err(Failure::Other(format!("SQLite {version} is older than 3.51.3 and can corrupt its file")));
    }
    Ok(())
}

/// For updates that must touch exactly one row.
pub(crate) fn one_row(what: &'static str, rows: u64) -> Result<(), Failure> {
    if rows == 1 { Ok(()) } else { Err(Failure::RowCount { what, rows }) }
}

/// Whether an insert failed because a unique value is taken.
pub(crate) fn is_taken(error: &sqlx::Error) -> bool {
    error.as_database_error().is_some_and(|error| error.kind() == sqlx::error::ErrorKind::UniqueViolation)
}
