//! Lists of plans: the public one with its filters, and what agencies still have to do.

use super::row::{Counts, affecting, budget, duty, follow_up, outcome, status, year};
use crate::{
    Failure,
    store::{Tx, database::on_tx, listed::plan_has_ended},
};
use domain::{
    clock::{Day, Instant},
    ids::{AgencyId, PhotoId, PlanId},
    money::Rupiah,
    plan::{Duty, FollowUpKind, Outcome, PlanStatus},
    region::RegionCode,
};
use uuid::Uuid;

/// A plan in a list.
#[derive(Clone, Debug)]
pub struct ListedPlan {
    pub id: PlanId,
    pub title: String,
    pub summary: String,
    pub status: PlanStatus,
    pub agency: AgencyId,
    pub agency_name: String,
    pub plan_year: Option<u16>,
    pub budget: Option<Rupiah>,
    pub city_wide: bool,
    /// Names of the regions it affects, by code.
    pub regions: Option<String>,
    pub created_at: Instant,
    pub published_at: Option<Instant>,
    pub closes_on: Option<Day>,
    pub outcome: Option<Outcome>,
    pub follow_up: Option<FollowUpKind>,
    pub duty: Option<Duty>,
    pub counts: Counts,
    pub comment_count: i64,
    pub photo: Option<PhotoId>,
}

#[derive(sqlx::FromRow)]
struct ListedRow {
    id: Uuid,
    title: String,
    summary: String,
    status: String,
    agency_id: Uuid,
    agency_name: String,
    plan_year: Option<i64>,
    budget: Option<i64>,
    city_wide: bool,
    region_names: Option<String>,
    created_at: Instant,
    published_at: Option<Instant>,
    closes_on: Option<Day>,
    outcome: Option<String>,
    follow_up: Option<String>,
    due_on: Option<Day>,
    supporting: i64,
    supporting_local: i64,
    opposing: i64,
    opposing_local: i64,
    comment_count: i64,
    photo_id: Option<Uuid>,
}

impl TryFrom<ListedRow> for ListedPlan {
    type Error = Failure;

    fn try_from(row: ListedRow) -> Result<Self, Failure> {
        let (status, outcome) = (status(&row.status)?, outcome(row.outcome)?);
        let (supporting, opposing) = (row.supporting, row.opposing);
        Ok(Self {
            id: PlanId(row.id),
            title: row.title,
            summary: row.summary,
            status,
            agency: AgencyId(row.agency_id),
            agency_name: row.agency_name,
            plan_year: year(row.plan_year)?,
            budget: budget(row.budget)?,
            city_wide: row.city_wide,
            regions: row.region_names,
            created_at: row.created_at,
            published_at: row.published_at,
            closes_on: row.closes_on,
            outcome,
            follow_up: follow_up(row.follow_up)?,
            duty: duty(status, outcome, row.due_on),
            counts: Counts { supporting, supporting_local: row.supporting_local, opposing, opposing_local: row.opposing_local },
            comment_count: row.comment_count,
            photo: row.photo_id.map(PhotoId),
        })
    }
}

/// What the public list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub status: Option<PlanStatus>,
    pub agency: Option<AgencyId>,
    /// Plans for this region, for what it lies in, and for what lies in it.
    pub region: Option<RegionCode>,
    pub plan_year: Option<u16>,
    /// A pattern for the folded text.
    pub words: Option<String>,
}

macro_rules! listed {
    ($($rest:expr),+) => {
        concat!(
            "SELECT plans.id, plans.title, plans.summary, plans.status, plans.agency_id, agencies.name AS agency_name, plans.plan_year,
                    plans.budget, plans.city_wide, plans.created_at, plans.published_at, plans.closes_on, plans.outcome, plans.follow_up,
                    plans.due_on, counts.supporting, counts.supporting_local, counts.opposing, counts.opposing_local, counts.comment_count,
                    (SELECT string_agg(regions.name, ', ' ORDER BY regions.code)
                     FROM plan_regions JOIN regions ON regions.id = plan_regions.region_id
                     WHERE plan_regions.plan_id = plans.id) AS region_names,
                    (SELECT photos.id FROM photos WHERE photos.subject_id = plans.id
                     ORDER BY photos.position, photos.id LIMIT 1) AS photo_id
             FROM plans
             JOIN plan_counts counts ON counts.plan_id = plans.id
             JOIN agencies ON agencies.id = plans.agency_id ",
            $($rest),+
        )
    };
}

macro_rules! filtered {
    ($rest:literal) => {
        listed!(
            "WHERE plans.published_at IS NOT NULL
               AND ($1 IS NULL OR plans.status = $1)
               AND ($2 IS NULL OR plans.agency_id = $2)
               AND ($3 IS NULL OR plans.plan_year = $3)
               AND ($4 IS NULL OR plans.search_text LIKE $4)
               AND ($5 IS NULL OR ",
            affecting!("$5"),
            ") ",
            $rest
        )
    };
}

/// Newest first, after the plan published at `$6` with the id `$7`.
const NEWEST: &str = filtered!(
    "AND ($6 IS NULL OR plans.published_at < $6 OR (plans.published_at = $6 AND plans.id < $7))
     ORDER BY plans.published_at DESC, plans.id DESC LIMIT $8"
);

/// Only what can still be answered, the most urgent first, after the plan that closes on `$6` with the id `$7`.
const CLOSING_SOON: &str = filtered!(
    "AND plans.status = 'published'
     AND ($6 IS NULL OR plans.closes_on > $6 OR (plans.closes_on = $6 AND plans.id > $7))
     ORDER BY plans.closes_on, plans.id LIMIT $8"
);

/// Whatever became of them since, between the days `$1` and `$2`.
const CLOSING_BETWEEN: &str = listed!(
    "WHERE plans.published_at IS NOT NULL AND plans.status <> 'withdrawn' AND plans.closes_on >= $1 AND plans.closes_on <= $2
       AND ($3 IS NULL OR ",
    affecting!("$3"),
    ") ORDER BY plans.closes_on, plans.id LIMIT $4"
);

const OF_AGENCY: &str = listed!(
    "WHERE ($1 IS NULL OR plans.agency_id = $1) AND NOT ",
    plan_has_ended!("plans.status"),
    "
     ORDER BY plans.due_on NULLS LAST, plans.created_at DESC, plans.id"
);

/// Runs a filtered statement from after the key of the last line seen: what it is sorted by, and its id.
macro_rules! lines_after {
    ($tx:ident, $sql:expr, $filter:expr, $after:expr, $limit:expr) => {{
        let (after, after_id) = $after.map_or((None, None), |(key, id)| (Some(key), Some(id.0)));
        on_tx!($tx, conn => sqlx::query_as::<_, ListedRow>($sql)
            .bind($filter.status.map(PlanStatus::code))
            .bind($filter.agency.map(|id| id.0))
            .bind($filter.plan_year.map(i64::from))
            .bind($filter.words.as_deref())
            .bind($filter.region.as_ref().map(RegionCode::as_str))
            .bind(after)
            .bind(after_id)
            .bind($limit)
            .fetch_all(conn).await)?
        .into_iter()
        .map(ListedPlan::try_from)
        .collect()
    }};
}

/// Published plans, newest first.
pub async fn newest(tx: &mut Tx, filter: &Filter, after: Option<(Instant, PlanId)>, limit: i64) -> Result<Vec<ListedPlan>, Failure> {
    lines_after!(tx, NEWEST, filter, after, limit)
}

/// Plans that take answers, those that close first before the others.
pub async fn closing_soon(tx: &mut Tx, filter: &Filter, after: Option<(Day, PlanId)>, limit: i64) -> Result<Vec<ListedPlan>, Failure> {
    lines_after!(tx, CLOSING_SOON, filter, after, limit)
}

/// Plans whose last day for answers lies between two days, both included; for a region as in [`Filter::region`].
pub async fn closing_between(
    tx: &mut Tx,
    region: Option<&RegionCode>,
    (first, last): (Day, Day),
    limit: i64,
) -> Result<Vec<ListedPlan>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ListedRow>(CLOSING_BETWEEN)
        .bind(first).bind(last).bind(region.map(RegionCode::as_str)).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(ListedPlan::try_from)
    .collect()
}

/// All unfinished plans of an agency, or of all agencies, what is owed soonest first.
pub async fn of_agency(tx: &mut Tx, agency: Option<AgencyId>) -> Result<Vec<ListedPlan>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ListedRow>(OF_AGENCY).bind(agency.map(|id| id.0)).fetch_all(conn).await)?
        .into_iter()
        .map(ListedPlan::try_from)
        .collect()
}

/// Years for which plans were published, newest first.
pub async fn years(tx: &mut Tx) -> Result<Vec<i64>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT DISTINCT plan_year FROM plans WHERE published_at IS NOT NULL AND plan_year IS NOT NULL ORDER BY plan_year DESC")
        .fetch_all(conn).await)?)
}
