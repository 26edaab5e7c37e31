//! Who runs the meetings: a head for every RT, an officer for every kelurahan and kecamatan. Where one of the named
//! people holds the office, it is them.

use super::FOR_TESTS;
use crate::{
    DemoError, PASSWORD, crowd,
    people::{NAMED, People},
    places::Places,
    record,
};
use chrono::Duration;
use domain::{
    account::{Actor, Assignment, Role},
    clock::Day,
    ids::{AccountId, AgencyId},
    region::{RegionCode, RegionLevel},
};
use rand::{SeedableRng, rngs::StdRng};
use services::{
    Services,
    commands::hash_password,
    store::{Tx, accounts},
};
use std::collections::BTreeMap;

/// The people in office, by where they sit.
pub struct Offices {
    regions: BTreeMap<RegionCode, Actor>,
    agencies: BTreeMap<AgencyId, Actor>,
}

impl Offices {
    pub fn of_region(&self, region: &RegionCode) -> Result<&Actor, DemoError> {
        self.regions.get(region).ok_or_else(|| DemoError::Nonsense(format!("nobody runs the meeting of {region}")))
    }

    pub fn of_agency(&self, agency: AgencyId) -> Result<&Actor, DemoError> {
        self.agencies.get(&agency).ok_or_else(|| DemoError::Nonsense("nobody runs the forum of an agency".into()))
    }
}

/// `agencies` are those who post plans; the planner of Bappeda runs the meeting of the city.
pub async fn load(
    services: &Services,
    places: &Places,
    people: &People,
    agencies: BTreeMap<AgencyId, Actor>,
) -> Result<Offices, DemoError> {
    let mut regions = named(people)?;
    let hash = hash_password(PASSWORD.into()).await?;
    let mut rng = StdRng::seed_from_u64(crowd::SEED + 2);
    let mut tx = services.database.begin().await?;
    for region in places.regions.keys().chain(places.rts.keys()) {
        let role = match region.level() {
            RegionLevel::Kecamatan => Role::KecamatanOfficer,
            RegionLevel::Kelurahan => Role::KelurahanOfficer,
            RegionLevel::Rt => Role::RtHead,
            _ => continue,
        };
        if !regions.contains_key(region) && region.kecamatan().is_some_and(|kecamatan| kecamatan.as_str() != FOR_TESTS) {
            let (name, _) = crowd::person(&mut rng);
            let actor = appoint(services, &mut tx, places, (role, region), &name, &hash).await?;
            regions.insert(region.clone(), actor);
        }
    }
    tx.commit().await?;
    for city in places.regions.keys().filter(|region| region.level() == RegionLevel::Kota) {
        regions.insert(city.clone(), people.actor("bappeda@contoh.id")?.clone());
    }
    Ok(Offices { regions, agencies })
}

fn named(people: &People) -> Result<BTreeMap<RegionCode, Actor>, DemoError> {
    let mut regions = BTreeMap::new();
    for person in &NAMED {
        let actor = people.actor(person.contact)?;
        regions.extend(actor.assignments().iter().filter_map(|held| held.region.clone()).map(|region| (region, actor.clone())));
    }
    Ok(regions)
}

/// Somebody who lives in the first RT there is.
async fn appoint(
    services: &Services,
    tx: &mut Tx,
    places: &Places,
    (role, region): (Role, &RegionCode),
    name: &str,
    hash: &str,
) -> Result<Actor, DemoError> {
    let nonsense = || DemoError::Nonsense(format!("no RT in {region}"));
    let (home, home_id) = places.rts.iter().find(|(rt, _)| region.contains(rt)).ok_or_else(nonsense)?;
    let id = AccountId(services.clock.new_id());
    let since = services.clock.now() - Duration::days(400);
    let email = format!("petugas.{region}@contoh.id");
    let new =
        accounts::NewAccount { id, name, phone: None, email: Some(&email), password_hash: hash, home: Some(*home_id), created_at: since };
    accounts::insert(tx, &new).await?;
    record::home(services, tx, id, home, since).await?;
    let new = Assignment { role, region: Some(region.clone()), agency: None, from: services.zone().day(since), to: None };
    record::role(services, tx, id, &new, since).await?;
    let held = Assignment { from: Day::MIN, ..new };
    Ok(Actor::signed(id, name.into(), Some(home.clone()), true, vec![held], services.today()))
}
