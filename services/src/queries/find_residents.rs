//! Residents of a kelurahan, for the officer at its counter: to make somebody a code.

use crate::{
    Failure, Services, held,
    store::{Tx, accounts, contacts, regions},
};
use domain::{
    account::Actor,
    clock::Instant,
    ids::AccountId,
    permission::{CodeOwner, MayFindResidents, may_make_code},
    refusal::Refusal,
    region::RegionCode,
};

/// Whoever finds more types more of the name.
const MOST_FOUND: i64 = 25;

/// Somebody at the counter.
#[derive(Clone, Debug)]
pub struct FoundResident {
    pub id: AccountId,
    pub name: String,
    pub contact: String,
    pub is_verified: bool,
    /// `RT 18`.
    pub home: String,
    pub phone: Option<String>,
    /// Why this office makes no code for them.
    pub refused: Option<Refusal>,
}

/// Somebody who waits for a call.
#[derive(Clone, Debug)]
pub struct Caller {
    pub id: AccountId,
    pub name: String,
    pub home: String,
    pub phone: String,
    pub since: Instant,
}

/// By a part of the name, of the phone or of the e-mail; nothing to look for finds nobody.
pub async fn find_residents(
    services: &Services,
    actor: &Actor,
    permit: &MayFindResidents,
    query: &str,
) -> Result<Vec<FoundResident>, Failure> {
    let (Some(region), Some(pattern)) = (&permit.acting().region, super::people::pattern(query)) else { return Ok(Vec::new()) };
    let mut tx = services.database.read().await?;
    let mut found = Vec::new();
    for resident in accounts::residents_like(&mut tx, region, &pattern, MOST_FOUND).await? {
        let id = resident.account.id();
        let roles = held::roles(services, &mut tx, id).await?;
        let owner = CodeOwner { account: id, home: resident.home.as_ref(), roles: &roles };
        let (contact, is_verified) = resident.account.contact();
        found.push(FoundResident {
            id,
            contact: contact.into(),
            is_verified,
            home: rt(&mut tx, services, resident.home.as_ref()).await?,
            refused: may_make_code(actor, &owner).err(),
            phone: resident.account.phone,
            name: resident.account.name,
        });
    }
    Ok(found)
}

/// Those who asked for a call, the longest waiting first.
pub async fn callers(services: &Services, permit: &MayFindResidents) -> Result<Vec<Caller>, Failure> {
    let Some(region) = &permit.acting().region else { return Ok(Vec::new()) };
    let mut tx = services.database.read().await?;
    let mut callers = Vec::new();
    for waiting in contacts::waiting_for_call(&mut tx, region, MOST_FOUND).await? {
        let home = match waiting.home() {
            Some(home) => regions::find(&mut tx, home).await?.map(|region| region.name).unwrap_or_default(),
            None => String::new(),
        };
        callers.push(Caller { id: waiting.account(), home, name: waiting.name, phone: waiting.phone, since: waiting.asked_at });
    }
    Ok(callers)
}

async fn rt(tx: &mut Tx, services: &Services, home: Option<&RegionCode>) -> Result<String, Failure> {
    let Some(home) = home else { return Ok(String::new()) };
    Ok(regions::find_by_code(tx, home, services.today()).await?.map_or_else(|| home.to_string(), |region| region.name))
}
