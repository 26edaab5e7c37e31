//! News from one server of a database to all of them: PostgreSQL tells them when it commits. A file of SQLite has one
//! server. What news say is the matter of `crate::news`.

use super::{Database, Tx, database::idle::unattended};
use crate::Failure;
use sqlx::{
    Error, PgPool,
    postgres::{PgListener, PgPoolOptions},
};
use std::time::Duration;
use tokio::time::sleep;

const CHANNEL: &str = "rembuk_news";
/// For a connection.
const MOST_WAIT: Duration = Duration::from_secs(3);
/// While the database is away.
const BETWEEN_TRIALS: Duration = Duration::from_secs(1);

/// Told with the commit, to whoever serves this database; says whether the database does that.
pub async fn announce(tx: &mut Tx, words: &str) -> Result<bool, Failure> {
    match tx {
        Tx::Sqlite(_) => Ok(false),
        Tx::Postgres(tx) => {
            sqlx::query("SELECT pg_notify($1, $2)").bind(CHANNEL).bind(words).execute(&mut **tx).await?;
            Ok(true)
        }
    }
}

/// From now on, over a connection of its own; nothing where only this process tells.
pub async fn listen(database: &Database) -> Result<Option<Listener>, Failure> {
    let Database::Postgres { pool, .. } = database else { return Ok(None) };
    let options = (*pool.connect_options()).clone();
    // The second is for a new one while a broken one is still being closed.
    let own = unattended(PgPoolOptions::new()).max_connections(2).acquire_timeout(MOST_WAIT).connect_lazy_with(options);
    Ok(Some(Listener { heard: begin(&own).await?, own, pool: pool.clone() }))
}

async fn begin(own: &PgPool) -> Result<PgListener, Error> {
    let mut listener = PgListener::connect_with(own).await?;
    listener.listen(CHANNEL).await?;
    Ok(listener)
}

/// What comes of listening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Heard {
    Words(String),
    /// The connection was lost, and with it whatever was said meanwhile.
    Missed,
}

/// Whoever listens to a database, and finds it again by itself.
pub struct Listener {
    heard: PgListener,
    own: PgPool,
    pool: PgPool,
}

impl Listener {
    /// What is said next; nothing once the database was closed.
    pub async fn next(&mut self) -> Option<Heard> {
        let closed = self.pool.close_event();
        tokio::select! {
            () = closed => None,
            heard = next(&mut self.heard, &self.own) => Some(heard),
        }
    }
}

async fn next(heard: &mut PgListener, own: &PgPool) -> Heard {
    match heard.try_recv().await {
        Ok(Some(told)) => Heard::Words(told.payload().to_owned()),
        Ok(None) => Heard::Missed,
        Err(error) => {
            tracing::warn!(%error, "news of other servers are not heard");
            loop {
                sleep(BETWEEN_TRIALS).await;
                if let Ok(again) = begin(own).await {
                    *heard = again;
                    return Heard::Missed;
                }
            }
        }
    }
}
