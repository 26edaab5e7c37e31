//! The rows of the ledger, and the words that its entries name. Nothing here changes or deletes an entry, and the
//! database refuses it. What entries mean for other tables is in `projections`; making them in `crate::ledger`.

pub mod outbox;

use super::{
    Tx,
    database::{ROWS_AT_ONCE, on_tx},
};
use crate::Failure;
use domain::{
    account::Role,
    clock::Instant,
    ids::{AccountId, AgencyId, EntryId},
    ledger::{Digest, Entry, Event, Subject},
    permission::Acting,
    region::RegionCode,
};
use serde_json::Value;
use sqlx::{QueryBuilder, types::Json};
use uuid::Uuid;

/// An entry and what ties it to the one before it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub entry: Entry,
    pub chain: Digest,
}

#[derive(sqlx::FromRow)]
struct LedgerRow {
    id: Uuid,
    subject_kind: String,
    subject_id: Uuid,
    position: i64,
    at: Instant,
    actor_id: Option<Uuid>,
    role: Option<String>,
    region_code: Option<String>,
    agency_id: Option<Uuid>,
    imported: bool,
    kind: String,
    event: Json<Value>,
    chain: Vec<u8>,
}

/// A row that is no entry: which one, and the column that makes it none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Illegible {
    pub id: EntryId,
    pub column: &'static str,
    pub value: String,
}

impl TryFrom<LedgerRow> for Linked {
    type Error = Illegible;

    fn try_from(row: LedgerRow) -> Result<Self, Illegible> {
        let id = EntryId(row.id);
        let wrong = |column: &'static str, value: String| Illegible { id, column, value };
        let subject = Subject::from_code(&row.subject_kind, row.subject_id).ok_or_else(|| wrong("subject_kind", row.subject_kind))?;
        let event = Event::read(&row.event.0).map_err(|_| wrong("event", row.event.0.to_string()))?;
        if event.code() != row.kind {
            return Err(wrong("kind", row.kind));
        }
        let role = row.role.map(|code| Role::from_code(&code).ok_or_else(|| wrong("role", code))).transpose()?;
        let region = row.region_code.map(|code| RegionCode::parse(&code).map_err(|_| wrong("region_code", code))).transpose()?;
        let agency = row.agency_id.map(AgencyId);
        let acting = row.actor_id.map(|account| Acting { account: AccountId(account), role, region, agency });
        let position = u32::try_from(row.position).map_err(|_| wrong("position", row.position.to_string()))?;
        let chain = digest(&row.chain).ok_or_else(|| wrong("chain", format!("{} bytes", row.chain.len())))?;
        Ok(Self { entry: Entry { id, at: row.at, acting, subject, position, imported: row.imported, event }, chain })
    }
}

fn digest(bytes: &[u8]) -> Option<Digest> {
    bytes.try_into().ok().map(Digest)
}

/// The last position of a subject and what the next entry is tied to. The subject must be locked.
pub async fn head(tx: &mut Tx, subject: Uuid) -> Result<Option<(u32, Digest)>, Failure> {
    let row: Option<(i64, Vec<u8>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT position, chain FROM ledger WHERE subject_id = $1 ORDER BY position DESC LIMIT 1")
        .bind(subject).fetch_optional(conn).await)?;
    row.map(|(position, chain)| {
        let position = u32::try_from(position).map_err(|_| Failure::inconsistent("ledger", "position", position))?;
        Ok((position, digest(&chain).ok_or_else(|| Failure::inconsistent("ledger", "chain", chain.len()))?))
    })
    .transpose()
}

/// How many entries a subject has, those of the comments under it included: it only ever grows.
pub async fn reached(tx: &mut Tx, subject: Uuid) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT COALESCE((SELECT MAX(position) FROM ledger WHERE subject_id = $1), 0)
              + (SELECT COUNT(*) FROM comments JOIN ledger ON ledger.subject_id = comments.id WHERE comments.subject_id = $1)")
        .bind(subject).fetch_one(conn).await)?)
}

pub async fn append(tx: &mut Tx, entries: &[Linked]) -> Result<(), Failure> {
    let events = entries.iter().map(|linked| serde_json::to_value(&linked.entry.event)).collect::<Result<Vec<_>, _>>();
    let events = events.map_err(|error| Failure::Other(error.to_string()))?;
    let rows: Vec<(&Linked, Value)> = entries.iter().zip(events).collect();
    for part in rows.chunks(ROWS_AT_ONCE) {
        on_tx!(tx, conn => {
            let mut query = QueryBuilder::new(
                "INSERT INTO ledger (id, subject_kind, subject_id, position, at, actor_id, role, region_code, agency_id, imported,
                     kind, event, chain) ");
            query.push_values(part, |mut row, (Linked { entry, chain }, event)| {
                let acting = entry.acting.as_ref();
                row.push_bind(entry.id.0)
                    .push_bind(entry.subject.code())
                    .push_bind(entry.subject.id())
                    .push_bind(i64::from(entry.position))
                    .push_bind(entry.at)
                    .push_bind(acting.map(|acting| acting.account.0))
                    .push_bind(acting.and_then(|acting| acting.role).map(Role::code))
                    .push_bind(acting.and_then(|acting| acting.region.as_ref()).map(RegionCode::as_str))
                    .push_bind(acting.and_then(|acting| acting.agency).map(|agency| agency.0))
                    .push_bind(entry.imported)
                    .push_bind(entry.event.code())
                    .push_bind(Json(event))
                    .push_bind(chain.0.as_slice());
            });
            query.build().execute(conn).await.map(drop)
        })?;
    }
    Ok(())
}

/// Where a page of the ledger ends: subject and position of its last entry.
pub type Cursor = (Uuid, i64);

/// The next rows in the order of subjects and positions, with where to go on.
pub async fn page(tx: &mut Tx, after: Option<Cursor>, limit: i64) -> Result<(Vec<Result<Linked, Illegible>>, Option<Cursor>), Failure> {
    let (subject, position) = after.unwrap_or((Uuid::nil(), 0));
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, LedgerRow>(
        "SELECT * FROM ledger
         WHERE (subject_id, position) > ($1, $2) ORDER BY subject_id, position LIMIT $3")
        .bind(subject).bind(position).bind(limit).fetch_all(conn).await)?;
    let next = rows.last().map(|row| (row.subject_id, row.position));
    Ok((rows.into_iter().map(Linked::try_from).collect(), next))
}

/// Whether an entry with this id is written.
pub async fn is_written(tx: &mut Tx, id: EntryId) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM ledger WHERE id = $1)").bind(id.0).fetch_one(conn).await)?)
}

/// The entries of a subject that are of one kind, in their order.
pub async fn of_subject(tx: &mut Tx, subject: Subject, kind: &str) -> Result<Vec<Entry>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, LedgerRow>(
        "SELECT * FROM ledger WHERE subject_id = $1 AND kind = $2 ORDER BY position")
        .bind(subject.id()).bind(kind).fetch_all(conn).await)?;
    rows.into_iter().map(legible).collect()
}

/// The last of them by each who acted, in their order.
pub async fn last_of_each(tx: &mut Tx, subject: Subject, kind: &str) -> Result<Vec<Entry>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, LedgerRow>(
        "SELECT * FROM ledger WHERE subject_id = $1 AND position IN (
             SELECT MAX(position) FROM ledger WHERE subject_id = $1 AND kind = $2 AND actor_id IS NOT NULL GROUP BY actor_id)
         ORDER BY position")
        .bind(subject.id()).bind(kind).fetch_all(conn).await)?;
    rows.into_iter().map(legible).collect()
}

/// The condition that the entry `$entry` is of a journey, as it stands in the index `ledger_of_journeys` word for word.
macro_rules! of_journey {
    ($entry:literal) => {
        concat!($entry, ".kind IN ('moved', 'remarked', 'recalled', 'plan_moved', 'plan_recalled')")
    };
}
pub(super) use of_journey;

/// The condition that pages tell `$entry` of a journey: what was told again from the log of before takes the place of
/// all that stood there then.
macro_rules! told_of_journey {
    ($entry:literal) => {
        concat!(
            "(",
            $entry,
            ".kind IN ('recalled', 'plan_recalled') OR ",
            $entry,
            ".imported IS FALSE AND NOT EXISTS (SELECT 1 FROM ledger later WHERE later.subject_id = ",
            $entry,
            ".subject_id AND ",
            $crate::store::ledger::of_journey!("later"),
            " AND later.kind IN ('recalled', 'plan_recalled') AND later.position > ",
            $entry,
            ".position))"
        )
    };
}
pub(super) use told_of_journey;

/// The journey of a subject, entry by entry.
pub async fn journey(tx: &mut Tx, subject: Subject) -> Result<Vec<Entry>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, LedgerRow>(concat!(
        "SELECT * FROM ledger WHERE subject_id = $1 AND ", of_journey!("ledger"), " AND ", told_of_journey!("ledger"), " ORDER BY position"))
        .bind(subject.id()).fetch_all(conn).await)?;
    rows.into_iter().map(legible).collect()
}

fn legible(row: LedgerRow) -> Result<Entry, Failure> {
    let read = Linked::try_from(row).map(|linked| linked.entry);
    read.map_err(|Illegible { id: EntryId(id), column, value }| Failure::inconsistent("ledger", column, format!("{value} ({id})")))
}

/// Whether anything was written of this kind of subject.
pub async fn has_any(tx: &mut Tx, subject_kind: &str) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM ledger WHERE subject_kind = $1)")
        .bind(subject_kind).fetch_one(conn).await)?)
}

/// Whether a subject has an entry of this kind.
pub async fn has_kind(tx: &mut Tx, subject: Subject, kind: &str) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM ledger WHERE subject_id = $1 AND kind = $2)")
        .bind(subject.id()).bind(kind).fetch_one(conn).await)?)
}

/// Whether journeys were told again from the log of before.
pub async fn has_recalled(tx: &mut Tx) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM ledger WHERE kind IN ('recalled', 'plan_recalled'))")
        .fetch_one(conn).await)?)
}

/// Whether nothing was ever written.
pub async fn is_empty(tx: &mut Tx) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT NOT EXISTS (SELECT 1 FROM ledger)").fetch_one(conn).await)?)
}

/// Keeps words beside the ledger; the same words with the same salt are kept once.
pub async fn keep_words(tx: &mut Tx, digest: Digest, salt: &[u8], text: &str) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO ledger_words (digest, salt, text) VALUES ($1, $2, $3) ON CONFLICT (digest) DO NOTHING")
        .bind(digest.0.as_slice()).bind(salt).bind(text).execute(conn).await.map(drop))?;
    Ok(())
}

/// All words that there are, by digest, from behind one on, with salt and text.
pub async fn words_after(tx: &mut Tx, after: Option<Vec<u8>>, limit: i64) -> Result<Vec<(Vec<u8>, Vec<u8>, String)>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT digest, salt, text FROM ledger_words WHERE $1 IS NULL OR digest > $1 ORDER BY digest LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// Salt and text of those that are named and were not erased.
pub async fn words(tx: &mut Tx, named: &[Digest]) -> Result<Vec<(Digest, Vec<u8>, String)>, Failure> {
    let mut found = Vec::with_capacity(named.len());
    for part in named.chunks(ROWS_AT_ONCE) {
        let rows: Vec<(Vec<u8>, Vec<u8>, String)> = on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("SELECT digest, salt, text FROM ledger_words WHERE digest IN (");
            let mut list = query.separated(", ");
            for digest in part {
                list.push_bind(digest.0.as_slice());
            }
            query.push(")").build_query_as().fetch_all(conn).await
        })?;
        for (bytes, salt, text) in rows {
            found.push((digest(&bytes).ok_or_else(|| Failure::inconsistent("ledger_words", "digest", bytes.len()))?, salt, text));
        }
    }
    Ok(found)
}
