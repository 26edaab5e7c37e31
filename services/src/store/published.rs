//! What the public log holds, byte for byte, and the last state of it that was signed. Its files are made from these
//! rows, not the other way round. What is public of an entry is decided in the domain.

use super::{
    Database, Tx,
    database::{ROWS_AT_ONCE, on_tx},
};
use crate::Failure;
use domain::{
    clock::Instant,
    ids::{AccountId, EntryId},
    ledger::Digest,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Any number that nothing else locks.
const TURN: i64 = 15_712_046;

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub sequence: u64,
    pub entry: EntryId,
    /// Counted from 0 where an entry of the ledger is several of the log.
    pub part: u32,
    pub bytes: Vec<u8>,
}

/// A state of the log that was signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedHead {
    pub size: u64,
    pub root: Digest,
    /// The checkpoint.
    pub note: String,
}

/// The turn of one server among several, until it is given back or dropped. On SQLite only one process serves a file.
pub struct Turn(Option<Tx>);

impl Turn {
    /// At once; after dropping it may take a moment.
    pub async fn give_back(self) -> Result<(), Failure> {
        match self.0 {
            Some(tx) => tx.commit().await,
            None => Ok(()),
        }
    }
}

/// Nothing while another server has it.
pub async fn turn(database: &Database) -> Result<Option<Turn>, Failure> {
    if let Database::Sqlite { .. } = database {
        return Ok(Some(Turn(None)));
    }
    let mut tx = database.begin().await?;
    let is_ours = match &mut tx {
        Tx::Sqlite(_) => true,
        Tx::Postgres(tx) => sqlx::query_scalar("SELECT pg_try_advisory_xact_lock($1)").bind(TURN).fetch_one(&mut **tx).await?,
    };
    Ok(is_ours.then_some(Turn(Some(tx))))
}

/// How many entries the log has.
pub async fn size(tx: &mut Tx) -> Result<u64, Failure> {
    let size: i64 = on_tx!(tx, conn => sqlx::query_scalar("SELECT COALESCE(MAX(sequence) + 1, 0) FROM published").fetch_one(conn).await)?;
    positive("sequence", size)
}

/// Adds entries; each number is taken once.
pub async fn append(tx: &mut Tx, entries: &[Published]) -> Result<(), Failure> {
    for part in entries.chunks(ROWS_AT_ONCE) {
        on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("INSERT INTO published (sequence, entry_id, part, bytes) ");
            query.push_values(part, |mut row, published| {
                row.push_bind(published.sequence.cast_signed())
                    .push_bind(published.entry.0)
                    .push_bind(i64::from(published.part))
                    .push_bind(published.bytes.as_slice());
            });
            query.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// The number of an entry of the ledger; none before it is published.
pub async fn sequence_of(tx: &mut Tx, entry: EntryId) -> Result<Option<u64>, Failure> {
    let sequence: Option<i64> = on_tx!(tx, conn => sqlx::query_scalar("SELECT sequence FROM published WHERE entry_id = $1 AND part = 0")
            .bind(entry.0).fetch_optional(conn).await)?;
    sequence.map(|sequence| positive("sequence", sequence)).transpose()
}

/// The bytes of entries from a number on, in their order.
pub async fn page(tx: &mut Tx, from: u64, limit: i64) -> Result<Vec<Vec<u8>>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT bytes FROM published WHERE sequence >= $1 ORDER BY sequence LIMIT $2")
        .bind(from.cast_signed()).bind(limit).fetch_all(conn).await)?)
}

/// One of a person's own entries, as far as a checkpoint has it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct OwnEntry {
    pub sequence: i64,
    pub at: Instant,
    /// What happened.
    pub kind: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    /// Of the proposal or the plan; none for what has no title.
    pub title: Option<String>,
}

/// What somebody did as a resident, the latest first, before a number.
pub async fn of_account(tx: &mut Tx, account: AccountId, before: u64, limit: i64) -> Result<Vec<OwnEntry>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT published.sequence, ledger.at, ledger.kind, ledger.subject_kind, ledger.subject_id,
                COALESCE(proposals.title, plans.title) AS title
         FROM ledger
         JOIN published ON published.entry_id = ledger.id AND published.part = 0
         LEFT JOIN proposals ON proposals.id = ledger.subject_id
         LEFT JOIN plans ON plans.id = ledger.subject_id
         WHERE ledger.actor_id = $1 AND ledger.role IS NULL AND published.sequence < $2
             AND published.sequence < (SELECT size FROM published_head)
         ORDER BY published.sequence DESC LIMIT $3")
        .bind(account.0).bind(i64::try_from(before).unwrap_or(i64::MAX)).bind(limit).fetch_all(conn).await)?)
}

/// None before the first.
pub async fn head(tx: &mut Tx) -> Result<Option<PublishedHead>, Failure> {
    let row: Option<(i64, Vec<u8>, String)> =
        on_tx!(tx, conn => sqlx::query_as("SELECT size, root, note FROM published_head").fetch_optional(conn).await)?;
    row.map(|(size, root, note)| {
        let length = root.len();
        let root = root.try_into().map_err(|_| Failure::inconsistent("published_head", "root", length))?;
        Ok(PublishedHead { size: positive("size", size)?, root: Digest(root), note })
    })
    .transpose()
}

/// The log never shrinks: a smaller state than the one before changes nothing.
pub async fn set_head(tx: &mut Tx, head: &PublishedHead) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO published_head (id, size, root, note) VALUES (1, $1, $2, $3)
         ON CONFLICT (id) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note
             WHERE published_head.size <= excluded.size")
        .bind(head.size.cast_signed()).bind(head.root.0.as_slice()).bind(&head.note).execute(conn).await.map(drop))?;
    Ok(())
}

fn positive(column: &'static str, number: i64) -> Result<u64, Failure> {
    u64::try_from(number).map_err(|_| Failure::inconsistent("published", column, number))
}
