//! The same of meetings: what is before them, what was given, who is sent on, and their minutes.

use super::{After, AfterPair};
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::{Day, Instant},
    minutes::Minutes,
};
use serde_json::Value;
use sqlx::types::Json;
use uuid::Uuid;

/// A meeting, with the state of its papers.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MeetingRow {
    pub id: Uuid,
    pub cycle_id: Uuid,
    pub stage: String,
    /// Of the region or agency.
    pub code: String,
    pub status: String,
    pub scheduled_on: Option<Day>,
    pub place: String,
    pub leader: String,
    pub attendance: Option<i64>,
    pub attendance_women: Option<i64>,
    pub women_note: String,
    pub ceiling_note: String,
    pub dissent: String,
    pub by_vote: bool,
    pub opened_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub minutes_version: i64,
}

impl MeetingRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn meetings(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<MeetingRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT m.id, m.cycle_id, m.stage, COALESCE(regions.code, agencies.code) AS code, m.status, m.scheduled_on, m.place, m.leader,
                m.attendance, m.attendance_women, m.women_note, m.ceiling_note, m.dissent, m.by_vote, m.opened_at, m.closed_at,
                m.minutes_version
         FROM musrenbangs m
         LEFT JOIN regions ON regions.id = m.region_id
         LEFT JOIN agencies ON agencies.id = m.agency_id
         WHERE $1 IS NULL OR m.id > $1 ORDER BY m.id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// What became of the printed minutes of a meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PapersRow {
    pub id: Uuid,
    pub signed_by: String,
    pub signed_on: Option<Day>,
    pub signed_delegates: Option<i64>,
    pub received_by: String,
    pub handed_over_on: Option<Day>,
}

impl PapersRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn papers(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<PapersRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, signed_by, signed_on, signed_delegates, received_by, handed_over_on FROM musrenbangs
         WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// A proposal before a meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ItemRow {
    pub musrenbang_id: Uuid,
    pub proposal_id: Uuid,
    pub arrived_at: Instant,
    pub frozen_local: Option<i64>,
    pub frozen_other: Option<i64>,
    pub frozen_at: Option<Instant>,
    pub decision: Option<String>,
    pub reason_code: Option<String>,
    pub reason_text: Option<String>,
    pub proposed_rank: Option<i64>,
    pub rank: Option<i64>,
    pub score: Option<i64>,
    pub score_parts: Option<Json<Value>>,
}

impl ItemRow {
    pub fn key(&self) -> (Uuid, Uuid) {
        (self.musrenbang_id, self.proposal_id)
    }
}

pub async fn items(tx: &mut Tx, after: AfterPair, limit: i64) -> Result<Vec<ItemRow>, Failure> {
    let (first, second) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT musrenbang_id, proposal_id, arrived_at, frozen_local, frozen_other, frozen_at, decision, reason_code, reason_text,
                proposed_rank, rank, score, score_parts
         FROM musrenbang_items
         WHERE (musrenbang_id, proposal_id) > ($1, $2) ORDER BY musrenbang_id, proposal_id LIMIT $3")
        .bind(first).bind(second).bind(limit).fetch_all(conn).await)?)
}

/// All that assessors gave at one meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ScoreRow {
    pub musrenbang_id: Uuid,
    pub proposal_id: Uuid,
    pub criterion_id: Uuid,
    pub assessor_id: Uuid,
    pub value: i64,
}

impl ScoreRow {
    pub fn key(&self) -> (Uuid, Uuid, Uuid, Uuid) {
        (self.musrenbang_id, self.proposal_id, self.criterion_id, self.assessor_id)
    }
}

pub async fn scores(tx: &mut Tx, after: Option<(Uuid, Uuid, Uuid, Uuid)>, limit: i64) -> Result<Vec<ScoreRow>, Failure> {
    let (meeting, proposal, criterion, assessor) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT musrenbang_id, proposal_id, criterion_id, assessor_id, value FROM scores
         WHERE (musrenbang_id, proposal_id, criterion_id, assessor_id) > ($1, $2, $3, $4)
         ORDER BY musrenbang_id, proposal_id, criterion_id, assessor_id LIMIT $5")
        .bind(meeting).bind(proposal).bind(criterion).bind(assessor).bind(limit).fetch_all(conn).await)?)
}

/// Somebody sent to the next meeting, without the name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DelegateRow {
    pub id: Uuid,
    pub musrenbang_id: Uuid,
    pub woman: bool,
}

impl DelegateRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn delegates(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<DelegateRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, musrenbang_id, woman FROM delegates WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// One version of the minutes of a meeting.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct MinutesRow {
    pub musrenbang_id: Uuid,
    pub version: i64,
    pub content: Json<Minutes>,
    pub hash: Vec<u8>,
    pub closed_at: Instant,
}

impl MinutesRow {
    pub fn key(&self) -> (Uuid, i64) {
        (self.musrenbang_id, self.version)
    }
}

pub async fn minutes(tx: &mut Tx, after: Option<(Uuid, i64)>, limit: i64) -> Result<Vec<MinutesRow>, Failure> {
    let (meeting, version) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT musrenbang_id, version, content, hash, closed_at FROM minutes
         WHERE (musrenbang_id, version) > ($1, $2) ORDER BY musrenbang_id, version LIMIT $3")
        .bind(meeting).bind(version).bind(limit).fetch_all(conn).await)?)
}
