//! Planning years: stages, criteria; the catalogue and the money announced are in files of their own.

mod catalogue;
mod ceilings;

pub use catalogue::{catalogue, find_type, insert_type, update_type};
pub use ceilings::{Announced, CeilingOf, NewCeiling, ceiling, insert_ceiling, update_ceiling};

use super::{
    Tx,
    database::{is_taken, on_tx, one_row},
};
use crate::Failure;
use domain::{
    clock::{Day, Instant},
    cycle::{Pipeline, Stage, StageKind},
    ids::{CriterionId, CycleId, RegionId},
    priority::{Criteria, Criterion, CriterionSource, Weighed, Weight},
    years::{PlanningYear, PlanningYears},
};
use uuid::Uuid;

/// One planning year of the city.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    pub id: CycleId,
    pub plan_year: u16,
    pub city: RegionId,
    pub created_at: Instant,
    pub weights_locked_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
struct CycleRow {
    id: Uuid,
    plan_year: i64,
    city_id: Uuid,
    created_at: Instant,
    weights_locked_at: Option<Instant>,
}

impl TryFrom<CycleRow> for Cycle {
    type Error = Failure;

    fn try_from(row: CycleRow) -> Result<Self, Failure> {
        Ok(Self {
            id: CycleId(row.id),
            plan_year: read_year(row.plan_year)?,
            city: RegionId(row.city_id),
            created_at: row.created_at,
            weights_locked_at: row.weights_locked_at,
        })
    }
}

/// A plan year as it is stored.
pub(super) fn read_year(stored: i64) -> Result<u16, Failure> {
    u16::try_from(stored).map_err(|_| Failure::inconsistent("cycles", "plan_year", stored))
}

/// `false` when the plan year has a cycle already.
pub async fn insert(tx: &mut Tx, cycle: &Cycle) -> Result<bool, Failure> {
    let inserted = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO cycles (id, plan_year, city_id, created_at, weights_locked_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(cycle.id.0)
        .bind(i64::from(cycle.plan_year))
        .bind(cycle.city.0)
        .bind(cycle.created_at)
        .bind(cycle.weights_locked_at)
        .execute(conn).await.map(drop));
    match inserted {
        Ok(()) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

pub async fn find(tx: &mut Tx, id: CycleId) -> Result<Option<Cycle>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, CycleRow>("SELECT * FROM cycles WHERE id = $1").bind(id.0).fetch_optional(conn).await)?
        .map(Cycle::try_from)
        .transpose()
}

/// A stage of a year; nothing but the year where it has none.
#[derive(sqlx::FromRow)]
struct YearRow {
    id: Uuid,
    plan_year: i64,
    city_id: Uuid,
    kind: Option<String>,
    opens_on: Option<Day>,
    closes_on: Option<Day>,
}

/// Every plan year with its stages; none in a city that has not begun. Which one is meant on a day is for the rules.
pub async fn years(tx: &mut Tx) -> Result<PlanningYears, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, YearRow>(
        "SELECT cycles.id, cycles.plan_year, cycles.city_id, stages.kind, stages.opens_on, stages.closes_on
         FROM cycles LEFT JOIN stages ON stages.cycle_id = cycles.id ORDER BY cycles.plan_year, stages.position")
        .fetch_all(conn).await)?;
    let mut years: Vec<PlanningYear> = Vec::new();
    for YearRow { id, plan_year, city_id, kind, opens_on, closes_on } in rows {
        let stage = kind.map(|kind| StageRow { kind, opens_on, closes_on }.stage()).transpose()?;
        match years.last_mut() {
            Some(known) if known.id.0 == id => known.stages.extend(stage),
            _ => years.push(PlanningYear {
                id: CycleId(id),
                plan_year: read_year(plan_year)?,
                city: RegionId(city_id),
                stages: stage.into_iter().collect(),
            }),
        }
    }
    Ok(PlanningYears::new(years))
}

pub async fn of_year(tx: &mut Tx, plan_year: u16) -> Result<Option<Cycle>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, CycleRow>("SELECT * FROM cycles WHERE plan_year = $1")
        .bind(i64::from(plan_year)).fetch_optional(conn).await)?
    .map(Cycle::try_from)
    .transpose()
}

/// All cycles, the latest first.
pub async fn all(tx: &mut Tx) -> Result<Vec<Cycle>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, CycleRow>("SELECT * FROM cycles ORDER BY plan_year DESC").fetch_all(conn).await)?
        .into_iter()
        .map(Cycle::try_from)
        .collect()
}

/// Keeps the year for this unit of work.
pub async fn hold(tx: &mut Tx, id: CycleId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE cycles SET created_at = created_at WHERE id = $1")
        .bind(id.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("cycles.hold", rows)
}

pub async fn lock_weights(tx: &mut Tx, id: CycleId, at: Instant) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE cycles SET weights_locked_at = $2 WHERE id = $1 AND weights_locked_at IS NULL")
        .bind(id.0).bind(at).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn insert_stage(tx: &mut Tx, cycle: CycleId, position: u16, stage: &Stage) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO stages (cycle_id, position, kind, opens_on, closes_on) VALUES ($1, $2, $3, $4, $5)")
        .bind(cycle.0)
        .bind(i64::from(position))
        .bind(stage.kind.code())
        .bind(stage.opens_on)
        .bind(stage.closes_on)
        .execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn set_stage_dates(tx: &mut Tx, cycle: CycleId, stage: &Stage) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE stages SET opens_on = $3, closes_on = $4 WHERE cycle_id = $1 AND kind = $2")
        .bind(cycle.0)
        .bind(stage.kind.code())
        .bind(stage.opens_on)
        .bind(stage.closes_on)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("cycles.set_stage_dates", rows)
}

#[derive(sqlx::FromRow)]
struct StageRow {
    kind: String,
    opens_on: Option<Day>,
    closes_on: Option<Day>,
}

impl StageRow {
    fn stage(self) -> Result<Stage, Failure> {
        let kind = StageKind::from_code(&self.kind).ok_or_else(|| Failure::inconsistent("stages", "kind", &self.kind))?;
        Stage::new(kind, self.opens_on, self.closes_on).map_err(|_| Failure::inconsistent("stages", "closes_on", &self.kind))
    }
}

/// The stages of a cycle with their dates, in the order of the city.
pub async fn stages(tx: &mut Tx, cycle: CycleId) -> Result<Vec<Stage>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, StageRow>("SELECT kind, opens_on, closes_on FROM stages WHERE cycle_id = $1 ORDER BY position")
        .bind(cycle.0).fetch_all(conn).await)?;
    rows.into_iter().map(StageRow::stage).collect()
}

/// The stages of a cycle as the rules want them.
pub async fn pipeline(tx: &mut Tx, cycle: CycleId) -> Result<Pipeline, Failure> {
    let kinds = stages(tx, cycle).await?.into_iter().map(|stage| stage.kind).collect();
    Pipeline::new(kinds).map_err(|refusal| Failure::inconsistent("stages", "kind", refusal))
}

pub async fn insert_criterion(tx: &mut Tx, cycle: CycleId, position: u16, criterion: &Criterion) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO criteria (id, cycle_id, position, code, source, weight) VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(criterion.id.0)
        .bind(cycle.0)
        .bind(i64::from(position))
        .bind(&criterion.code)
        .bind(criterion.source.code())
        .bind(i64::from(criterion.weight.basis_points()))
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// What planners have set of each criterion, in the order in which they are shown.
pub async fn weights(tx: &mut Tx, cycle: CycleId) -> Result<Vec<Weighed>, Failure> {
    let rows: Vec<(String, i64, String)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT code, weight, scale FROM criteria WHERE cycle_id = $1 ORDER BY position").bind(cycle.0).fetch_all(conn).await)?;
    rows.into_iter().map(|(code, points, scale)| Ok(Weighed { code, weight: weight(points)?, scale })).collect()
}

pub async fn set_weight(tx: &mut Tx, cycle: CycleId, weighed: &Weighed) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE criteria SET weight = $3, scale = $4 WHERE cycle_id = $1 AND code = $2")
        .bind(cycle.0)
        .bind(&weighed.code)
        .bind(i64::from(weighed.weight.basis_points()))
        .bind(&weighed.scale)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("cycles.set_weight", rows)
}

fn weight(points: i64) -> Result<Weight, Failure> {
    let weight = u16::try_from(points).ok().and_then(|points| Weight::from_basis_points(points).ok());
    weight.ok_or_else(|| Failure::inconsistent("criteria", "weight", points))
}

#[derive(sqlx::FromRow)]
struct CriterionRow {
    id: Uuid,
    code: String,
    source: String,
    weight: i64,
}

/// The criteria of a cycle in the order in which they are shown.
pub async fn criteria(tx: &mut Tx, cycle: CycleId) -> Result<Criteria, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, CriterionRow>("SELECT id, code, source, weight FROM criteria WHERE cycle_id = $1 ORDER BY position")
        .bind(cycle.0).fetch_all(conn).await)?;
    let criteria = rows.into_iter().map(|row| {
        Ok(Criterion {
            id: CriterionId(row.id),
            weight: weight(row.weight)?,
            source: CriterionSource::from_code(&row.source).ok_or_else(|| Failure::inconsistent("criteria", "source", &row.source))?,
            code: row.code,
        })
    });
    let criteria = criteria.collect::<Result<Vec<_>, Failure>>()?;
    Criteria::new(criteria).map_err(|refusal| Failure::inconsistent("criteria", "weight", refusal))
}
