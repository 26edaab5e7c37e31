//! What levels recommended, row by row.

use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::clock::Instant;
use uuid::Uuid;

/// What one level recommended last in one year.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RecommendationRow {
    pub proposal_id: Uuid,
    pub cycle_id: Uuid,
    pub stage: String,
    pub office: String,
    pub text: String,
    pub volume: Option<i64>,
    pub cost: Option<i64>,
    pub actor_id: Uuid,
    pub at: Instant,
}

impl RecommendationRow {
    pub fn key(&self) -> (Uuid, Uuid, String) {
        (self.proposal_id, self.cycle_id, self.stage.clone())
    }
}

pub async fn recommendations(tx: &mut Tx, after: Option<(Uuid, Uuid, String)>, limit: i64) -> Result<Vec<RecommendationRow>, Failure> {
    let (proposal, cycle, stage) = after.unwrap_or_default();
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT proposal_id, cycle_id, stage, office, text, volume, cost, actor_id, at FROM recommendations
         WHERE (proposal_id, cycle_id, stage) > ($1, $2, $3) ORDER BY proposal_id, cycle_id, stage LIMIT $4")
        .bind(proposal).bind(cycle).bind(&stage).bind(limit).fetch_all(conn).await)?)
}
