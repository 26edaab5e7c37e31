//! What the meetings of the planning year have said so far: two kecamatan are through with theirs, some agencies have held
//! their forum, the city is in the middle of its own, and elsewhere everything is under way, or late.
//!
//! Meetings are held from the RT upwards, each with the commands its officer would use.

mod above;
mod hall;
mod kelurahan;
mod offices;
mod texts;

pub use offices::{Offices, load as appoint};

use crate::{DemoError, crowd::SEED, past, places::Places};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::{CycleId, ProposalId},
    region::RegionCode,
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
const FOR_TESTS: &str = "15.71.05";
/// Telanaipura and Kota Baru are through with their meetings.
const FINISHED: [&str; 2] = ["15.71.01", "15.71.07"];

/// What all meetings of a year have in common.
struct Course<'a> {
    services: &'a Services,
    places: &'a Places,
    cycle: CycleId,
    offices: &'a Offices,
    /// What proposals are about, as the texts know it.
    topics: &'a BTreeMap<ProposalId, String>,
    texts: Texts,
    rng: StdRng,
}

pub async fn load(
    services: &Services,
    places: &Places,
    offices: &Offices,
    cycle: CycleId,
    topics: &BTreeMap<ProposalId, String>,
) -> Result<(), DemoError> {
    let texts = Texts::read()?;
    let mut course = Course { services, places, cycle, offices, topics, texts, rng: StdRng::seed_from_u64(SEED + 3) };
    kelurahan::hold(&mut course).await?;
    above::hold(&mut course).await
}

impl<'a> Course<'a> {
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

    /// All kelurahan but those for the tests.
    fn kelurahan(&self) -> Vec<RegionCode> {
        let is_ours = |region: &&RegionCode| {
            region.kelurahan().as_ref() == Some(*region) && region.kecamatan().is_some_and(|above| above.as_str() != FOR_TESTS)
        };
        self.places.regions.keys().filter(is_ours).cloned().collect()
    }
}
