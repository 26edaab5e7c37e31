//! The journey of a plan, entry by entry; append-only, and the public timeline.

use super::row::status;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    account::Role,
    clock::{Day, Instant},
    ids::{AccountId, PlanId},
    money::Rupiah,
    permission::Acting,
    plan::{Evaluation, FollowUpKind, PlanEventKind, PlanStatus},
    reason::ReasonCode,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

/// What has no column of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct Detail {
    /// The last day of answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_on: Option<Day>,
    /// The day by which the agency owes what comes next.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_on: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evaluation: Option<Evaluation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follow_up: Option<FollowUpKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<Rupiah>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReasonCode>,
}

/// An entry to be written.
pub struct NewEvent<'a> {
    pub id: Uuid,
    pub plan: PlanId,
    pub at: Instant,
    /// Nobody for what the clock does.
    pub acting: Option<&'a Acting>,
    pub office: &'a str,
    pub kind: PlanEventKind,
    pub to: PlanStatus,
    pub note: &'a str,
    pub detail: Detail,
}

/// An entry with who wrote it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    pub at: Instant,
    /// Internal: pages show the office.
    pub actor: Option<AccountId>,
    pub role: Option<Role>,
    /// Empty for what the clock did.
    pub office: String,
    pub kind: PlanEventKind,
    pub to: PlanStatus,
    pub note: String,
    pub detail: Detail,
}

#[derive(sqlx::FromRow)]
struct EventRow {
    at: Instant,
    actor_id: Option<Uuid>,
    role: Option<String>,
    office: String,
    kind: String,
    to_status: String,
    note: String,
    detail: Json<Detail>,
}

impl TryFrom<EventRow> for RecordedEvent {
    type Error = Failure;

    fn try_from(row: EventRow) -> Result<Self, Failure> {
        let wrong = |column, value: &str| Failure::inconsistent("plan_events", column, value);
        Ok(Self {
            at: row.at,
            actor: row.actor_id.map(AccountId),
            role: row.role.map(|code| Role::from_code(&code).ok_or_else(|| wrong("role", &code))).transpose()?,
            office: row.office,
            kind: PlanEventKind::from_code(&row.kind).ok_or_else(|| wrong("kind", &row.kind))?,
            to: status(&row.to_status)?,
            note: row.note,
            detail: row.detail.0,
        })
    }
}

/// The plan must be locked: the entry takes the next place in its journey.
pub async fn append(tx: &mut Tx, event: &NewEvent<'_>) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO plan_events (id, plan_id, sequence, at, actor_id, role, office, kind, to_status, note, detail)
         SELECT $1, $2, COALESCE(MAX(sequence), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10 FROM plan_events WHERE plan_id = $2")
        .bind(event.id)
        .bind(event.plan.0)
        .bind(event.at)
        .bind(event.acting.map(|acting| acting.account.0))
        .bind(event.acting.and_then(|acting| acting.role).map(Role::code))
        .bind(event.office)
        .bind(event.kind.code())
        .bind(event.to.code())
        .bind(event.note)
        .bind(Json(&event.detail))
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// The whole journey, oldest entry first.
pub async fn of_plan(tx: &mut Tx, plan: PlanId) -> Result<Vec<RecordedEvent>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, EventRow>("SELECT * FROM plan_events WHERE plan_id = $1 ORDER BY sequence")
        .bind(plan.0).fetch_all(conn).await)?
    .into_iter()
    .map(RecordedEvent::try_from)
    .collect()
}
