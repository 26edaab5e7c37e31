//! The journey of a proposal, entry by entry; append-only.

use super::rows::position;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    account::Role,
    clock::{Day, Instant},
    ids::{AccountId, CycleId, ProposalId},
    money::Rupiah,
    permission::Acting,
    proposal::{EventKind, ProposalEvent},
    reason::{Note, Reason, ReasonCode},
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

/// An entry to be written.
pub struct NewEvent<'a> {
    pub id: Uuid,
    pub proposal: ProposalId,
    pub at: Instant,
    /// Nobody for acts of the machine itself, such as an import from the command line.
    pub acting: Option<&'a Acting>,
    pub office: &'a str,
    pub event: &'a ProposalEvent,
    pub rank: Option<u32>,
}

/// An entry with who wrote it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    pub at: Instant,
    /// Internal: pages show the office.
    pub actor: Option<AccountId>,
    pub role: Option<Role>,
    pub office: String,
    pub rank: Option<u32>,
    pub event: ProposalEvent,
}

/// What has no column of its own.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(super) struct Detail {
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) amount: Option<Rupiah>,
    #[serde(skip_serializing_if = "Option::is_none")]
    percent: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    into: Option<ProposalId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cycle: Option<CycleId>,
}

pub async fn append_event(tx: &mut Tx, new: &NewEvent<'_>) -> Result<(), Failure> {
    let event = new.event;
    let ProposalEvent { amount, percent, until, into, cycle, .. } = *event;
    let detail = Detail { note: event.note.clone(), amount, percent, until, into, cycle };
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO proposal_events (id, proposal_id, sequence, at, actor_id, role, office, kind,
             from_stage, from_status, to_stage, to_status, reason_code, reason_text, rank, detail)
         SELECT $1, $2, COALESCE(MAX(sequence), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
         FROM proposal_events WHERE proposal_id = $2")
        .bind(new.id)
        .bind(new.proposal.0)
        .bind(new.at)
        .bind(new.acting.map(|acting| acting.account.0))
        .bind(new.acting.and_then(|acting| acting.role).map(Role::code))
        .bind(new.office)
        .bind(event.kind.code())
        .bind(event.from.stage.code())
        .bind(event.from.status.code())
        .bind(event.to.stage.code())
        .bind(event.to.status.code())
        .bind(event.reason.as_ref().map(|reason| reason.code().code()))
        .bind(event.reason.as_ref().map(Reason::text))
        .bind(new.rank.map(i64::from))
        .bind(Json(&detail))
        .execute(conn).await.map(drop))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct EventRow {
    at: Instant,
    actor_id: Option<Uuid>,
    role: Option<String>,
    office: String,
    kind: String,
    from_stage: Option<String>,
    from_status: Option<String>,
    to_stage: String,
    to_status: String,
    reason_code: Option<String>,
    reason_text: Option<String>,
    rank: Option<i64>,
    detail: Json<Detail>,
}

fn wrong(column: &'static str, value: impl std::fmt::Display) -> Failure {
    Failure::inconsistent("proposal_events", column, value)
}

/// The reason of an entry: a code with its text, or nothing.
pub(super) fn reason_of(code: Option<String>, text: Option<String>) -> Result<Option<Reason>, Failure> {
    let (Some(code), Some(text)) = (code, text) else { return Ok(None) };
    let code = ReasonCode::from_code(&code).ok_or_else(|| wrong("reason_code", code))?;
    Reason::new(code, &text).map(Some).map_err(|_| wrong("reason_text", text))
}

impl TryFrom<EventRow> for RecordedEvent {
    type Error = Failure;

    fn try_from(row: EventRow) -> Result<Self, Failure> {
        let to = position(&row.to_stage, &row.to_status)?;
        let from = match (&row.from_stage, &row.from_status) {
            (Some(stage), Some(status)) => position(stage, status)?,
            _ => to,
        };
        let reason = reason_of(row.reason_code, row.reason_text)?;
        let Json(detail) = row.detail;
        let event = ProposalEvent {
            kind: EventKind::from_code(&row.kind).ok_or_else(|| wrong("kind", row.kind))?,
            from,
            to,
            reason,
            note: detail.note,
            amount: detail.amount,
            percent: detail.percent,
            until: detail.until,
            into: detail.into,
            cycle: detail.cycle,
        };
        Ok(Self {
            at: row.at,
            actor: row.actor_id.map(AccountId),
            role: row.role.map(|code| Role::from_code(&code).ok_or_else(|| wrong("role", code))).transpose()?,
            office: row.office,
            rank: row.rank.map(|rank| u32::try_from(rank).map_err(|_| wrong("rank", rank))).transpose()?,
            event,
        })
    }
}

/// The whole journey, oldest entry first.
pub async fn events_of(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<RecordedEvent>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, EventRow>("SELECT * FROM proposal_events WHERE proposal_id = $1 ORDER BY sequence")
        .bind(proposal.0).fetch_all(conn).await)?
    .into_iter()
    .map(RecordedEvent::try_from)
    .collect()
}
