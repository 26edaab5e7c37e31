//! Proposals while they are written: one value that is saved at every step.

use crate::{
    Failure,
    store::{
        Tx,
        cycles::read_year,
        database::{on_tx, one_row},
        listed::is_written,
    },
};
use domain::{
    account::Role,
    clock::{Day, Instant},
    ids::{AccountId, CycleId, ProposalId},
    proposal::{Draft, Position, Status},
};
use sqlx::types::Json;
use uuid::Uuid;

/// A draft to be begun.
pub struct NewDraft<'a> {
    pub id: ProposalId,
    pub cycle: CycleId,
    pub author: AccountId,
    pub on_behalf_of: Option<&'a str>,
    pub entered_as: Option<Role>,
    pub position: Position,
    pub draft: &'a Draft,
    pub at: Instant,
}

/// `false` when there is a proposal with this id already.
pub async fn insert_draft(tx: &mut Tx, new: &NewDraft<'_>) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO proposals (id, cycle_id, author_id, on_behalf_of, entered_as, shows_name, stage, status, status_since, draft,
             title, origin_id, problem, wanted, physical, address, own_contribution_note, created_at, search_text)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', $13, '', '', $9, '')
         ON CONFLICT (id) DO NOTHING")
        .bind(new.id.0)
        .bind(new.cycle.0)
        .bind(new.author.0)
        .bind(new.on_behalf_of)
        .bind(new.entered_as.map(Role::code))
        .bind(new.draft.shows_name)
        .bind(new.position.stage.code())
        .bind(new.position.status.code())
        .bind(new.at)
        .bind(Json(new.draft))
        .bind(&new.draft.title)
        .bind(new.draft.origin.map(|id| id.0))
        .bind(false)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    if rows == 0 {
        return Ok(false);
    }
    on_tx!(tx, conn => sqlx::query("INSERT INTO proposal_counts (proposal_id) VALUES ($1)").bind(new.id.0).execute(conn).await.map(drop))?;
    Ok(true)
}

/// Everything typed so far. The title stands beside it for the list of one's drafts; what was published before it was
/// returned stays as it is until it is sent again.
pub async fn save_draft(tx: &mut Tx, id: ProposalId, draft: &Draft) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET draft = $2,
             title = CASE WHEN submitted_at IS NULL THEN $3 ELSE title END,
             shows_name = CASE WHEN submitted_at IS NULL THEN $4 ELSE shows_name END
         WHERE id = $1")
        .bind(id.0)
        .bind(Json(draft))
        .bind(&draft.title)
        .bind(draft.shows_name)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.save_draft", rows)
}

/// What was never sent goes on in another planning year.
pub async fn move_draft(tx: &mut Tx, id: ProposalId, into: CycleId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE proposals SET cycle_id = $2 WHERE id = $1 AND submitted_at IS NULL")
        .bind(id.0).bind(into.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.move_draft", rows)
}

/// Something its author has not finished: a draft, or what was returned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    pub id: ProposalId,
    pub plan_year: u16,
    /// The plan year from which it has just moved on; nothing is written of that yet.
    pub moved_from: Option<u16>,
    pub title: String,
    pub status: Status,
    pub on_behalf_of: Option<String>,
    pub begun_at: Instant,
    /// Until when it is awaited, where it was returned.
    pub returned_until: Option<Day>,
}

/// Whoever deletes their account leaves no unsent words behind, and no name on what was sent.
pub async fn forget_author(tx: &mut Tx, author: AccountId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE proposals SET draft = NULL, title = '', on_behalf_of = NULL WHERE author_id = $1 AND submitted_at IS NULL")
        .bind(author.0).execute(conn).await.map(drop))?;
    on_tx!(tx, conn => sqlx::query("UPDATE proposals SET shows_name = $2 WHERE author_id = $1")
        .bind(author.0).bind(false).execute(conn).await.map(drop))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct DraftLineRow {
    id: Uuid,
    plan_year: i64,
    title: String,
    status: String,
    on_behalf_of: Option<String>,
    created_at: Instant,
    returned_until: Option<Day>,
}

impl TryFrom<DraftLineRow> for DraftLine {
    type Error = Failure;

    fn try_from(row: DraftLineRow) -> Result<Self, Failure> {
        Ok(Self {
            id: ProposalId(row.id),
            plan_year: read_year(row.plan_year)?,
            moved_from: None,
            title: row.title,
            status: Status::from_code(&row.status).ok_or_else(|| Failure::inconsistent("proposals", "status", &row.status))?,
            on_behalf_of: row.on_behalf_of,
            begun_at: row.created_at,
            returned_until: row.returned_until,
        })
    }
}

/// What somebody has to finish: what was returned, the nearest deadline first, then drafts, the newest first.
pub async fn drafts_of(tx: &mut Tx, author: AccountId, limit: i64) -> Result<Vec<DraftLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, DraftLineRow>(
        concat!("SELECT p.id, cycles.plan_year, p.title, p.status, p.on_behalf_of, p.created_at, p.returned_until
         FROM proposals p JOIN cycles ON cycles.id = p.cycle_id
         WHERE p.author_id = $1 AND ", is_written!("p.status"), "
         ORDER BY CASE p.status WHEN 'returned' THEN 0 ELSE 1 END, p.returned_until NULLS LAST, p.created_at DESC, p.id DESC LIMIT $2"))
        .bind(author.0).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(DraftLine::try_from)
    .collect()
}

/// What somebody deleted since, without ever having sent it, the last first.
pub async fn discarded_of(tx: &mut Tx, author: AccountId, since: Instant, limit: i64) -> Result<Vec<DraftLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, DraftLineRow>(
        "SELECT p.id, cycles.plan_year, p.title, p.status, p.on_behalf_of, p.created_at, p.returned_until
         FROM proposals p JOIN cycles ON cycles.id = p.cycle_id
         WHERE p.author_id = $1 AND p.status = 'withdrawn' AND p.submitted_at IS NULL AND p.status_since > $2
         ORDER BY p.status_since DESC, p.id DESC LIMIT $3")
        .bind(author.0).bind(since).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(DraftLine::try_from)
    .collect()
}

/// How many drafts somebody has begun and not sent.
pub async fn count_drafts(tx: &mut Tx, author: AccountId) -> Result<i64, Failure> {
    let count: (i64,) = on_tx!(tx, conn => sqlx::query_as("SELECT COUNT(*) FROM proposals WHERE author_id = $1 AND status = 'draft'")
        .bind(author.0).fetch_one(conn).await)?;
    Ok(count.0)
}

/// How many proposals somebody has written or recorded; drafts they threw away do not count.
pub async fn count_of_author(tx: &mut Tx, author: AccountId) -> Result<i64, Failure> {
    let count: (i64,) = on_tx!(tx, conn => sqlx::query_as(
        "SELECT COUNT(*) FROM proposals WHERE author_id = $1 AND (submitted_at IS NOT NULL OR status <> 'withdrawn')")
        .bind(author.0).fetch_one(conn).await)?;
    Ok(count.0)
}
