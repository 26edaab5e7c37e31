//! What each level adds beside the original, in one planning year: its own text, volume and cost.

use super::rows::{money, volume};
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::Instant,
    cycle::StageKind,
    ids::{AccountId, CycleId, ProposalId},
    money::{Rupiah, Volume},
};
use uuid::Uuid;

/// One level's own view in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recommendation {
    pub cycle: CycleId,
    pub stage: StageKind,
    pub office: String,
    pub text: String,
    pub volume: Option<Volume>,
    pub cost: Option<Rupiah>,
    pub at: Instant,
}

/// Writes the recommendation of a level, over an earlier one of the same level and year.
pub async fn recommend(tx: &mut Tx, proposal: ProposalId, by: AccountId, new: &Recommendation) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO recommendations (proposal_id, stage, office, text, volume, cost, actor_id, at, cycle_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (proposal_id, cycle_id, stage) DO UPDATE SET office = excluded.office, text = excluded.text,
             volume = excluded.volume, cost = excluded.cost, actor_id = excluded.actor_id, at = excluded.at")
        .bind(proposal.0)
        .bind(new.stage.code())
        .bind(&new.office)
        .bind(&new.text)
        .bind(new.volume.map(Volume::thousandths))
        .bind(new.cost.map(Rupiah::amount))
        .bind(by.0)
        .bind(new.at)
        .bind(new.cycle.0)
        .execute(conn).await.map(drop))?;
    Ok(())
}

#[derive(sqlx::FromRow)]
struct RecommendationRow {
    cycle_id: Uuid,
    stage: String,
    office: String,
    text: String,
    volume: Option<i64>,
    cost: Option<i64>,
    at: Instant,
}

/// In the order in which they were made.
pub async fn recommendations_of(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<Recommendation>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RecommendationRow>(
        "SELECT cycle_id, stage, office, text, volume, cost, at FROM recommendations WHERE proposal_id = $1 ORDER BY at, stage")
        .bind(proposal.0).fetch_all(conn).await)?
    .into_iter()
    .map(|row| {
        Ok(Recommendation {
            cycle: CycleId(row.cycle_id),
            stage: StageKind::from_code(&row.stage).ok_or_else(|| Failure::inconsistent("recommendations", "stage", &row.stage))?,
            office: row.office,
            text: row.text,
            volume: row.volume.map(volume).transpose()?,
            cost: row.cost.map(|amount| money("cost", amount)).transpose()?,
            at: row.at,
        })
    })
    .collect()
}
