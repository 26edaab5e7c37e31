//! Which photo belongs to which plan or proposal, in which order. The files are in [`crate::PhotoStore`].

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{
    clock::Instant,
    comment::Subject,
    ids::{PhotoId, PlanId, ProposalId},
};
use uuid::Uuid;

/// A photo as a page shows it; its files are named by the id.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Photo {
    id: Uuid,
    subject_id: Uuid,
    /// Pixels of the larger size.
    pub width: i64,
    pub height: i64,
    pub alt: String,
}

impl Photo {
    pub fn id(&self) -> PhotoId {
        PhotoId(self.id)
    }

    /// A photo is kept as soon as it has arrived; its words may come later.
    pub fn is_described(&self) -> bool {
        !self.alt.is_empty()
    }

    pub fn belongs_to(&self, subject: Subject) -> bool {
        self.subject_id == subject.id()
    }

    /// What it may belong to; ids are those of one thing only.
    pub fn possible_subjects(&self) -> [Subject; 2] {
        [Subject::Proposal(ProposalId(self.subject_id)), Subject::Plan(PlanId(self.subject_id))]
    }
}

/// A photo whose files are stored.
pub struct NewPhoto<'a> {
    pub id: PhotoId,
    pub subject: Subject,
    pub position: i64,
    pub width: u32,
    pub height: u32,
    pub alt: &'a str,
}

/// `false` when the id is taken.
pub async fn insert(tx: &mut Tx, photo: &NewPhoto<'_>) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO photos (id, subject_id, position, width, height, alt)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (id) DO NOTHING")
        .bind(photo.id.0)
        .bind(photo.subject.id())
        .bind(photo.position)
        .bind(i64::from(photo.width))
        .bind(i64::from(photo.height))
        .bind(photo.alt)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

pub async fn find(tx: &mut Tx, id: PhotoId) -> Result<Option<Photo>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT id, subject_id, width, height, alt FROM photos WHERE id = $1")
        .bind(id.0).fetch_optional(conn).await)?)
}

/// In the order in which they were added.
pub async fn of_subject(tx: &mut Tx, subject: Subject) -> Result<Vec<Photo>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, subject_id, width, height, alt FROM photos WHERE subject_id = $1 ORDER BY position, id")
        .bind(subject.id()).fetch_all(conn).await)?)
}

/// Of everything, for looking over and backing up their files.
pub async fn ids(tx: &mut Tx) -> Result<Vec<PhotoId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar("SELECT id FROM photos ORDER BY id").fetch_all(conn).await)?;
    Ok(ids.into_iter().map(PhotoId).collect())
}

pub async fn describe(tx: &mut Tx, id: PhotoId, alt: &str) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE photos SET alt = $2 WHERE id = $1")
        .bind(id.0).bind(alt).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("photos.describe", rows)
}

/// The position after the last one.
pub async fn next_position(tx: &mut Tx, subject: Subject) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar("SELECT COALESCE(MAX(position), 0) + 1 FROM photos WHERE subject_id = $1")
        .bind(subject.id()).fetch_one(conn).await)?)
}

pub async fn remove(tx: &mut Tx, id: PhotoId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM photos WHERE id = $1")
        .bind(id.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("photos.remove", rows)
}

/// Removes all photos of drafts that were thrown away before an instant without ever having been sent, and says which;
/// their files are the caller's to remove.
pub async fn remove_of_discarded(tx: &mut Tx, before: Instant) -> Result<Vec<PhotoId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "DELETE FROM photos WHERE subject_id IN (
             SELECT id FROM proposals WHERE status = 'withdrawn' AND submitted_at IS NULL AND status_since < $1)
         RETURNING id")
        .bind(before).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(PhotoId).collect())
}

/// All photos after one of them, by id.
pub async fn ids_after(tx: &mut Tx, after: PhotoId, limit: i64) -> Result<Vec<PhotoId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar("SELECT id FROM photos WHERE id > $1 ORDER BY id LIMIT $2")
        .bind(after.0).bind(limit).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(PhotoId).collect())
}
