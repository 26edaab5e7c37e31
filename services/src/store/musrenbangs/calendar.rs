//! Meetings by day, and what one of them has before it in money.

use super::{counted, meeting_status, stage_kind, standing::stands_before};
use crate::{
    Failure,
    store::{Tx, cycles::read_year, database::on_tx, listed::is_agreed},
};
use domain::{
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{CycleId, MusrenbangId, RegionId},
    minutes::Minutes,
    money::Rupiah,
    musrenbang::MusrenbangStatus,
    refusal::Refusal,
};
use uuid::Uuid;

/// A meeting in a calendar, whatever its year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatedMeeting {
    pub id: MusrenbangId,
    pub plan_year: u16,
    pub stage: StageKind,
    pub status: MusrenbangStatus,
    /// Of the region or agency, as is the name.
    pub code: String,
    pub name: String,
    /// The kelurahan of an RT, the kecamatan of a kelurahan.
    pub above: Option<String>,
    pub scheduled_on: Option<Day>,
    pub opened_at: Option<Instant>,
    pub place: String,
    /// Proposals before it.
    pub items: u32,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    plan_year: i64,
    stage: String,
    status: String,
    code: String,
    name: String,
    above: Option<String>,
    scheduled_on: Option<Day>,
    opened_at: Option<Instant>,
    place: String,
    items: i64,
}

impl TryFrom<Row> for DatedMeeting {
    type Error = Failure;

    fn try_from(row: Row) -> Result<Self, Failure> {
        Ok(Self {
            id: MusrenbangId(row.id),
            plan_year: read_year(row.plan_year)?,
            stage: stage_kind(&row.stage)?,
            status: meeting_status(&row.status)?,
            code: row.code,
            name: row.name,
            above: row.above,
            scheduled_on: row.scheduled_on,
            opened_at: row.opened_at,
            place: row.place,
            items: counted("musrenbang_items", "count", row.items)?,
        })
    }
}

/// Which meetings: of a region and everything below it, between two days.
#[derive(Clone, Debug)]
pub struct Dates {
    /// The code of a region.
    pub within: Option<String>,
    pub first: Day,
    pub last: Day,
}

macro_rules! dated {
    ($rest:literal) => {
        concat!(
            "SELECT m.id, cycles.plan_year, m.stage, m.status, COALESCE(regions.code, agencies.code) AS code,
                 COALESCE(regions.name, agencies.name) AS name, above.name AS above,
                 m.scheduled_on, m.opened_at, m.place,
                 (SELECT COUNT(*) FROM musrenbang_items i WHERE i.musrenbang_id = m.id) AS items
             FROM musrenbangs m
             JOIN cycles ON cycles.id = m.cycle_id
             LEFT JOIN regions ON regions.id = m.region_id
             LEFT JOIN regions direct ON direct.id = regions.parent_id
             LEFT JOIN regions above ON above.id = CASE direct.level WHEN 'rw' THEN direct.parent_id ELSE direct.id END
             LEFT JOIN agencies ON agencies.id = m.agency_id
             WHERE ($1 IS NULL OR m.cycle_id = $1) AND ",
            $rest
        )
    };
}

/// The larger meetings of a day come before the smaller.
const ON_CALENDAR: &str = dated!(
    "($2 IS NULL OR regions.code = $2 OR regions.code LIKE $2 || '.%' OR regions.code LIKE $2 || '-%')
       AND m.scheduled_on BETWEEN $3 AND $4
     ORDER BY m.scheduled_on, LENGTH(COALESCE(regions.code, '')), COALESCE(regions.code, agencies.code), m.id LIMIT $5"
);

const OPEN_OR_COMING: &str = dated!(
    "($2 IS NULL OR regions.code = $2 OR regions.code LIKE $2 || '.%' OR regions.code LIKE $2 || '-%')
       AND (m.status = 'open' OR (m.status = 'prepared' AND m.scheduled_on BETWEEN $3 AND $4))
     ORDER BY CASE m.status WHEN 'open' THEN 0 ELSE 1 END, LENGTH(COALESCE(regions.code, '')), m.scheduled_on,
         COALESCE(regions.code, agencies.code), m.id LIMIT $5"
);

async fn read(tx: &mut Tx, text: &'static str, cycle: Option<CycleId>, dates: &Dates, limit: i64) -> Result<Vec<DatedMeeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, Row>(text)
        .bind(cycle.map(|id| id.0))
        .bind(dates.within.as_deref())
        .bind(dates.first)
        .bind(dates.last)
        .bind(limit)
        .fetch_all(conn).await)?
    .into_iter()
    .map(DatedMeeting::try_from)
    .collect()
}

/// All meetings with a date, by day; of one year, or of all.
pub async fn on_calendar(tx: &mut Tx, cycle: Option<CycleId>, dates: &Dates, limit: i64) -> Result<Vec<DatedMeeting>, Failure> {
    read(tx, ON_CALENDAR, cycle, dates, limit).await
}

/// What is being held now, whenever it was to be, and what will be held in these days, of all years; the larger
/// meetings first.
pub async fn open_or_coming(tx: &mut Tx, dates: &Dates, limit: i64) -> Result<Vec<DatedMeeting>, Failure> {
    read(tx, OPEN_OR_COMING, None, dates, limit).await
}

/// The meeting of one region at a stage.
pub async fn dated(tx: &mut Tx, cycle: CycleId, stage: StageKind, region: RegionId) -> Result<Option<DatedMeeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, Row>(dated!("m.stage = $2 AND m.region_id = $3"))
        .bind(cycle.0).bind(stage.code()).bind(region.0).fetch_optional(conn).await)?
    .map(DatedMeeting::try_from)
    .transpose()
}

/// What lies before a meeting and what it agreed to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MeetingMoney {
    pub proposals: u32,
    pub asked: Rupiah,
    pub agreed: u32,
    pub agreed_cost: Rupiah,
}

impl MeetingMoney {
    /// What the minutes say, whatever became of a proposal since.
    pub fn of(minutes: &Minutes) -> Result<Self, Refusal> {
        let count = |items: usize| u32::try_from(items).unwrap_or(u32::MAX);
        Ok(Self {
            proposals: count(minutes.items().count()),
            asked: Rupiah::total(minutes.items().map(|item| item.cost))?,
            agreed: count(minutes.priority.len()),
            agreed_cost: Rupiah::total(minutes.priority.iter().map(|item| item.cost))?,
        })
    }
}

#[derive(sqlx::FromRow)]
struct MoneyRow {
    proposals: i64,
    asked: i64,
    agreed: i64,
    agreed_cost: i64,
}

/// Of a meeting that has not closed, by the costs recommended last. What was withdrawn counts nowhere. What has gone
/// on is what [`Decision::left_behind`](domain::musrenbang::Decision::left_behind) says.
pub async fn money(tx: &mut Tx, meeting: MusrenbangId) -> Result<MeetingMoney, Failure> {
    let row = on_tx!(tx, conn => sqlx::query_as::<_, MoneyRow>(concat!(
        "WITH before_it AS (
             SELECT COALESCE((SELECT r.cost FROM recommendations r
                     WHERE r.proposal_id = p.id AND r.cycle_id = m.cycle_id AND r.cost IS NOT NULL ORDER BY r.at DESC LIMIT 1), p.cost, 0) AS cost,
                 CASE WHEN ", stands_before!(), " THEN p.status ELSE COALESCE(i.decision, 'agreed') END AS status
             FROM musrenbang_items i
             JOIN musrenbangs m ON m.id = i.musrenbang_id
             JOIN proposals p ON p.id = i.proposal_id
             WHERE i.musrenbang_id = $1)
         SELECT COUNT(*) AS proposals, CAST(COALESCE(SUM(cost), 0) AS BIGINT) AS asked,
             COUNT(CASE WHEN ", is_agreed!("status"), " THEN 1 END) AS agreed,
             CAST(COALESCE(SUM(CASE WHEN ", is_agreed!("status"), " THEN cost END), 0) AS BIGINT) AS agreed_cost
         FROM before_it WHERE status <> 'withdrawn'"))
        .bind(meeting.0).fetch_one(conn).await)?;
    let rupiah = |amount| Rupiah::new(amount).map_err(|_| Failure::inconsistent("proposals", "cost", amount));
    Ok(MeetingMoney {
        proposals: counted("musrenbang_items", "count", row.proposals)?,
        asked: rupiah(row.asked)?,
        agreed: counted("musrenbang_items", "count", row.agreed)?,
        agreed_cost: rupiah(row.agreed_cost)?,
    })
}
