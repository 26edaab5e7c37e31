//! Proposals while they are written: one value that is saved at every step.

use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::{
    account::Role,
    clock::Instant,
    ids::{AccountId, CycleId, ProposalId},
    proposal::{Draft, Position},
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
    Ok(rows == 1)
}

/// Everything typed so far. The title stands beside it for the list of one's drafts; what was published before it was
/// returned stays as it is until it is sent again.
pub async fn save_draft(tx: &mut Tx, id: ProposalId, draft: &Draft) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET draft = $2, version = version + 1,
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

/// A draft in its author's list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    pub id: ProposalId,
    pub title: String,
    pub on_behalf_of: Option<String>,
    pub begun_at: Instant,
}

/// The unsent drafts of somebody, newest first.
pub async fn drafts_of(tx: &mut Tx, author: AccountId, limit: i64) -> Result<Vec<DraftLine>, Failure> {
    let rows: Vec<(Uuid, String, Option<String>, Instant)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, title, on_behalf_of, created_at FROM proposals
         WHERE author_id = $1 AND status = 'draft' ORDER BY created_at DESC, id DESC LIMIT $2")
        .bind(author.0).bind(limit).fetch_all(conn).await)?;
    let line = |(id, title, on_behalf_of, begun_at)| DraftLine { id: ProposalId(id), title, on_behalf_of, begun_at };
    Ok(rows.into_iter().map(line).collect())
}
