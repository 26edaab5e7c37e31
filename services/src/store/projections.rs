//! What is kept beside the ledger, row by row in the order of the keys, as the ledger is held against it and as it was
//! before there was one. Nothing here writes.

mod ceilings;
mod lists;
mod meetings;
mod people;
mod recommendations;

pub use ceilings::{CeilingRow, ceilings};
pub use lists::{RegionRow, regions};
pub use meetings::{
    DelegateRow, ItemRow, MeetingRow, MinutesRow, PapersRow, ScoreRow, delegates, items, meetings, minutes, papers, scores,
};
pub use people::{AccountRow, AppointmentRow, RoleRow, accounts, appointments, roles};
pub use recommendations::{RecommendationRow, recommendations};

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    clock::{Day, Instant},
    plan::{Evaluation, ResponseRule},
};
use sqlx::types::Json;
use uuid::Uuid;

/// The end of one page of rows with one key, or with two.
pub type After = Option<Uuid>;
pub type AfterPair = Option<(Uuid, Uuid)>;

/// A proposal with its counters, and what they are counted by.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProposalRow {
    pub id: Uuid,
    pub number: Option<String>,
    pub author_id: Uuid,
    pub submitted_at: Option<Instant>,
    pub stage: String,
    pub status: String,
    pub status_since: Instant,
    pub rank: Option<i64>,
    pub returned_until: Option<Day>,
    pub cycle_id: Uuid,
    pub agency_id: Option<Uuid>,
    pub physical: bool,
    pub volume: Option<i64>,
    pub cost: Option<i64>,
    pub households: Option<i64>,
    pub people: Option<i64>,
    pub first_year: Option<i64>,
    pub rt: Option<String>,
    pub rt_households: i64,
    pub kelurahan_households: i64,
    pub merged_into: Option<Uuid>,
    pub seconded_by: Option<Uuid>,
    /// By an office, for a resident.
    pub is_recorded: bool,
    pub support_count: Option<i64>,
    pub support_local: Option<i64>,
    pub support_rate: Option<i64>,
    pub comment_count: Option<i64>,
}

impl ProposalRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn proposals(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<ProposalRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT proposals.id, number, author_id, submitted_at, stage, status, status_since, rank, returned_until, cycle_id,
                agency_id, physical, volume, cost, proposals.households, people, first_year, rt.code AS rt, COALESCE(rt.households, 0) AS rt_households,
                COALESCE(kelurahan.households, 0) AS kelurahan_households, merged_into, seconded_by,
                (on_behalf_of IS NOT NULL) AS is_recorded, counts.support_count, counts.support_local, counts.support_rate,
                counts.comment_count
         FROM proposals
         LEFT JOIN proposal_counts counts ON counts.proposal_id = proposals.id
         LEFT JOIN regions rt ON rt.id = proposals.rt_id
         LEFT JOIN regions kelurahan ON kelurahan.id = proposals.kelurahan_id
         WHERE $1 IS NULL OR proposals.id > $1 ORDER BY proposals.id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// What was said of a proposal since its last step.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RemarksRow {
    pub id: Uuid,
    pub objection_due_on: Option<Day>,
    pub objection_dismissed: bool,
    pub works_percent: Option<i64>,
    pub works_reported_at: Option<Instant>,
}

impl RemarksRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn remarks(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<RemarksRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, objection_due_on, objection_dismissed, works_percent, works_reported_at FROM proposals
         WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// A plan with its counters.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanRow {
    pub id: Uuid,
    pub title: String,
    pub status: String,
    pub published_at: Option<Instant>,
    pub rule: Option<Json<ResponseRule>>,
    pub closes_on: Option<Day>,
    pub extended_at: Option<Instant>,
    pub outcome: Option<String>,
    pub follow_up: Option<String>,
    pub due_on: Option<Day>,
    pub evaluation: Option<Json<Evaluation>>,
    pub supporting: i64,
    pub supporting_local: i64,
    pub opposing: i64,
    pub opposing_local: i64,
    pub comment_count: i64,
}

impl PlanRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn plans(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<PlanRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, title, status, published_at, rule, closes_on, extended_at, outcome, follow_up, due_on, evaluation,
                COALESCE(counts.supporting, 0) AS supporting, COALESCE(counts.supporting_local, 0) AS supporting_local,
                COALESCE(counts.opposing, 0) AS opposing, COALESCE(counts.opposing_local, 0) AS opposing_local,
                COALESCE(counts.comment_count, 0) AS comment_count
         FROM plans LEFT JOIN plan_counts counts ON counts.plan_id = plans.id
         WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// A comment, without its likes.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CommentRow {
    pub id: Uuid,
    pub subject_id: Uuid,
    pub author_id: Uuid,
    pub kind: String,
    pub body: String,
    pub salt: Option<Vec<u8>>,
    pub created_at: Instant,
    pub hidden_at: Option<Instant>,
    pub hidden_reason: Option<String>,
    pub like_count: i64,
}

impl CommentRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn comments(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<CommentRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, subject_id, author_id, kind, body, salt, created_at, hidden_at, hidden_reason, like_count
         FROM comments WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct SupportRow {
    pub proposal_id: Uuid,
    pub account_id: Uuid,
    pub home_code: Option<String>,
    pub supported_at: Instant,
}

impl SupportRow {
    pub fn key(&self) -> (Uuid, Uuid) {
        (self.proposal_id, self.account_id)
    }
}

pub async fn supports(tx: &mut Tx, after: AfterPair, limit: i64) -> Result<Vec<SupportRow>, Failure> {
    let (first, second) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT proposal_id, account_id, home_code, supported_at FROM supports
         WHERE (proposal_id, account_id) > ($1, $2) ORDER BY proposal_id, account_id LIMIT $3")
        .bind(first).bind(second).bind(limit).fetch_all(conn).await)?)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct StanceRow {
    pub plan_id: Uuid,
    pub account_id: Uuid,
    pub stance: String,
    pub local: bool,
    pub counted: bool,
    pub taken_at: Instant,
}

impl StanceRow {
    pub fn key(&self) -> (Uuid, Uuid) {
        (self.plan_id, self.account_id)
    }
}

pub async fn stances(tx: &mut Tx, after: AfterPair, limit: i64) -> Result<Vec<StanceRow>, Failure> {
    let (first, second) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT plan_id, account_id, stance, local, counted, taken_at FROM stances
         WHERE (plan_id, account_id) > ($1, $2) ORDER BY plan_id, account_id LIMIT $3")
        .bind(first).bind(second).bind(limit).fetch_all(conn).await)?)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct LikeRow {
    pub comment_id: Uuid,
    pub account_id: Uuid,
    pub liked_at: Instant,
}

impl LikeRow {
    pub fn key(&self) -> (Uuid, Uuid) {
        (self.comment_id, self.account_id)
    }
}

pub async fn likes(tx: &mut Tx, after: AfterPair, limit: i64) -> Result<Vec<LikeRow>, Failure> {
    let (first, second) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT comment_id, account_id, liked_at FROM comment_likes
         WHERE (comment_id, account_id) > ($1, $2) ORDER BY comment_id, account_id LIMIT $3")
        .bind(first).bind(second).bind(limit).fetch_all(conn).await)?)
}
