//! The journeys of proposals and plans as they were kept beside the ledger.

use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::{Day, Instant},
    ids::{CycleId, ProposalId},
    money::Rupiah,
    plan::{Evaluation, FollowUpKind},
    reason::ReasonCode,
};
use serde::Deserialize;
use sqlx::types::Json;
use uuid::Uuid;

/// A line of the journey of a proposal.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ProposalLine {
    pub id: Uuid,
    pub at: Instant,
    pub actor_id: Option<Uuid>,
    pub role: Option<String>,
    pub office: String,
    pub kind: String,
    pub from_stage: Option<String>,
    pub from_status: Option<String>,
    pub to_stage: String,
    pub to_status: String,
    pub reason_code: Option<String>,
    pub reason_text: Option<String>,
    pub rank: Option<i64>,
    pub detail: Json<ProposalDetail>,
}

/// What had no column of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProposalDetail {
    pub note: Option<String>,
    pub amount: Option<Rupiah>,
    pub percent: Option<u8>,
    pub until: Option<Day>,
    pub into: Option<ProposalId>,
    pub cycle: Option<CycleId>,
}

/// A line of the journey of a plan.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanLine {
    pub id: Uuid,
    pub at: Instant,
    pub actor_id: Option<Uuid>,
    pub role: Option<String>,
    pub office: String,
    pub kind: String,
    pub to_status: String,
    pub note: String,
    pub detail: Json<PlanDetail>,
}

/// What had no column of its own.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct PlanDetail {
    pub closes_on: Option<Day>,
    pub due_on: Option<Day>,
    pub evaluation: Option<Evaluation>,
    pub follow_up: Option<FollowUpKind>,
    pub amount: Option<Rupiah>,
    pub reason: Option<ReasonCode>,
}

/// Oldest line first.
pub async fn of_proposal(tx: &mut Tx, proposal: Uuid) -> Result<Vec<ProposalLine>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT * FROM proposal_events WHERE proposal_id = $1 ORDER BY sequence")
        .bind(proposal).fetch_all(conn).await)?)
}

/// Oldest line first.
pub async fn of_plan(tx: &mut Tx, plan: Uuid) -> Result<Vec<PlanLine>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT * FROM plan_events WHERE plan_id = $1 ORDER BY sequence")
        .bind(plan).fetch_all(conn).await)?)
}
