//! What agencies announced as their follow-up, the newest first.

use super::{events::Detail, row::affecting};
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{clock::Instant, ids::PlanId, plan::FollowUpKind, region::RegionCode};
use sqlx::types::Json;
use uuid::Uuid;

/// One follow-up of one plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    pub plan: PlanId,
    pub title: String,
    pub office: String,
    pub at: Instant,
    pub kind: Option<FollowUpKind>,
    /// The agency's own words.
    pub note: String,
}

#[derive(sqlx::FromRow)]
struct Row {
    plan_id: Uuid,
    title: String,
    office: String,
    at: Instant,
    detail: Json<Detail>,
    note: String,
}

/// The follow-ups of plans that affect a region.
pub async fn announcements(tx: &mut Tx, region: &RegionCode, limit: i64) -> Result<Vec<Announcement>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, Row>(concat!(
        "SELECT plans.id AS plan_id, plans.title, e.office, e.at, e.detail, e.note
         FROM plans JOIN plan_events e ON e.plan_id = plans.id AND e.kind = 'followed_up'
         WHERE ", affecting!("$1"), "
         ORDER BY e.at DESC, e.id DESC LIMIT $2"))
        .bind(region.as_str()).bind(limit).fetch_all(conn).await)?;
    Ok(rows
        .into_iter()
        .map(|row| Announcement {
            plan: PlanId(row.plan_id),
            title: row.title,
            office: row.office,
            at: row.at,
            kind: row.detail.0.follow_up,
            note: row.note,
        })
        .collect())
}
