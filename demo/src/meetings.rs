//! What the meetings of the planning year have said so far: two kecamatan are through with theirs, some agencies have
//! held their forum, the city is in the middle of its own, and elsewhere everything is under way, or late.
//!
//! Meetings are held from the RT upwards, each with the commands its officer would use.

mod above;
mod hall;
mod kelurahan;
mod last_year;
mod offices;
mod texts;

pub use offices::{Offices, load as appoint};

use crate::{DemoError, crowd::SEED, cycle::Year, past, places::Places};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::{CycleId, ProposalId},
    region::{RegionCode, RegionLevel},
};
use hall::Hall;
use rand::{SeedableRng, rngs::StdRng};
use services::{
    Services,
    store::musrenbangs::{self, Meeting},
};
use std::collections::BTreeMap;
use texts::Texts;

/// Nobody meets in this kecamatan: tests hold its meetings.
pub const FOR_TESTS: &str = "15.71.05";
/// Telanaipura and Kota Baru are through with their meetings.
const FINISHED: [&str; 2] = ["15.71.01", "15.71.07"];

/// The place of what is above all kelurahan, beyond any count of them.
const ABOVE: u64 = 1_000;

/// What all meetings of a year have in common.
struct Course<'a> {
    services: &'a Services,
    places: &'a Places,
    cycle: CycleId,
    offices: &'a Offices,
    /// Of the types of proposals in the catalogue.
    codes: &'a BTreeMap<ProposalId, String>,
    texts: &'a Texts,
    rng: StdRng,
}

pub async fn load(
    services: &Services,
    places: &Places,
    offices: &Offices,
    years: &[Year],
    codes: &BTreeMap<ProposalId, String>,
) -> Result<(), DemoError> {
    let texts = Texts::read()?;
    let course = |cycle| Course { services, places, cycle, offices, codes, texts: &texts, rng: StdRng::seed_from_u64(SEED + 3) };
    let [.., last, this] = years else { return Ok(()) };
    last_year::hold(&mut course(last.cycle), last.days_ago).await?;
    kelurahan::hold(&course(this.cycle)).await?;
    above::hold(&mut course(this.cycle).of_place(ABOVE)).await
}

impl<'a> Course<'a> {
    /// The same for one of many regions that meet at the same time: what is random there does not depend on the
    /// others.
    fn of_place(&self, place: u64) -> Self {
        Self { rng: StdRng::seed_from_u64(SEED + 4 + place), ..*self }
    }

    /// The meeting of a region at a stage, whose clock stands so many days ago.
    async fn hall(&mut self, stage: StageKind, region: &RegionCode, days_ago: i64) -> Result<Hall<'_, 'a>, DemoError> {
        let id = self.places.rts.get(region).or_else(|| self.places.regions.get(region)).copied();
        let id = id.ok_or_else(|| DemoError::Nonsense(region.to_string()))?;
        let actor = self.offices.of_region(region)?;
        let mut tx = self.services.database.read().await?;
        let meeting = musrenbangs::of_region(&mut tx, self.cycle, stage, id).await?;
        self.enter(meeting, actor, days_ago)
    }

    /// The forum of an agency, by its short name.
    async fn forum(&mut self, short_name: &str, days_ago: i64) -> Result<Hall<'_, 'a>, DemoError> {
        let id = self.places.agencies.get(short_name).copied().ok_or_else(|| DemoError::Nonsense(short_name.into()))?;
        let actor = self.offices.of_agency(id)?;
        let mut tx = self.services.database.read().await?;
        let meeting = musrenbangs::of_agency(&mut tx, self.cycle, StageKind::AgencyForum, id).await?;
        self.enter(meeting, actor, days_ago)
    }

    fn enter(&mut self, meeting: Option<Meeting>, actor: &'a Actor, days_ago: i64) -> Result<Hall<'_, 'a>, DemoError> {
        let meeting = meeting.ok_or_else(|| DemoError::Nonsense("a meeting that nobody prepared".into()))?;
        let record = self.texts.hall(meeting.stage, &mut self.rng).ok_or_else(|| DemoError::Nonsense("nowhere to meet".into()))?;
        let services = past::then(self.services, days_ago, 0);
        Ok(Hall { course: self, meeting, actor, services, record })
    }

    fn city(&self) -> Result<RegionCode, DemoError> {
        let city = self.places.regions.keys().find(|region| region.level() == RegionLevel::Kota);
        city.cloned().ok_or_else(|| DemoError::Nonsense("no city".into()))
    }

    /// All kelurahan but those for the tests.
    fn kelurahan(&self) -> Vec<RegionCode> {
        let is_ours = |region: &&RegionCode| {
            region.kelurahan().as_ref() == Some(*region) && region.kecamatan().is_some_and(|above| above.as_str() != FOR_TESTS)
        };
        self.places.regions.keys().filter(is_ours).cloned().collect()
    }
}
