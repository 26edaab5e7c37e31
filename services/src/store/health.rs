//! The database itself: whether it can be written, which it is, whether it is whole, and whether anybody lives in it.

use super::{Database, Outage, Tx, database::on_tx};
use crate::Failure;
use domain::clock::Instant;

impl Database {
    /// Whether nobody has made a city here yet: no table of ours is there.
    pub async fn is_bare(&self) -> Result<bool, Failure> {
        Ok(schemas(&mut self.read().await?).await?.is_empty())
    }

    /// Whether there is nothing to migrate.
    pub async fn is_current(&self) -> Result<bool, Failure> {
        Ok(schemas(&mut self.read().await?).await? == Self::schemas())
    }

    /// Tries a write. The connection that cannot is closed: one that was opened while the file took no writes would
    /// never write again.
    pub async fn try_writing(&self, now: Instant) -> Result<(), Failure> {
        let tried = async {
            let mut tx = self.begin().await?;
            touch(&mut tx, now).await?;
            tx.commit().await
        };
        let outcome = tried.await;
        let is_stale = matches!(outcome.as_ref().err().and_then(Failure::outage), Some(Outage::ReadOnly | Outage::Away));
        if let Self::Sqlite { write, gate, .. } = self
            && is_stale
            && let Ok(connection) = write.acquire().await
        {
            connection.close().await?;
            gate.saw(None);
        }
        outcome
    }
}

/// The schemas that were applied, in their order; none in an empty database.
pub async fn schemas(tx: &mut Tx) -> Result<Vec<i64>, Failure> {
    let is_known: bool = match tx {
        Tx::Sqlite(tx) => {
            let query = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM sqlite_schema WHERE name = '_sqlx_migrations')");
            query.fetch_one(&mut **tx).await?
        }
        Tx::Postgres(tx) => sqlx::query_scalar("SELECT to_regclass('_sqlx_migrations') IS NOT NULL").fetch_one(&mut **tx).await?,
    };
    if !is_known {
        return Ok(Vec::new());
    }
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT version FROM _sqlx_migrations ORDER BY version").fetch_all(conn).await)?)
}

/// The release of SQLite inside this program, or the server's.
pub async fn version(tx: &mut Tx) -> Result<String, Failure> {
    Ok(match tx {
        Tx::Sqlite(tx) => sqlx::query_scalar("SELECT sqlite_version()").fetch_one(&mut **tx).await?,
        Tx::Postgres(tx) => sqlx::query_scalar("SHOW server_version").fetch_one(&mut **tx).await?,
    })
}

/// What SQLite finds wrong with its file, ten of them at most. PostgreSQL looks after its own.
pub async fn broken(tx: &mut Tx) -> Result<Vec<String>, Failure> {
    let Tx::Sqlite(tx) = tx else { return Ok(Vec::new()) };
    let mut found: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(10)").fetch_all(&mut **tx).await?;
    found.retain(|line| line != "ok");
    let lost: Vec<String> =
        sqlx::query_scalar("SELECT \"table\" || ' → ' || \"parent\" FROM pragma_foreign_key_check LIMIT 10").fetch_all(&mut **tx).await?;
    found.extend(lost);
    Ok(found)
}

/// How much of a city there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Inhabited {
    pub regions: i64,
    pub admins: i64,
    pub years: i64,
}

pub async fn inhabited(tx: &mut Tx) -> Result<Inhabited, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT (SELECT COUNT(*) FROM regions) AS regions,
                (SELECT COUNT(*) FROM assignments WHERE role = 'city_admin') AS admins,
                (SELECT COUNT(*) FROM cycles) AS years")
        .fetch_one(conn).await)?)
}

/// Keeps the latest instant: a clock that was put back shows by it.
pub async fn touch(tx: &mut Tx, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO health (id, tried_at) VALUES (1, $1) ON CONFLICT (id) 
         DO UPDATE SET tried_at = CASE WHEN excluded.tried_at > health.tried_at THEN excluded.tried_at ELSE health.tried_at END")
        .bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

/// The latest instant at which writing was tried.
pub async fn touched_at(tx: &mut Tx) -> Result<Option<Instant>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT tried_at FROM health").fetch_optional(conn).await)?)
}
