//! A row that is written to find out whether writing works. Nobody reads it for its own sake.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::clock::Instant;

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
