//! What one process does and two at once must not: bring a schema up to date, fill an empty city, serve a file of
//! SQLite. It ends with the process, however that ends.

use super::Database;
use crate::Failure;
use sqlx::{Connection, PgConnection};
use std::{
    fs::{File, TryLockError},
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// Any number, as long as every process takes the same.
const POSTGRES_LOCK: i64 = 15_712_045;
const BETWEEN_TRIALS: Duration = Duration::from_millis(100);

/// Held until it is dropped.
#[derive(Debug)]
pub enum Alone {
    File(File),
    Connection(PgConnection),
}

impl Database {
    /// Waits so long for its turn; nothing when another process still has it.
    pub async fn alone(&self, patience: Duration) -> Result<Option<Alone>, Failure> {
        let start = Instant::now();
        let mut asking = self.ask_for_turn().await?;
        loop {
            if asking.try_once().await? {
                return Ok(Some(asking));
            }
            if start.elapsed() >= patience {
                return Ok(None);
            }
            tokio::time::sleep(BETWEEN_TRIALS).await;
        }
    }

    async fn ask_for_turn(&self) -> Result<Alone, Failure> {
        Ok(match self {
            Self::Sqlite { write, .. } => {
                let path = beside(write.connect_options().get_filename());
                // Whoever may read it may lock it, also when another owner made it.
                let file = File::options().read(true).append(true).create(true).open(&path).or_else(|error| match error.kind() {
                    io::ErrorKind::PermissionDenied => File::open(&path),
                    _ => Err(error),
                })?;
                Alone::File(file)
            }
            Self::Postgres { pool, .. } => Alone::Connection(PgConnection::connect_with(&pool.connect_options()).await?),
        })
    }
}

/// `rembuk.db.lock` beside `rembuk.db`.
fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}

impl Alone {
    async fn try_once(&mut self) -> Result<bool, Failure> {
        match self {
            Self::File(file) => match file.try_lock() {
                Ok(()) => Ok(true),
                Err(TryLockError::WouldBlock) => Ok(false),
                Err(TryLockError::Error(error)) => Err(error.into()),
            },
            Self::Connection(connection) => {
                Ok(sqlx::query_scalar("SELECT pg_try_advisory_lock($1)").bind(POSTGRES_LOCK).fetch_one(connection).await?)
            }
        }
    }
}
