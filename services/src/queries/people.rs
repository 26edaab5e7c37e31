//! People, for the city admin and the inspector. Residents as their own office sees them are in [`super::residents`].

use crate::{
    Failure, Services,
    store::{
        accounts::{self, Resident},
        agencies::{self, Agency},
        appointments::{self, Appointment},
        assignments::{self, HeldRole},
        regions,
    },
    text,
};
use domain::{
    clock::Instant,
    ids::AccountId,
    permission::{MayInspect, MayManagePeople},
};
use std::collections::HashMap;

/// Rows of one page.
const PAGE: i64 = 25;
const PAGE_ROWS: usize = 25;

/// A person with their roles; internal.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: AccountId,
    pub name: String,
    pub contact: String,
    /// The contact is proven, not only named.
    pub is_verified: bool,
    pub home: Option<String>,
    pub residence_confirmed: bool,
    pub roles: Vec<HeldRole>,
    pub closed: Option<Closed>,
}

/// An account that nobody can sign in to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    pub at: Instant,
    /// Why a city admin closed it; none when its owner deleted it.
    pub reason: Option<String>,
}

/// A page of people by name, and where the next one begins.
pub async fn people(
    services: &Services,
    _permit: &MayInspect,
    query: &str,
    after: Option<AccountId>,
) -> Result<(Vec<Person>, bool), Failure> {
    let mut tx = services.database.read().await?;
    let pattern = pattern(query);
    // Only the identifier is in the address: names do not belong into the logs of a proxy.
    let after = match after {
        Some(id) => accounts::find(&mut tx, id).await?.map(|last| (last.name, id)),
        None => None,
    };
    let after = after.as_ref().map(|(name, id)| (name.as_str(), *id));
    let mut rows = accounts::search(&mut tx, pattern.as_deref(), after, PAGE + 1).await?;
    let more = rows.len() > PAGE_ROWS;
    rows.truncate(PAGE_ROWS);
    let ids: Vec<AccountId> = rows.iter().map(|row| row.account.id()).collect();
    let mut roles: HashMap<AccountId, Vec<HeldRole>> = HashMap::new();
    for held in assignments::of_accounts(&mut tx, &ids).await? {
        roles.entry(held.account).or_default().push(held);
    }
    let people = rows.into_iter().map(|row| {
        let roles = roles.remove(&row.account.id()).unwrap_or_default();
        person(row, roles)
    });
    Ok((people.collect(), more))
}

/// Phones are stored as `+62…` and said as `08…`.
pub(super) fn pattern(query: &str) -> Option<String> {
    let digits: String = query.chars().filter(|letter| !" -.()+".contains(*letter)).collect();
    let is_phone = digits.len() >= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    let national = digits.strip_prefix("62").unwrap_or(&digits).trim_start_matches('0');
    text::pattern(if is_phone && !national.is_empty() { national } else { query })
}

fn person(row: Resident, roles: Vec<HeldRole>) -> Person {
    let Resident { account, home, .. } = row;
    Person {
        id: account.id(),
        residence_confirmed: account.residence_confirmed_at.is_some(),
        contact: if account.deleted_at.is_some() { String::new() } else { account.contact().0.to_owned() },
        is_verified: account.contact().1,
        name: account.name,
        home: home.map(|code| code.to_string()),
        roles,
        closed: account.disabled_at.map(|at| Closed { at, reason: account.disabled_reason }),
    }
}

/// Roles that wait for a second admin: of one person, or everybody's.
pub async fn appointments(services: &Services, _permit: &MayInspect, of: Option<AccountId>) -> Result<Vec<Appointment>, Failure> {
    let mut tx = services.database.read().await?;
    appointments::waiting(&mut tx, of).await
}

/// Whether anybody but this admin could confirm what they propose.
pub async fn has_second_admin(services: &Services, permit: &MayManagePeople) -> Result<bool, Failure> {
    let mut tx = services.database.read().await?;
    Ok(assignments::admins_besides(&mut tx, permit.acting().account, services.today()).await? > 0)
}

/// One person for the admin's page.
pub async fn person_page(services: &Services, _permit: &MayInspect, id: AccountId) -> Result<Option<Person>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(account) = accounts::find(&mut tx, id).await? else {
        return Ok(None);
    };
    let home = match account.home() {
        Some(home) => regions::find(&mut tx, home).await?.map(|region| region.code),
        None => None,
    };
    let roles = assignments::of_account(&mut tx, id).await?;
    Ok(Some(person(Resident { account, home }, roles)))
}

/// A person's own roles, ended ones included.
pub async fn roles_of(services: &Services, account: AccountId) -> Result<Vec<HeldRole>, Failure> {
    let mut tx = services.database.read().await?;
    assignments::of_account(&mut tx, account).await
}

/// All departments, by code.
pub async fn agencies(services: &Services) -> Result<Vec<Agency>, Failure> {
    let mut tx = services.database.read().await?;
    agencies::all(&mut tx).await
}
