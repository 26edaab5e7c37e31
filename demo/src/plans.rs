//! Development plans in every state of their life, with residents' answers and comments. Each plan lives through its
//! past by the same commands as a real one, under a clock that stands in that past.

mod course;
mod life;
mod talk;

use crate::{
    DemoError,
    crowd::{Crowd, SEED},
    people::{People, code},
    places::Places,
    record,
};
use domain::{
    account::{Actor, Assignment, Role},
    clock::Day,
    ids::AgencyId,
    region::RegionCode,
};
use rand::{SeedableRng, rngs::StdRng};
use serde::Deserialize;
use services::Services;
use std::collections::{BTreeMap, BTreeSet};

const PLANS: &str = include_str!("../data/plans.csv");

/// One row of `plans.csv`.
#[derive(Clone, Debug, Deserialize)]
struct PlanRecord {
    title: String,
    agency_short_name: String,
    summary: String,
    problem: String,
    expected_result: String,
    indicator: String,
    body: String,
    budget: i64,
    location_text: String,
    region_codes: String,
    state: String,
    state_text: String,
}

impl PlanRecord {
    fn regions(&self) -> Result<Vec<RegionCode>, DemoError> {
        self.region_codes.split(';').map(code).collect()
    }
}

fn records() -> Result<Vec<PlanRecord>, DemoError> {
    Ok(csv::Reader::from_reader(PLANS.as_bytes()).deserialize().collect::<Result<_, _>>()?)
}

/// The kelurahan that plans affect.
pub fn kelurahan() -> Result<BTreeSet<RegionCode>, DemoError> {
    let mut all = BTreeSet::new();
    for record in records()? {
        all.extend(record.regions()?.into_iter().filter(|region| region.kelurahan().as_ref() == Some(region)));
    }
    Ok(all)
}

/// Answers who acts for each agency.
pub async fn load(services: &Services, places: &Places, people: &People, crowd: &Crowd) -> Result<BTreeMap<AgencyId, Actor>, DemoError> {
    let planner = people.actor("bappeda@contoh.id")?;
    let verifiers = verifiers(services, places, people, crowd).await?;
    let mut rng = StdRng::seed_from_u64(SEED);
    let mut open = 0;
    for record in records()? {
        let agency = places.agencies.get(&record.agency_short_name).copied();
        let agency = agency.ok_or_else(|| DemoError::Nonsense(record.agency_short_name.clone()))?;
        let verifier = verifiers.get(&agency).ok_or_else(|| DemoError::Nonsense(record.agency_short_name.clone()))?;
        let mut life = life::Life { services, record, agency, verifier, planner, crowd, rng: &mut rng };
        life.live(&mut open).await?;
    }
    Ok(verifiers)
}

/// Somebody of each agency: the named people, and for the others a resident who works there.
async fn verifiers(services: &Services, places: &Places, people: &People, crowd: &Crowd) -> Result<BTreeMap<AgencyId, Actor>, DemoError> {
    let mut verifiers = BTreeMap::new();
    for contact in ["opd@contoh.id", "dishub@contoh.id"] {
        let actor = people.actor(contact)?;
        verifiers.extend(actor.assignments().iter().filter_map(|held| held.agency).map(|agency| (agency, actor.clone())));
    }
    let mut tx = services.database.begin().await?;
    // From the end: residents of kelurahan without plans come to no harm by holding an office.
    let mut others = crowd.all().iter().rev();
    for agency in places.agencies.values().filter(|agency| !verifiers.contains_key(*agency)).copied().collect::<Vec<_>>() {
        let Some(person) = others.next() else { break };
        let new = Assignment { role: Role::AgencyVerifier, region: None, agency: Some(agency), from: services.today(), to: None };
        record::role(services, &mut tx, person.id, &new, services.clock.now()).await?;
        let held = Assignment { from: Day::MIN, ..new };
        verifiers.insert(agency, Actor::signed(person.id, String::new(), Some(person.home.clone()), true, vec![held], services.today()));
    }
    tx.commit().await?;
    Ok(verifiers)
}
