//! One row of the table of meetings, with the names of its region or agency, and the value it stands for.

use super::{counted, meeting_status, stage_kind, wrong};
use crate::{Failure, store::cycles::read_year};
use domain::{
    city::City,
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{AgencyId, CycleId, MusrenbangId, RegionId},
    musrenbang::{Attendance, HandingOver, MeetingNotes, Musrenbang, MusrenbangStatus, Opening, Papers, Signing, seat_of},
    permission::Seat,
    reason::Note,
    region::RegionCode,
};
use uuid::Uuid;

/// The region whose meeting it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingRegion {
    pub id: RegionId,
    pub code: RegionCode,
    pub name: String,
    /// The kelurahan of an RT, the kecamatan of a kelurahan.
    pub above: Option<String>,
}

/// The agency whose forum it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingAgency {
    pub id: AgencyId,
    pub short_name: String,
    pub name: String,
}

/// A meeting as stored, with the names a page shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    pub id: MusrenbangId,
    pub cycle: CycleId,
    pub plan_year: u16,
    pub stage: StageKind,
    /// Where it sits, as far as rights go.
    pub seat: Seat,
    pub region: Option<MeetingRegion>,
    pub agency: Option<MeetingAgency>,
    pub status: MusrenbangStatus,
    pub scheduled_on: Option<Day>,
    pub place: String,
    pub leader: String,
    pub attendance: Option<Attendance>,
    pub notes: MeetingNotes,
    pub opened_at: Option<Instant>,
    pub closed_at: Option<Instant>,
    pub papers: Papers,
    pub minutes_version: u16,
    pub version: i64,
}

impl Meeting {
    /// The meeting as the rules see it.
    pub fn state(&self) -> Musrenbang {
        let opening = self.attendance.and_then(|attendance| Opening::new(&self.place, &self.leader, attendance).ok());
        Musrenbang { status: self.status, opening, version: self.minutes_version }
    }

    /// `RT 18 Kelurahan Legok`, `RT 02/RW 01 Desa Wailoba`, `Kelurahan Legok`, `Kecamatan Danau Sipin`, the agency's
    /// name, the city's: as the minutes say it, whatever language is read.
    pub fn seat_name(&self, city: &City) -> String {
        match (self.stage, &self.region, &self.agency) {
            (StageKind::Rt, Some(region), _) => match &region.above {
                Some(above) => rt_seat(city, &region.code, &region.name, above),
                None => region.name.clone(),
            },
            (StageKind::Kelurahan, Some(region), _) => city.village_name(&region.code, &region.name),
            (StageKind::Kecamatan, Some(region), _) => city.kecamatan_name(&region.name),
            (_, Some(region), _) => region.name.clone(),
            (_, None, Some(agency)) => agency.name.clone(),
            (_, None, None) => String::new(),
        }
    }
}

/// An RT with the kelurahan it lies in; where its number is only unique in its RW, that is said, too.
pub(super) fn rt_seat(city: &City, code: &RegionCode, name: &str, kelurahan: &str) -> String {
    let kelurahan = city.village_name(code, kelurahan);
    match code.rw_number() {
        Some(rw) => format!("{name}/RW {rw} {kelurahan}"),
        None => format!("{name} {kelurahan}"),
    }
}

fn note(column: &'static str, text: &str) -> Result<Option<Note>, Failure> {
    if text.is_empty() { Ok(None) } else { Note::new(text).map(Some).map_err(|_| wrong("musrenbangs", column)(text)) }
}

#[derive(sqlx::FromRow)]
pub(super) struct MeetingRow {
    id: Uuid,
    cycle_id: Uuid,
    plan_year: i64,
    stage: String,
    region_id: Option<Uuid>,
    region_code: Option<String>,
    region_name: Option<String>,
    above_name: Option<String>,
    agency_id: Option<Uuid>,
    agency_short_name: Option<String>,
    agency_name: Option<String>,
    status: String,
    scheduled_on: Option<Day>,
    place: String,
    leader: String,
    attendance: Option<i64>,
    attendance_women: Option<i64>,
    women_note: String,
    ceiling_note: String,
    dissent: String,
    by_vote: bool,
    opened_at: Option<Instant>,
    closed_at: Option<Instant>,
    signed_by: String,
    signed_on: Option<Day>,
    signed_delegates: Option<i64>,
    received_by: String,
    handed_over_on: Option<Day>,
    minutes_version: i64,
    version: i64,
}

/// A statement with the columns of [`MeetingRow`] between its beginning and its end. Names come from subqueries, so
/// that an update can return them too.
macro_rules! with_meeting_columns {
    ($before:literal, $after:literal) => {
        concat!(
            $before,
            " musrenbangs.id, musrenbangs.cycle_id, (SELECT plan_year FROM cycles WHERE cycles.id = musrenbangs.cycle_id) AS plan_year,
             musrenbangs.stage, musrenbangs.region_id,
             (SELECT code FROM regions WHERE regions.id = musrenbangs.region_id) AS region_code,
             (SELECT name FROM regions WHERE regions.id = musrenbangs.region_id) AS region_name,
             (SELECT above.name FROM regions JOIN regions direct ON direct.id = regions.parent_id
              JOIN regions above ON above.id = CASE direct.level WHEN 'rw' THEN direct.parent_id ELSE direct.id END
              WHERE regions.id = musrenbangs.region_id) AS above_name,
             musrenbangs.agency_id,
             (SELECT short_name FROM agencies WHERE agencies.id = musrenbangs.agency_id) AS agency_short_name,
             (SELECT name FROM agencies WHERE agencies.id = musrenbangs.agency_id) AS agency_name,
             musrenbangs.status, musrenbangs.scheduled_on, musrenbangs.place, musrenbangs.leader, musrenbangs.attendance,
             musrenbangs.attendance_women, musrenbangs.women_note, musrenbangs.ceiling_note, musrenbangs.dissent,
             musrenbangs.by_vote, musrenbangs.opened_at, musrenbangs.closed_at, musrenbangs.signed_by, musrenbangs.signed_on,
             musrenbangs.signed_delegates, musrenbangs.received_by, musrenbangs.handed_over_on, musrenbangs.minutes_version,
             musrenbangs.version ",
            $after
        )
    };
}
pub(super) use with_meeting_columns;

impl TryFrom<MeetingRow> for Meeting {
    type Error = Failure;

    fn try_from(row: MeetingRow) -> Result<Self, Failure> {
        let stage = stage_kind(&row.stage)?;
        let region = match (row.region_id, row.region_code) {
            (Some(id), Some(code)) => Some(MeetingRegion {
                id: RegionId(id),
                code: RegionCode::parse(&code).map_err(|_| wrong("regions", "code")(&code))?,
                name: row.region_name.unwrap_or_default(),
                above: row.above_name,
            }),
            _ => None,
        };
        let agency = row.agency_id.map(|id| MeetingAgency {
            id: AgencyId(id),
            short_name: row.agency_short_name.unwrap_or_default(),
            name: row.agency_name.unwrap_or_default(),
        });
        let seat = seat_of(stage, region.as_ref().map(|region| &region.code), agency.as_ref().map(|agency| agency.id));
        let attendance = match (row.attendance, row.attendance_women) {
            (Some(total), Some(women)) => Some(Attendance {
                total: counted("musrenbangs", "attendance", total)?,
                women: counted("musrenbangs", "attendance_women", women)?,
            }),
            _ => None,
        };
        let signed = match (row.signed_on, row.signed_delegates) {
            (Some(on), Some(delegates)) => {
                Some(Signing { by: row.signed_by, on, delegates: counted("musrenbangs", "signed_delegates", delegates)? })
            }
            _ => None,
        };
        let handed_over = row.handed_over_on.map(|on| HandingOver { to: row.received_by, on });
        let minutes_version = u16::try_from(row.minutes_version);
        Ok(Self {
            id: MusrenbangId(row.id),
            cycle: CycleId(row.cycle_id),
            plan_year: read_year(row.plan_year)?,
            stage,
            seat: seat.map_err(|_| wrong("musrenbangs", "region_id")(&row.stage))?,
            region,
            agency,
            status: meeting_status(&row.status)?,
            scheduled_on: row.scheduled_on,
            place: row.place,
            leader: row.leader,
            attendance,
            notes: MeetingNotes {
                women: note("women_note", &row.women_note)?,
                ceiling: note("ceiling_note", &row.ceiling_note)?,
                dissent: note("dissent", &row.dissent)?,
                by_vote: row.by_vote,
            },
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            papers: Papers { signed, handed_over },
            minutes_version: minutes_version.map_err(|_| Failure::inconsistent("musrenbangs", "minutes_version", row.minutes_version))?,
            version: row.version,
        })
    }
}
