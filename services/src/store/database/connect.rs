//! Opening a database: how its connections are set up. What a unit of work is stands in `database`.

use super::{
    Database, Groups,
    idle::{Use, unattended},
};
use crate::{Failure, store::Obstacle};
use sqlx::{
    ConnectOptions, Connection, Error, Executor, PgPool, Row, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{fs::Permissions, os::unix::fs::PermissionsExt as _, path::PathBuf, str::FromStr, sync::Arc, time::Duration};

/// In KiB, as SQLite wants it: what a list of a large city reads stays in memory.
const READ_CACHE: &str = "-16384";
/// Connections that read a file of SQLite; each keeps a cache of its own.
const READERS: u32 = 4;
/// After this long without work a reader is closed and its memory given back: files of tables fill every cache.
const MOST_IDLE: Duration = Duration::from_secs(15);
/// Before this release a bug could corrupt a database in WAL mode.
const LEAST_SQLITE: (u32, u32, u32) = (3, 51, 3);
/// How long a writer waits for another process that writes.
const MOST_WAIT_FOR_OTHERS: Duration = Duration::from_secs(5);
/// How long a writer waits for the writers of this process.
pub(super) const MOST_WAIT_IN_LINE: Duration = Duration::from_secs(10);
/// How long PostgreSQL may take to hand over a connection.
const MOST_WAIT_FOR_POSTGRES: Duration = Duration::from_secs(3);
/// How long it may take to say that it is there at all.
const MOST_WAIT_FOR_A_SIGN: Duration = Duration::from_secs(2);

impl Database {
    /// `sqlite://path` (the file is made when it is missing), or `postgres://…`.
    pub async fn connect(url: &str) -> Result<Self, Failure> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            let options = PgConnectOptions::from_str(url).map_err(|error| in_the_way(&error))?;
            sign_of_postgres(&options).await.map_err(|error| in_the_way(&error))?;
            let pool = unattended(PgPoolOptions::new()).max_connections(16).acquire_timeout(MOST_WAIT_FOR_POSTGRES);
            return Ok(Self::Postgres { pool: pool.connect_lazy_with(options), gate: Arc::default() });
        }
        Self::check_address(url)?;
        let options = SqliteConnectOptions::from_str(url).map_err(|error| in_the_way(&error))?;
        // FULL: an answered write survives a power cut, not only the end of the process.
        let options = options
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(MOST_WAIT_FOR_OTHERS);
        let is_new = Self::file(url).filter(|file| !file.exists());
        let made = options.connect().await.map_err(|error| in_the_way(&error))?;
        made.close().await?;
        // Names, contacts and secrets stand in it; its `-wal` and `-shm` take the same permissions.
        if let Some(file) = is_new.filter(|file| file.exists()) {
            std::fs::set_permissions(file, Permissions::from_mode(0o640))?;
        }
        // A file that disappears is missed; it is not made again, empty.
        let options = options.create_if_missing(false);
        let write = writer(options.clone(), MOST_WAIT_IN_LINE).await?;
        check_sqlite_version(&write).await?;
        let reading = options.pragma("query_only", "ON").pragma("cache_size", READ_CACHE);
        Ok(Self::Sqlite { write, read: readers(reading, READERS).await?, groups: Groups::default(), gate: Arc::default() })
    }

    /// What is no address would be taken for the name of a file.
    pub fn check_address(url: &str) -> Result<(), Failure> {
        let is_postgres = url.starts_with("postgres://") || url.starts_with("postgresql://");
        let is_file = url.strip_prefix("sqlite:").is_some_and(|file| !file.trim_start_matches('/').is_empty());
        // The rest may hold a password.
        let scheme = url.split_once(':').map_or(url, |(scheme, _)| scheme);
        let unreadable = || Failure::CannotOpen { obstacle: Obstacle::AddressUnreadable, detail: format!("“{scheme}”") };
        if is_postgres || is_file { Ok(()) } else { Err(unreadable()) }
    }

    /// Whether there is a database at an address: of SQLite, its file. PostgreSQL says so when it is asked to connect.
    pub fn is_there(url: &str) -> bool {
        Self::file(url).is_none_or(|file| file.exists())
    }

    /// The file of an address of SQLite.
    pub fn file(url: &str) -> Option<PathBuf> {
        let options = url.starts_with("sqlite:").then(|| SqliteConnectOptions::from_str(url).ok()).flatten()?;
        Some(options.get_filename().to_owned())
    }

    /// The file behind it; nothing when a server keeps it.
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Self::Sqlite { write, .. } => Some(write.connect_options().get_filename().to_owned()),
            Self::Postgres { .. } => None,
        }
    }

    /// The same database, whose commits do not wait for the disk: to fill an empty one, which is filled again when the
    /// machine dies meanwhile. The next ordinary commit waits for everything before it.
    pub async fn hurried(&self) -> Result<Self, Failure> {
        Ok(match self {
            Self::Sqlite { write, read, gate, .. } => {
                let (options, reading) = (write.connect_options(), read.connect_options());
                let options = (*options).clone().synchronous(SqliteSynchronous::Off);
                Self::Sqlite {
                    // Whoever waits here waits for others to fill their part.
                    write: writer(options, Duration::from_mins(5)).await?,
                    read: readers((*reading).clone(), 1).await?,
                    groups: Groups::default(),
                    gate: Arc::clone(gate),
                }
            }
            Self::Postgres { pool, gate } => {
                let options = (*pool.connect_options()).clone().options([("synchronous_commit", "off")]);
                // Nobody else ends these connections, so they are not asked before each use whether they are there.
                let pool = unattended(PgPoolOptions::new()).max_connections(8).test_before_acquire(false).connect_with(options).await?;
                Self::Postgres { pool, gate: Arc::clone(gate) }
            }
        })
    }
}

fn in_the_way(error: &Error) -> Failure {
    Failure::CannotOpen { obstacle: Obstacle::of(error), detail: error.to_string() }
}

/// One connection, so that writers queue instead of failing.
async fn writer(options: SqliteConnectOptions, wait: Duration) -> Result<SqlitePool, Error> {
    sound(unattended(SqlitePoolOptions::new()).max_connections(1).acquire_timeout(wait)).connect_with(options).await
}

async fn readers(options: SqliteConnectOptions, count: u32) -> Result<SqlitePool, Error> {
    let used = Use::default();
    let reading = used.clone();
    let pool = unattended(SqlitePoolOptions::new()).max_connections(count).acquire_timeout(MOST_WAIT_IN_LINE);
    let pool = sound(pool).before_acquire(move |_, _| {
        reading.note();
        Box::pin(async { Ok(true) })
    });
    let pool = pool.connect_with(options).await?;
    used.close_unused(pool.clone(), MOST_IDLE);
    Ok(pool)
}

/// SQLite rolls back by itself when the disk is full; the library's own rollback then fails, and the connection would
/// believe for ever that it is in a transaction. Such a one is closed, and the next is opened.
fn sound(pool: SqlitePoolOptions) -> SqlitePoolOptions {
    pool.after_release(|connection, _| {
        Box::pin(async move {
            // Answered after the rollback before it.
            connection.ping().await?;
            Ok(!connection.is_in_transaction())
        })
    })
}

/// Why a pool gave no connection in time: nothing, when the server answers and only its connections are taken.
pub(super) async fn trouble_behind(pool: &PgPool) -> Option<Error> {
    sign_of_postgres(&pool.connect_options()).await.err()
}

async fn sign_of_postgres(options: &PgConnectOptions) -> Result<(), Error> {
    let sign = async { options.connect().await?.close().await };
    tokio::time::timeout(MOST_WAIT_FOR_A_SIGN, sign).await.unwrap_or(Err(Error::PoolTimedOut))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn readers_have_small_caches() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::connect(&format!("sqlite://{}", folder.path().join("rembuk.db").display())).await.unwrap();
        let Database::Sqlite { read, .. } = &database else { panic!("another database") };
        let kibibytes: i64 = read.fetch_one("PRAGMA cache_size").await.unwrap().try_get(0).unwrap();
        assert!(-kibibytes * i64::from(READERS) <= 64 * 1024, "{kibibytes} for each of {READERS}");
        database.close().await;
    }
}
