//! What agencies announced as their follow-up, the newest first. Their words are read by `ledger::journey`.

use super::row::affecting;
use crate::{
    Failure,
    store::{
        Tx,
        database::on_tx,
        ledger::{of_journey, told_of_journey},
    },
};
use domain::{clock::Instant, ids::PlanId, ledger::PlanLeg, region::RegionCode};
use sqlx::types::Json;
use uuid::Uuid;

/// One follow-up of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub plan: PlanId,
    pub title: String,
    pub at: Instant,
    /// The follow-up, and what the plan is with it.
    pub leg: PlanLeg,
}

#[derive(sqlx::FromRow)]
struct Row {
    plan_id: Uuid,
    title: String,
    at: Instant,
    event: Json<PlanLeg>,
}

/// The follow-ups of plans that affect a region. There are few plans and many journeys: SQLite takes a cross join in the
/// order in which it is written.
pub async fn announcements(tx: &mut Tx, region: &RegionCode, limit: i64) -> Result<Vec<Announcement>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, Row>(concat!(
        "SELECT plans.id AS plan_id, plans.title, e.at, e.event
         FROM plans CROSS JOIN ledger e
         WHERE e.subject_id = plans.id AND ", of_journey!("e"), " AND e.event ->> 'what' = 'followed_up'
           AND ", told_of_journey!("e"), " AND ", affecting!("$1"), "
         ORDER BY e.at DESC, e.id DESC LIMIT $2"))
        .bind(region.as_str()).bind(limit).fetch_all(conn).await)?;
    let read = |row: Row| Announcement { plan: PlanId(row.plan_id), title: row.title, at: row.at, leg: row.event.0 };
    Ok(rows.into_iter().map(read).collect())
}
