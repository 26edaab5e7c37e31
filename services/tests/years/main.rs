//! Random years: residents propose, back, withdraw and mend; offices open their meetings, check, return, score, order,
//! move, decide, merge, part, close, open again, promote and pass on, allowed or not, several meetings at once; then
//! everything is brought to its end and into the next year. Whatever happens keeps the rules that are written here.
//!
//! `make soak` takes more steps.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

mod acts;
mod rules;

use acts::{ACTS, SELDOM};
use domain::{
    account::{Actor, Role},
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    region::RegionCode,
};
use rand::{SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    CommandError,
    ledger::recount,
    store::musrenbangs::{self, Item},
};
use std::collections::BTreeMap;
use testing::{DANAU_SIPIN, DISHUB, JAMBI, LEGOK, MURNI, PUPR, TestCity, TestPerson, both_databases, environment, world::World};

/// Of one year on one database, unless the environment wants more.
const STEPS: usize = 1700;
const BETWEEN_CHECKS: usize = 85;

fn steps() -> usize {
    environment("REMBUK_SOAK_STEPS").and_then(|steps| steps.parse().ok()).unwrap_or(STEPS)
}

/// A meeting, with whoever runs it.
struct Hall {
    meeting: MusrenbangId,
    actor: Actor,
}

struct Year {
    world: World,
    people: Vec<TestPerson>,
    planner: Actor,
    halls: Vec<Hall>,
    rts: Vec<RegionCode>,
    proposals: Vec<ProposalId>,
}

impl Year {
    async fn begin(city: TestCity) -> Self {
        let world = World::new(city.clone()).await;
        let rts = vec![LEGOK.rt(1), LEGOK.rt(2), MURNI.rt(1), MURNI.rt(2)];
        let (mut people, mut halls) = (Vec::new(), Vec::new());
        for rt in &rts {
            for _ in 0..2 {
                people.push(city.confirmed_resident_of(rt).await);
            }
            let actor = city.officer(Role::RtHead, rt.as_str()).await.actor().await;
            halls.push(Hall { meeting: world.meeting(StageKind::Rt, rt).await, actor });
        }
        for place in [LEGOK, MURNI] {
            let meeting = world.meeting(StageKind::Kelurahan, &place.region()).await;
            halls.push(Hall { meeting, actor: city.office_of(place).await.actor().await });
            world.announce(&place.region(), 60).await;
        }
        let meeting = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        halls.push(Hall { meeting, actor: city.office_of(DANAU_SIPIN).await.actor().await });
        world.announce(&DANAU_SIPIN.region(), 90).await;
        for agency in [PUPR, DISHUB] {
            halls.push(Hall { meeting: world.forum(agency).await, actor: city.office_of(agency).await.actor().await });
        }
        let planner = city.city_officer(Role::Planner).await.actor().await;
        halls.push(Hall { meeting: world.meeting(StageKind::Kota, &JAMBI.region()).await, actor: planner.clone() });
        Self { world, people, planner, halls, rts, proposals: Vec::new() }
    }

    async fn items(&self, hall: &Hall) -> Vec<Item> {
        musrenbangs::items(&mut self.world.city.read().await, hall.meeting).await.unwrap()
    }
}

async fn live(city: TestCity, seed: u64) {
    let mut year = Year::begin(city.clone()).await;
    let mut rng = StdRng::seed_from_u64(seed);
    let mut allowed: BTreeMap<&str, usize> = BTreeMap::new();
    for step in 1..=steps() {
        city.pass(chrono::Duration::minutes(3));
        let name = ACTS.choose_weighted(&mut rng, |(_, weight)| *weight).unwrap().0;
        match year.act(&mut rng, name).await {
            Ok(()) => *allowed.entry(name).or_default() += 1,
            Err(CommandError::Failed(failure)) => panic!("step {step}, {name}: {failure}"),
            Err(CommandError::Refused(_) | CommandError::Problems(_)) => {}
        }
        if step % BETWEEN_CHECKS == 0 {
            year.check().await;
        }
    }
    let often = ACTS.iter().map(|(name, _)| *name).filter(|name| !SELDOM.contains(name));
    let never: Vec<&str> = often.filter(|name| !allowed.contains_key(name)).collect();
    assert!(never.is_empty(), "{never:?} were never allowed: {allowed:?}");
    for hall in &year.halls {
        year.finish(hall).await;
    }
    year.check().await;
    year.promote_all().await;
    year.check().await;
    year.next_year().await;
    assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
}

both_databases!(
    async fn a_first_year_keeps_every_rule(city: TestCity) {
        live(city, 1).await;
    }

    async fn a_second_year_keeps_every_rule(city: TestCity) {
        live(city, 2).await;
    }

    async fn a_third_year_keeps_every_rule(city: TestCity) {
        live(city, 3).await;
    }

    async fn a_fourth_year_keeps_every_rule(city: TestCity) {
        live(city, 4).await;
    }

    async fn a_fifth_year_keeps_every_rule(city: TestCity) {
        live(city, 5).await;
    }

    async fn a_sixth_year_keeps_every_rule(city: TestCity) {
        live(city, 6).await;
    }
);
