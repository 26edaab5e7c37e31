//! The logs that there were before the ledger or beside it, and what the city had set before its settings, read once,
//! when a database of then is brought up to date.

pub mod journeys;

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    clock::{Day, Instant},
    plan::ResponseRule,
};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// A proposal as far as its entries are made from it.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProposalRow {
    pub id: Uuid,
    pub author_id: Uuid,
    pub submitted_at: Option<Instant>,
    pub stage: String,
    pub status: String,
    pub status_since: Instant,
    pub rank: Option<i64>,
    pub returned_until: Option<Day>,
    pub cycle_id: Uuid,
    pub agency_id: Option<Uuid>,
    pub rt: Option<String>,
    pub merged_into: Option<Uuid>,
}

impl ProposalRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn proposals(tx: &mut Tx, after: Option<Uuid>, limit: i64) -> Result<Vec<ProposalRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT proposals.id, author_id, submitted_at, stage, status, status_since, rank, returned_until, cycle_id, agency_id,
                rt.code AS rt, merged_into
         FROM proposals LEFT JOIN regions rt ON rt.id = proposals.rt_id
         WHERE $1 IS NULL OR proposals.id > $1 ORDER BY proposals.id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// A plan, the same.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanRow {
    pub id: Uuid,
    pub status: String,
    pub closes_on: Option<Day>,
    pub extended_at: Option<Instant>,
    pub outcome: Option<String>,
    pub follow_up: Option<String>,
    pub due_on: Option<Day>,
}

impl PlanRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn plans(tx: &mut Tx, after: Option<Uuid>, limit: i64) -> Result<Vec<PlanRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, status, closes_on, extended_at, outcome, follow_up, due_on FROM plans
         WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// Who did something, and when, as its row said it.
#[derive(Clone, Copy, Debug, sqlx::FromRow)]
pub struct DoneRow {
    pub id: Uuid,
    pub at: Instant,
    pub actor_id: Option<Uuid>,
}

/// Comments that were hidden.
pub async fn hidden(tx: &mut Tx) -> Result<Vec<DoneRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, hidden_at AS at, hidden_by AS actor_id FROM comments WHERE hidden_at IS NOT NULL").fetch_all(conn).await)?)
}

/// Homes that were confirmed.
pub async fn confirmed(tx: &mut Tx) -> Result<Vec<DoneRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, residence_confirmed_at AS at, residence_confirmed_by AS actor_id FROM accounts
         WHERE residence_confirmed_at IS NOT NULL").fetch_all(conn).await)?)
}

/// Accounts that were closed.
pub async fn closed(tx: &mut Tx) -> Result<Vec<DoneRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, disabled_at AS at, disabled_by AS actor_id FROM accounts WHERE disabled_at IS NOT NULL").fetch_all(conn).await)?)
}

/// Roles that were given.
pub async fn granted(tx: &mut Tx) -> Result<Vec<DoneRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT id, granted_at AS at, granted_by AS actor_id FROM assignments").fetch_all(conn).await)?)
}

/// A move of a rank as it was written.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MoveRow {
    pub proposal_id: Uuid,
    pub from_rank: i64,
    pub to_rank: i64,
    pub reason_code: String,
    pub reason_text: String,
    pub actor_id: Uuid,
    pub at: Instant,
}

pub async fn moves(tx: &mut Tx, meeting: Uuid) -> Result<Vec<MoveRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT proposal_id, from_rank, to_rank, reason_code, reason_text, actor_id, at FROM rank_moves
         WHERE musrenbang_id = $1 ORDER BY sequence")
        .bind(meeting).fetch_all(conn).await)?)
}

/// A line of the log of a meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MeetingLine {
    pub at: Instant,
    pub actor_id: Option<Uuid>,
    pub role: Option<String>,
    pub kind: String,
    pub detail: Json<Value>,
}

pub async fn log(tx: &mut Tx, meeting: Uuid) -> Result<Vec<MeetingLine>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT at, actor_id, role, kind, detail FROM musrenbang_events WHERE musrenbang_id = $1 ORDER BY at, id")
        .bind(meeting).fetch_all(conn).await)?)
}

/// A line of the log of accounts, roles and settings.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AuditRow {
    pub at: Instant,
    pub actor_id: Option<Uuid>,
    pub role: Option<String>,
    pub action: String,
    pub subject_id: Uuid,
    pub detail: Json<Value>,
    /// What it was done to is a person.
    pub is_account: bool,
}

/// Acts of moderators are in the ledger already.
pub async fn audit(tx: &mut Tx) -> Result<Vec<AuditRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT at, actor_id, role, action, subject_id, detail,
             EXISTS (SELECT 1 FROM accounts WHERE accounts.id = audit_events.subject_id) AS is_account
         FROM audit_events WHERE action NOT IN ('comment_hidden', 'comment_restored') ORDER BY at, id")
        .fetch_all(conn).await)?)
}

/// The rule for answers to plans that was set last, and when; none where nobody had set one.
pub async fn response_rule(tx: &mut Tx) -> Result<Option<(ResponseRule, Instant)>, Failure> {
    let rule: Option<(Json<ResponseRule>, Instant)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT rule, set_at FROM response_rules ORDER BY set_at DESC LIMIT 1").fetch_optional(conn).await)?;
    Ok(rule.map(|(Json(rule), at)| (rule, at)))
}

/// Name, zone and contact, and when they were set; none where nobody had set them.
pub async fn city(tx: &mut Tx) -> Result<Option<(String, String, String, Instant)>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT name, zone, contact, set_at FROM city WHERE id = 1").fetch_optional(conn).await)?)
}
