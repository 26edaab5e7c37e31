//! Some eight hundred invented residents in every kelurahan of the city, all confirmed, who support proposals, answer
//! plans and comment. They are the same at every load.

use crate::{DemoError, PASSWORD, people::code, places::Places, record};
use chrono::Duration;
use domain::{account::Actor, ids::AccountId, permission::Acting, region::RegionCode};
use rand::{Rng, SeedableRng, rngs::StdRng, seq::IndexedRandom};
use services::{Services, commands::hash_password, store::accounts};
use std::collections::BTreeSet;

const FEMALE: &str = include_str!("../data/given-names-female.txt");
const MALE: &str = include_str!("../data/given-names-male.txt");
const FAMILY: &str = include_str!("../data/family-names.txt");

/// The number everything random in the demo starts from.
pub const SEED: u64 = 1571;
const IN_EACH_KELURAHAN: usize = 7;
/// Kelurahan with plans need enough local answers to reach the thresholds of the response rule.
const WHERE_PLANS_ARE: usize = 30;

/// One of them.
#[derive(Clone)]
pub struct Resident {
    pub id: AccountId,
    /// Code of the home RT.
    pub home: RegionCode,
    /// Confirmed, without any role: asks for permits like anybody.
    pub actor: Actor,
}

impl Resident {
    pub fn acting(&self) -> Acting {
        Acting { account: self.id, role: None, region: Some(self.home.clone()), agency: None }
    }
}

/// All of them, kelurahan by kelurahan.
pub struct Crowd {
    residents: Vec<Resident>,
}

impl Crowd {
    pub fn all(&self) -> &[Resident] {
        &self.residents
    }

    /// Those at home in a region.
    pub fn of<'a>(&'a self, region: &'a RegionCode) -> impl Iterator<Item = &'a Resident> {
        self.residents.iter().filter(|resident| region.contains(&resident.home))
    }
}

/// `crowded` are the kelurahan where more people live than elsewhere.
pub async fn load(services: &Services, places: &Places, crowded: &BTreeSet<RegionCode>) -> Result<Crowd, DemoError> {
    let hash = hash_password(PASSWORD.into()).await?;
    let mut rng = StdRng::seed_from_u64(SEED);
    let since = services.clock.now() - Duration::days(800);
    let mut residents = Vec::new();
    let mut tx = services.database.begin().await?;
    for kelurahan in places.regions.keys().filter(|region| region.kelurahan().as_ref() == Some(*region)) {
        let rts: Vec<&RegionCode> = places.rts.keys().filter(|rt| kelurahan.contains(rt)).collect();
        let count = if crowded.contains(kelurahan) { WHERE_PLANS_ARE } else { IN_EACH_KELURAHAN };
        for number in 0..count {
            let Some(rt) = rts.get(number % rts.len().max(1)) else { break };
            let Some(home) = places.rts.get(*rt).copied() else { break };
            let id = AccountId(services.clock.new_id());
            let (name, _) = person(&mut rng);
            let email = format!("warga{}@contoh.id", residents.len() + 1);
            let new = accounts::NewAccount {
                id,
                name: &name,
                phone: None,
                email: Some(&email),
                password_hash: &hash,
                home: Some(home),
                created_at: since,
            };
            accounts::insert(&mut tx, &new).await?;
            record::home(services, &mut tx, id, rt, since).await?;
            let home = code(rt.as_str())?;
            residents.push(Resident { id, actor: Actor::signed(id, name, Some(home.clone()), true, Vec::new(), services.today()), home });
        }
    }
    tx.commit().await?;
    Ok(Crowd { residents })
}

/// Somebody's name, and whether it is a woman's.
pub fn person(rng: &mut StdRng) -> (String, bool) {
    let is_woman = rng.random_bool(0.5);
    (name(is_woman, rng), is_woman)
}

pub fn name(is_woman: bool, rng: &mut StdRng) -> String {
    let given: Vec<&str> = if is_woman { FEMALE } else { MALE }.lines().collect();
    let family: Vec<&str> = FAMILY.lines().collect();
    let given = given.choose(rng).copied().unwrap_or("Contoh");
    format!("{given} {}", family.choose(rng).copied().unwrap_or("Contoh"))
}
