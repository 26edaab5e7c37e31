//! The city's board: how many meetings of each stage stand where, and a page of them with what lies before each.

use super::{counted, meeting_status, rows::rt_seat, stage_kind, standing::stands_before, wrong};
use crate::{
    Failure,
    store::{
        Tx,
        cycles::read_year,
        database::on_tx,
        listed::{awaits_decision, has_closed},
    },
};
use domain::{
    city::City,
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{AccountId, CycleId, MusrenbangId, ProposalId},
    musrenbang::MusrenbangStatus,
    permission::Authorship,
    proposal::Status,
    region::RegionCode,
};
use uuid::Uuid;

/// How many meetings of a stage have come how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StageCount {
    pub stage: StageKind,
    pub status: MusrenbangStatus,
    pub meetings: u32,
    pub late: u32,
}

/// [`MusrenbangStatus::is_late`] for a query; the argument is the parameter of today.
macro_rules! is_late {
    ($today:literal) => {
        concat!(
            "(NOT ",
            has_closed!("m.status"),
            " AND stages.closes_on < ",
            $today,
            " OR m.status = 'prepared' AND m.scheduled_on < ",
            $today,
            ")"
        )
    };
}

pub async fn counts(tx: &mut Tx, cycle: CycleId, today: Day) -> Result<Vec<StageCount>, Failure> {
    let rows: Vec<(String, String, i64, i64)> = on_tx!(tx, conn => sqlx::query_as(concat!(
        "SELECT m.stage, m.status, COUNT(*), COUNT(CASE WHEN ", is_late!("$2"), " THEN 1 END)
         FROM musrenbangs m LEFT JOIN stages ON stages.cycle_id = m.cycle_id AND stages.kind = m.stage
         WHERE m.cycle_id = $1 GROUP BY m.stage, m.status"))
        .bind(cycle.0).bind(today).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|(stage, status, meetings, late)| {
            Ok(StageCount {
                stage: stage_kind(&stage)?,
                status: meeting_status(&status)?,
                meetings: counted("musrenbangs", "count", meetings)?,
                late: counted("musrenbangs", "count", late)?,
            })
        })
        .collect()
}

/// Which meetings to list. Everything is optional but the cycle.
#[derive(Clone, Debug, Default)]
pub struct BoardFilter {
    pub stage: Option<StageKind>,
    /// The code of a region: its own meeting and all below it.
    pub within: Option<String>,
    pub agency: Option<domain::ids::AgencyId>,
    /// `Some(true)`: the list has gone up; `Some(false)`: not yet.
    pub closed: Option<bool>,
    pub open: Option<bool>,
    /// Only those late on this day.
    pub late_on: Option<Day>,
    /// Where the page before ended.
    pub after: Option<(String, MusrenbangId)>,
}

/// A line of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardRow {
    pub id: MusrenbangId,
    pub plan_year: u16,
    pub stage: StageKind,
    pub status: MusrenbangStatus,
    /// Code of the region or agency; pages go on from it.
    pub code: String,
    pub name: String,
    /// The kelurahan of an RT, the kecamatan of a kelurahan.
    pub above: Option<String>,
    pub scheduled_on: Option<Day>,
    pub opened_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub stage_closes_on: Option<Day>,
    pub items: u32,
    /// Not decided yet.
    pub waiting: u32,
}

impl BoardRow {
    /// As the minutes say it, see [`super::Meeting::seat_name`].
    pub fn seat_name(&self, city: &City) -> String {
        match (self.stage, RegionCode::parse(&self.code), &self.above) {
            (StageKind::Rt, Ok(code), Some(above)) => rt_seat(city, &code, &self.name, above),
            (StageKind::Kelurahan, Ok(code), _) => city.village_name(&code, &self.name),
            (StageKind::Kecamatan, ..) => city.kecamatan_name(&self.name),
            _ => self.name.clone(),
        }
    }

    /// See [`MusrenbangStatus::is_late`].
    pub fn is_late(&self, today: Day) -> bool {
        self.status.is_late(self.stage_closes_on, self.scheduled_on, today)
    }
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
    closed_at: Option<Instant>,
    stage_closes_on: Option<Day>,
    items: i64,
    waiting: i64,
}

impl TryFrom<Row> for BoardRow {
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
            closed_at: row.closed_at,
            stage_closes_on: row.stage_closes_on,
            items: counted("musrenbang_items", "count", row.items)?,
            waiting: counted("musrenbang_items", "count", row.waiting)?,
        })
    }
}

/// A page of meetings, by code.
pub async fn board(tx: &mut Tx, cycle: CycleId, filter: &BoardFilter, limit: i64) -> Result<Vec<BoardRow>, Failure> {
    let (below_dot, below_dash) = match &filter.within {
        Some(code) => (Some(format!("{code}.%")), Some(format!("{code}-%"))),
        None => (None, None),
    };
    let (after_code, after_id) = filter.after.as_ref().map_or((None, None), |(code, id)| (Some(code.as_str()), Some(id.0)));
    on_tx!(tx, conn => sqlx::query_as::<_, Row>(concat!(
        "SELECT m.id, cycles.plan_year, m.stage, m.status, COALESCE(regions.code, agencies.code) AS code,
             COALESCE(regions.name, agencies.name) AS name, above.name AS above, m.scheduled_on, m.opened_at, m.closed_at,
             stages.closes_on AS stage_closes_on,
             (SELECT COUNT(*) FROM musrenbang_items i WHERE i.musrenbang_id = m.id) AS items,
             (SELECT COUNT(*) FROM musrenbang_items i JOIN proposals p ON p.id = i.proposal_id
                  WHERE i.musrenbang_id = m.id AND ", stands_before!(), "
                    AND ", awaits_decision!("p.status"), ") AS waiting
         FROM musrenbangs m
         JOIN cycles ON cycles.id = m.cycle_id
         LEFT JOIN regions ON regions.id = m.region_id
         LEFT JOIN regions direct ON direct.id = regions.parent_id
         LEFT JOIN regions above ON above.id = CASE direct.level WHEN 'rw' THEN direct.parent_id ELSE direct.id END
         LEFT JOIN agencies ON agencies.id = m.agency_id
         LEFT JOIN stages ON stages.cycle_id = m.cycle_id AND stages.kind = m.stage
         WHERE m.cycle_id = $1
           AND ($2 IS NULL OR m.stage = $2)
           AND ($3 IS NULL OR regions.code = $3 OR regions.code LIKE $4 OR regions.code LIKE $5)
           AND ($6 IS NULL OR m.agency_id = $6)
           AND ($7 IS NULL OR (", has_closed!("m.status"), ") = $7)
           AND ($8 IS NULL OR (m.status = 'open') = $8)
           AND ($9 IS NULL OR ", is_late!("$9"), ")
           AND ($10 IS NULL OR COALESCE(regions.code, agencies.code) > $10
                OR (COALESCE(regions.code, agencies.code) = $10 AND m.id > $11))
         ORDER BY COALESCE(regions.code, agencies.code), m.id LIMIT $12"))
        .bind(cycle.0)
        .bind(filter.stage.map(StageKind::code))
        .bind(filter.within.as_deref())
        .bind(below_dot)
        .bind(below_dash)
        .bind(filter.agency.map(|id| id.0))
        .bind(filter.closed)
        .bind(filter.open)
        .bind(filter.late_on)
        .bind(after_code)
        .bind(after_id)
        .bind(limit)
        .fetch_all(conn).await)?
    .into_iter()
    .map(BoardRow::try_from)
    .collect()
}

/// A proposal that waits for somebody at a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaitingItem {
    pub meeting: MusrenbangId,
    /// Of the meeting; the number may be of an earlier year.
    pub plan_year: u16,
    pub stage: StageKind,
    pub meeting_status: MusrenbangStatus,
    pub proposal: ProposalId,
    pub number: String,
    pub title: String,
    pub authorship: Authorship,
    pub status: Status,
    pub since: Instant,
    pub returned_until: Option<Day>,
    pub place: String,
}

#[derive(sqlx::FromRow)]
struct WaitingRow {
    meeting_id: Uuid,
    plan_year: i64,
    stage: String,
    meeting_status: String,
    proposal_id: Uuid,
    number: String,
    title: String,
    author_id: Uuid,
    is_recorded: bool,
    status: String,
    status_since: Instant,
    returned_until: Option<Day>,
    place: String,
    is_seconded: bool,
}

impl TryFrom<WaitingRow> for WaitingItem {
    type Error = Failure;

    fn try_from(row: WaitingRow) -> Result<Self, Failure> {
        let (proposal, author) = (ProposalId(row.proposal_id), AccountId(row.author_id));
        Ok(Self {
            meeting: MusrenbangId(row.meeting_id),
            plan_year: read_year(row.plan_year)?,
            stage: stage_kind(&row.stage)?,
            meeting_status: meeting_status(&row.meeting_status)?,
            proposal,
            number: row.number,
            title: row.title,
            authorship: Authorship { id: proposal, author, is_recorded: row.is_recorded, is_seconded: row.is_seconded },
            status: Status::from_code(&row.status).ok_or_else(|| wrong("proposals", "status")(&row.status))?,
            since: row.status_since,
            returned_until: row.returned_until,
            place: row.place,
        })
    }
}

/// Since when, the eleventh column, orders them.
macro_rules! waiting {
    ($($rest:expr),+) => {
        concat!(
            "SELECT m.id AS meeting_id, cycles.plan_year, m.stage, m.status AS meeting_status, p.id AS proposal_id, p.number, p.title, p.author_id,
                 (p.on_behalf_of IS NOT NULL) AS is_recorded, p.status,
                 CASE WHEN p.status = 'verified' THEN i.arrived_at ELSE p.status_since END AS status_since, p.returned_until,
                 COALESCE(rt.name, kelurahan.name) AS place, (p.seconded_by IS NOT NULL) AS is_seconded
             FROM musrenbang_items i
             JOIN musrenbangs m ON m.id = i.musrenbang_id
             JOIN cycles ON cycles.id = m.cycle_id
             JOIN proposals p ON p.id = i.proposal_id AND ",
            stands_before!(),
            "
             JOIN regions kelurahan ON kelurahan.id = p.kelurahan_id
             LEFT JOIN regions rt ON rt.id = p.rt_id ",
            $($rest),+
        )
    };
}

/// What stands before a meeting and waits to be verified, came verified from another agency, or was returned and is
/// past its day; the longest waiting first.
pub async fn waiting_for_decision(tx: &mut Tx, meeting: MusrenbangId, today: Day, limit: i64) -> Result<Vec<WaitingItem>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, WaitingRow>(
        waiting!("WHERE i.musrenbang_id = $1 AND (p.status = 'submitted' OR p.status = 'verified' AND p.status_since < i.arrived_at
                    OR p.status = 'returned' AND p.returned_until < $2)
                  ORDER BY 11, p.id LIMIT $3"))
        .bind(meeting.0).bind(today).bind(limit).fetch_all(conn).await)?;
    rows.into_iter().map(WaitingItem::try_from).collect()
}

/// What came to the RTs of a kelurahan when all meetings of its year had closed: it waits for the next year. See
/// [`MusrenbangStatus::was_missed_by`].
pub async fn late_in(tx: &mut Tx, kelurahan: &str, limit: i64) -> Result<Vec<WaitingItem>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, WaitingRow>(
        waiting!("WHERE m.stage = 'rt' AND ", has_closed!("m.status"), " AND ", awaits_decision!("p.status"), "
                      AND kelurahan.code = $1
                  ORDER BY 11, p.id LIMIT $2"))
        .bind(kelurahan).bind(limit).fetch_all(conn).await)?;
    rows.into_iter().map(WaitingItem::try_from).collect()
}
