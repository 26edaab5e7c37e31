//! One row of the proposals table and the value it stands for.

use crate::Failure;
use domain::{
    account::Role,
    catalogue::{Field, LandStatus, TargetGroup},
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{AccountId, AgencyId, CycleId, ProposalId, ProposalTypeId, RegionId},
    money::{Rupiah, Volume},
    permission::Authorship,
    pin::Pin,
    proposal::{Draft, Objection, Position, ProposalNumber, Status, WorksReport},
};
use sqlx::types::Json;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A proposal as stored. While it is a draft only `draft` holds what was typed; from then on the columns do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    pub id: ProposalId,
    pub cycle: CycleId,
    /// Given when it is submitted.
    pub number: Option<ProposalNumber>,
    pub draft: Option<Draft>,
    /// The proposer, or who recorded it for a resident.
    pub author: AccountId,
    /// The resident it was recorded for; internal.
    pub on_behalf_of: Option<String>,
    /// Somebody other than the author has found it in order.
    pub is_seconded: bool,
    /// The office that recorded it.
    pub entered_as: Option<Role>,
    pub shows_name: bool,
    pub position: Position,
    pub status_since: Instant,
    pub title: String,
    pub problem: String,
    pub wanted: String,
    /// None for "Lainnya".
    pub type_id: Option<ProposalTypeId>,
    pub physical: bool,
    pub field: Option<Field>,
    pub volume: Option<Volume>,
    pub unit: String,
    pub unit_price: Option<Rupiah>,
    pub cost: Option<Rupiah>,
    pub kecamatan: Option<RegionId>,
    pub kelurahan: Option<RegionId>,
    pub rt: Option<RegionId>,
    pub address: String,
    pub pin: Option<Pin>,
    pub land_status: Option<LandStatus>,
    pub households: Option<u32>,
    pub people: Option<u32>,
    pub target_groups: BTreeSet<TargetGroup>,
    pub own_contribution: Rupiah,
    pub own_contribution_note: String,
    pub requested_agency: Option<AgencyId>,
    pub agency: Option<AgencyId>,
    /// An earlier proposal for the same problem.
    pub origin: Option<ProposalId>,
    /// The plan year in which its problem was first proposed; none for a draft.
    pub first_year: Option<u16>,
    pub merged_into: Option<ProposalId>,
    pub rank: Option<u32>,
    pub returned_until: Option<Day>,
    /// To the decision that stands.
    pub objection: Option<Objection>,
    pub works: Option<WorksReport>,
    pub created_at: Instant,
    pub submitted_at: Option<Instant>,
    pub support_count: u32,
    pub support_local: u32,
    pub comment_count: u32,
}

impl Proposal {
    /// Whose it is, as far as rights go.
    pub fn authorship(&self) -> Authorship {
        let is_recorded = self.on_behalf_of.is_some();
        Authorship { id: self.id, author: self.author, is_recorded, is_seconded: self.is_seconded }
    }
}

#[derive(sqlx::FromRow)]
pub(super) struct ProposalRow {
    id: Uuid,
    cycle_id: Uuid,
    number: Option<String>,
    draft: Option<Json<Draft>>,
    author_id: Uuid,
    on_behalf_of: Option<String>,
    seconded_by: Option<Uuid>,
    entered_as: Option<String>,
    shows_name: bool,
    stage: String,
    status: String,
    status_since: Instant,
    title: String,
    problem: String,
    wanted: String,
    type_id: Option<Uuid>,
    physical: bool,
    field: Option<String>,
    volume: Option<i64>,
    unit: String,
    unit_price: Option<i64>,
    cost: Option<i64>,
    kecamatan_id: Option<Uuid>,
    kelurahan_id: Option<Uuid>,
    rt_id: Option<Uuid>,
    address: String,
    latitude: Option<i64>,
    longitude: Option<i64>,
    land_status: Option<String>,
    households: Option<i64>,
    people: Option<i64>,
    target_groups: String,
    own_contribution: i64,
    own_contribution_note: String,
    requested_agency_id: Option<Uuid>,
    agency_id: Option<Uuid>,
    origin_id: Option<Uuid>,
    first_year: Option<i64>,
    merged_into: Option<Uuid>,
    rank: Option<i64>,
    returned_until: Option<Day>,
    objection_due_on: Option<Day>,
    objection_dismissed: bool,
    works_percent: Option<i64>,
    works_reported_at: Option<Instant>,
    created_at: Instant,
    submitted_at: Option<Instant>,
    support_count: i64,
    support_local: i64,
    comment_count: i64,
}

pub(super) fn wrong(column: &'static str, value: impl std::fmt::Display) -> Failure {
    Failure::inconsistent("proposals", column, value)
}

pub(super) fn counted(column: &'static str, value: i64) -> Result<u32, Failure> {
    u32::try_from(value).map_err(|_| wrong(column, value))
}

fn works(percent: Option<i64>, at: Option<Instant>) -> Result<Option<WorksReport>, Failure> {
    let Some((percent, at)) = percent.zip(at) else { return Ok(None) };
    let share = u8::try_from(percent).map_err(|_| wrong("works_percent", percent))?;
    Ok(Some(WorksReport { percent: share, at }))
}

/// The first year of what has been submitted.
pub(in crate::store) fn first_year(value: Option<i64>) -> Result<u16, Failure> {
    let year = value.ok_or_else(|| wrong("first_year", "nothing"))?;
    u16::try_from(year).map_err(|_| wrong("first_year", year))
}

pub(super) fn money(column: &'static str, value: i64) -> Result<Rupiah, Failure> {
    Rupiah::new(value).map_err(|_| wrong(column, value))
}

pub(super) fn position(stage: &str, status: &str) -> Result<Position, Failure> {
    Ok(Position {
        stage: StageKind::from_code(stage).ok_or_else(|| wrong("stage", stage))?,
        status: Status::from_code(status).ok_or_else(|| wrong("status", status))?,
    })
}

pub(super) fn number(text: &str) -> Result<ProposalNumber, Failure> {
    ProposalNumber::parse(text).map_err(|_| wrong("number", text))
}

pub(super) fn volume(thousandths: i64) -> Result<Volume, Failure> {
    Volume::from_thousandths(thousandths).map_err(|_| wrong("volume", thousandths))
}

pub(super) fn pin(latitude: Option<i64>, longitude: Option<i64>) -> Result<Option<Pin>, Failure> {
    let (Some(latitude), Some(longitude)) = (latitude, longitude) else { return Ok(None) };
    let micros = i32::try_from(latitude).ok().zip(i32::try_from(longitude).ok());
    let pin = micros.and_then(|(latitude, longitude)| Pin::new(latitude, longitude).ok());
    pin.map(Some).ok_or_else(|| wrong("latitude", format!("{latitude},{longitude}")))
}

/// Stored as codes with spaces between them.
pub(super) fn groups(text: &str) -> Result<BTreeSet<TargetGroup>, Failure> {
    text.split_whitespace().map(|code| TargetGroup::from_code(code).ok_or_else(|| wrong("target_groups", code))).collect()
}

impl TryFrom<ProposalRow> for Proposal {
    type Error = Failure;

    fn try_from(row: ProposalRow) -> Result<Self, Failure> {
        Ok(Self {
            id: ProposalId(row.id),
            cycle: CycleId(row.cycle_id),
            number: row.number.as_deref().map(number).transpose()?,
            draft: row.draft.map(|draft| draft.0),
            author: AccountId(row.author_id),
            on_behalf_of: row.on_behalf_of,
            is_seconded: row.seconded_by.is_some(),
            entered_as: row.entered_as.map(|code| Role::from_code(&code).ok_or_else(|| wrong("entered_as", code))).transpose()?,
            shows_name: row.shows_name,
            position: position(&row.stage, &row.status)?,
            status_since: row.status_since,
            title: row.title,
            problem: row.problem,
            wanted: row.wanted,
            type_id: row.type_id.map(ProposalTypeId),
            physical: row.physical,
            field: row.field.map(|code| Field::from_code(&code).ok_or_else(|| wrong("field", code))).transpose()?,
            volume: row.volume.map(volume).transpose()?,
            unit: row.unit,
            unit_price: row.unit_price.map(|amount| money("unit_price", amount)).transpose()?,
            cost: row.cost.map(|amount| money("cost", amount)).transpose()?,
            kecamatan: row.kecamatan_id.map(RegionId),
            kelurahan: row.kelurahan_id.map(RegionId),
            rt: row.rt_id.map(RegionId),
            address: row.address,
            pin: pin(row.latitude, row.longitude)?,
            land_status: row.land_status.map(|code| LandStatus::from_code(&code).ok_or_else(|| wrong("land_status", code))).transpose()?,
            households: row.households.map(|count| counted("households", count)).transpose()?,
            people: row.people.map(|count| counted("people", count)).transpose()?,
            target_groups: groups(&row.target_groups)?,
            own_contribution: money("own_contribution", row.own_contribution)?,
            own_contribution_note: row.own_contribution_note,
            requested_agency: row.requested_agency_id.map(AgencyId),
            agency: row.agency_id.map(AgencyId),
            origin: row.origin_id.map(ProposalId),
            first_year: row.first_year.map(|year| first_year(Some(year))).transpose()?,
            merged_into: row.merged_into.map(ProposalId),
            rank: row.rank.map(|rank| counted("rank", rank)).transpose()?,
            returned_until: row.returned_until,
            objection: row.objection_due_on.map(|due_on| Objection { due_on, is_dismissed: row.objection_dismissed }),
            works: works(row.works_percent, row.works_reported_at)?,
            created_at: row.created_at,
            submitted_at: row.submitted_at,
            support_count: counted("support_count", row.support_count)?,
            support_local: counted("support_local", row.support_local)?,
            comment_count: counted("comment_count", row.comment_count)?,
        })
    }
}
