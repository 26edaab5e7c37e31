//! Faults that a test brings about from inside the database. Cutting the way to it is [`crate::Cable`]'s.

use crate::TestCity;
use domain::{
    ids::{MusrenbangId, ProposalId},
    ledger::Digest,
};
use services::store::{Database, Tx};
use sqlx::{AssertSqlSafe, Executor};

/// `SQLite` only: the writing connection behaves as one that was opened while the file took no writes.
pub async fn stop_writing(city: &TestCity) {
    let Tx::Sqlite(mut tx) = city.begin().await else { panic!("a fault of SQLite") };
    tx.execute("PRAGMA query_only = ON").await.expect("a statement");
    tx.commit().await.expect("a statement");
}

/// A schema that no program knows yet was applied.
pub async fn pretend_newer(database: &Database) {
    let Tx::Sqlite(mut tx) = database.begin().await.expect("a transaction") else { panic!("written for SQLite") };
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) VALUES (9999, 'x', 1, x'00', 0)";
    tx.execute(newer).await.expect("a statement");
    tx.commit().await.expect("a statement");
}

/// Words beside the ledger are gone.
pub async fn erase_words(tx: &mut Tx, named: Digest) {
    let statement = "DELETE FROM ledger_words WHERE digest = $1";
    match tx {
        Tx::Sqlite(tx) => sqlx::query(statement).bind(named.0.as_slice()).execute(&mut **tx).await.map(drop),
        Tx::Postgres(tx) => sqlx::query(statement).bind(named.0.as_slice()).execute(&mut **tx).await.map(drop),
    }
    .expect("a statement");
}

/// What somebody does who has the database to themselves; how many rows it touched.
pub async fn run(tx: &mut Tx, statement: &str) -> u64 {
    match tx {
        Tx::Sqlite(tx) => sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await.map(|done| done.rows_affected()),
        Tx::Postgres(tx) => sqlx::query(AssertSqlSafe(statement)).execute(&mut **tx).await.map(|done| done.rows_affected()),
    }
    .expect(statement)
}

/// The columns that a recount names after that; it is taken back.
pub async fn found_after(city: &TestCity, statement: &str) -> Vec<&'static str> {
    let mut tx = city.begin().await;
    assert!(run(&mut tx, statement).await > 0, "{statement}");
    let recounted = services::ledger::recount(&mut tx).await.expect(statement);
    recounted.differences.into_iter().map(|difference| difference.column).collect()
}

/// `PostgreSQL` only: as newly made, before any migration.
pub async fn drop_all_tables(database: &Database) {
    let Tx::Postgres(mut tx) = database.begin().await.expect("a transaction") else { panic!("written for PostgreSQL") };
    tx.execute("DROP SCHEMA public CASCADE").await.expect("a statement");
    tx.execute("CREATE SCHEMA public").await.expect("a statement");
    tx.commit().await.expect("a statement");
}

/// `PostgreSQL` only: somebody who keeps rows locked, and whom the server does not end when two wait for each other.
pub struct Rival(Tx);

impl Rival {
    pub async fn of(city: &TestCity) -> Self {
        let mut rival = Self(city.begin().await);
        rival.run("SET LOCAL deadlock_timeout = '20s'".into()).await;
        rival
    }

    pub async fn lock_proposal(&mut self, id: ProposalId) {
        self.run(format!("UPDATE proposal_counts SET support_count = support_count WHERE proposal_id = '{}'", id.0)).await;
    }

    pub async fn lock_meeting(&mut self, id: MusrenbangId) {
        self.run(format!("UPDATE musrenbangs SET version = version WHERE id = '{}'", id.0)).await;
    }

    pub async fn let_go(self) {
        self.0.commit().await.expect("a commit");
    }

    async fn run(&mut self, statement: String) {
        let Tx::Postgres(tx) = &mut self.0 else { panic!("a fault of PostgreSQL") };
        tx.execute(AssertSqlSafe(statement)).await.expect("a statement");
    }
}
