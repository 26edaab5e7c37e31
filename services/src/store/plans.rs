//! Plans of agencies: the row, the regions they affect, the lists. Residents' answers are in [`stances`].

pub mod announcements;
pub mod list;
mod row;
pub mod stances;

pub use row::{Counts, Plan};

use super::{
    Tx,
    database::{on_tx, one_row},
    regions::RegionRow,
};
use crate::Failure;
use domain::{
    clock::{Day, Instant},
    ids::{AccountId, AgencyId, PlanId, RegionId},
    plan::{Evaluation, PlanDraft, PlanState, ResponseRule},
    region::{self, Region, RegionLevel},
};
use row::PlanRow;
use sqlx::types::Json;
use uuid::Uuid;

/// A plan to be stored as a draft.
pub struct NewPlan {
    pub id: PlanId,
    pub agency: AgencyId,
    pub author: AccountId,
    pub created_at: Instant,
}

/// An empty draft; `false` when the id is taken. Its content follows with [`set_content`].
pub async fn insert(tx: &mut Tx, new: &NewPlan) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO plans (id, agency_id, author_id, title, summary, body, problem, expected_result, indicator, budget_source,
                            location, city_wide, status, created_at, search_text)
         VALUES ($1, $2, $3, '', '', '', '', '', '', '', '', $4, $5, $6, '')
         ON CONFLICT (id) DO NOTHING")
        .bind(new.id.0)
        .bind(new.agency.0)
        .bind(new.author.0)
        .bind(false)
        .bind(PlanState::DRAFT.status.code())
        .bind(new.created_at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    if rows == 0 {
        return Ok(false);
    }
    on_tx!(tx, conn => sqlx::query("INSERT INTO plan_counts (plan_id) VALUES ($1)").bind(new.id.0).execute(conn).await.map(drop))?;
    Ok(true)
}

/// Writes what the form holds; the regions are written by [`set_regions`], photos are rows of their own.
pub async fn set_content(tx: &mut Tx, id: PlanId, agency: AgencyId, draft: &PlanDraft, search_text: &str) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE plans SET agency_id = $2, plan_year = $3, title = $4, summary = $5, body = $6, problem = $7, expected_result = $8,
                          indicator = $9, budget = $10, budget_source = $11, location = $12, city_wide = $13, response_days = $14,
                          search_text = $15
         WHERE id = $1")
        .bind(id.0)
        .bind(agency.0)
        .bind(draft.plan_year.map(i64::from))
        .bind(&draft.title)
        .bind(&draft.summary)
        .bind(&draft.body)
        .bind(&draft.problem)
        .bind(&draft.expected_result)
        .bind(&draft.indicator)
        .bind(draft.budget.map(domain::money::Rupiah::amount))
        .bind(draft.source.map_or("", domain::money::FundingSource::code))
        .bind(&draft.location)
        .bind(draft.city_wide)
        .bind(draft.response_days.map(i64::from))
        .bind(search_text)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("plans.set_content", rows)
}

/// The regions a plan affects become these.
pub async fn set_regions(tx: &mut Tx, id: PlanId, regions: &[RegionId]) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM plan_regions WHERE plan_id = $1").bind(id.0).execute(conn).await.map(drop))?;
    for region in regions {
        on_tx!(tx, conn => sqlx::query("INSERT INTO plan_regions (plan_id, region_id) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(id.0).bind(region.0).execute(conn).await.map(drop))?;
    }
    Ok(())
}

/// The regions a plan affects, by code; none when it affects the whole city.
pub async fn regions(tx: &mut Tx, id: PlanId) -> Result<Vec<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "SELECT regions.* FROM plan_regions JOIN regions ON regions.id = plan_regions.region_id
         WHERE plan_regions.plan_id = $1 ORDER BY regions.code")
        .bind(id.0).fetch_all(conn).await)?
    .into_iter()
    .map(Region::try_from)
    .collect()
}

/// What a plan affects, nothing twice: the whole city, or those of its regions that lie in no other of them.
pub async fn affected(tx: &mut Tx, plan: &Plan, today: Day) -> Result<Vec<Region>, Failure> {
    if plan.content.city_wide {
        return super::regions::of_level(tx, RegionLevel::Kota, today).await;
    }
    Ok(region::outermost(regions(tx, plan.id).await?))
}

pub async fn find(tx: &mut Tx, id: PlanId) -> Result<Option<Plan>, Failure> {
    let row: Option<PlanRow> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT plans.*, plan_counts.* FROM plans JOIN plan_counts ON plan_counts.plan_id = plans.id WHERE plans.id = $1")
        .bind(id.0).fetch_optional(conn).await)?;
    let Some(row) = row else { return Ok(None) };
    let mut plan = Plan::try_from(row)?;
    plan.content.regions = regions(tx, plan.id).await?.into_iter().map(|region| region.code).collect();
    Ok(Some(plan))
}

/// Keeps the plan for this unit of work, by the small row of its counters: others who want it wait until it ends.
pub async fn lock(tx: &mut Tx, id: PlanId) -> Result<Option<Plan>, Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE plan_counts SET version = version + 1 WHERE plan_id = $1").bind(id.0).execute(conn).await.map(drop))?;
    find(tx, id).await
}

/// Where the plan stands from now on.
pub async fn set_state(tx: &mut Tx, id: PlanId, state: &PlanState, due_on: Option<Day>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE plans SET status = $2, closes_on = $3, outcome = $4, follow_up = $5, due_on = $6 WHERE id = $1")
        .bind(id.0)
        .bind(state.status.code())
        .bind(state.closes_on)
        .bind(state.outcome.map(domain::plan::Outcome::code))
        .bind(state.follow_up.map(domain::plan::FollowUpKind::code))
        .bind(due_on)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("plans.set_state", rows)
}

/// Freezes the rule.
pub async fn set_published(tx: &mut Tx, id: PlanId, rule: &ResponseRule, at: Instant) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE plans SET rule = $2, published_at = $3 WHERE id = $1 AND published_at IS NULL")
        .bind(id.0).bind(Json(rule)).bind(at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("plans.set_published", rows)
}

/// Freezes the figures; an extension takes them away again, with its own instant.
pub async fn set_evaluation(tx: &mut Tx, id: PlanId, evaluation: Option<&Evaluation>, extended_at: Option<Instant>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE plans SET evaluation = $2, extended_at = COALESCE($3, extended_at) WHERE id = $1")
        .bind(id.0).bind(evaluation.map(Json)).bind(extended_at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("plans.set_evaluation", rows)
}

/// Published plans whose last day of answers lies before `today`.
pub async fn due_to_close(tx: &mut Tx, today: Day) -> Result<Vec<PlanId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT id FROM plans WHERE status = 'published' AND closes_on < $1 ORDER BY closes_on, id")
        .bind(today).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(PlanId).collect())
}
