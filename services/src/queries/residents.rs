//! Residents as the head of their RT and their kelurahan see them: who waits for a confirmation, who has one, and who
//! may be the same person as another.

use super::people::pattern;
use crate::{
    CommandError, Failure, Services, ledger,
    likeness::is_alike,
    store::{
        Tx,
        accounts::{self, Account, Resident},
        regions,
    },
};
use domain::{
    account::{Actor, Role},
    clock::Instant,
    ids::{AccountId, RegionId},
    permission::{MayActAsSelf, MayServeResidents, may_act_as_self, may_confirm_residence},
    region::{RegionCode, RegionLevel},
};

/// Rows of one page.
const PAGE: usize = 25;
/// As many people of the RTs of one page are compared with those on it.
const MOST_NEIGHBOURS: i64 = 5000;
/// So many of those who look alike are named.
const MOST_ALIKE: usize = 5;

/// What the page of residents shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Part of a name, phone or e-mail.
    pub query: String,
    /// Those who are confirmed, instead of those who wait.
    pub confirmed: bool,
    /// The last person of the page before.
    pub after: Option<AccountId>,
}

/// One page, and whether there is another.
#[derive(Clone, Debug, Default)]
pub struct ResidentPage {
    pub residents: Vec<Listed>,
    pub has_more: bool,
}

/// Somebody at home, or said to be, where the reader serves.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: AccountId,
    pub name: String,
    pub contact: String,
    /// The contact is proven, not only named.
    pub is_verified: bool,
    pub home: String,
    /// Since when this home is named.
    pub since: Instant,
    pub confirmed_at: Option<Instant>,
    /// An office has said before that the person does not live in the RT named then: when last, and how often.
    pub denied: Option<(Instant, i64)>,
    /// Others at this RT who may be the same person.
    pub alike: Vec<Alike>,
    /// There are so many more of them.
    pub more_alike: usize,
}

/// Somebody who may be the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    pub name: String,
    pub contact: String,
    pub confirmed_at: Option<Instant>,
    /// Nobody can sign in to that account.
    pub is_closed: bool,
}

/// Those whom this actor may confirm, or has the office to. Who was never denied stands before who was.
pub async fn residents(services: &Services, actor: &Actor, _permit: &MayServeResidents, wanted: &Wanted) -> Result<ResidentPage, Failure> {
    let served = |held: &&domain::account::Assignment| matches!(held.role, Role::RtHead | Role::KelurahanOfficer);
    let places: Vec<RegionCode> = actor.assignments().iter().filter(served).filter_map(|held| held.region.clone()).collect();
    let mut tx = services.database.read().await?;
    let pattern = pattern(&wanted.query);
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 2;
    let list = accounts::Wanted { places: &places, pattern: pattern.as_deref(), limit };
    let mut rows = if wanted.confirmed {
        let last = last_confirmed(&mut tx, wanted.after).await?;
        accounts::confirmed_in(&mut tx, &list, last).await?
    } else {
        let last = last_waiting(&mut tx, wanted.after).await?;
        accounts::waiting_in(&mut tx, &list, last).await?
    };
    // Nobody answers for themselves; of one person more than a page was asked for, for that.
    rows.retain(|row| row.home.as_ref().is_some_and(|home| may_confirm_residence(actor, home, row.account.id()).is_ok()));
    let has_more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let neighbours = neighbours(&mut tx, &rows).await?;
    let residents = rows.into_iter().filter_map(|row| listed(row, &neighbours)).collect();
    Ok(ResidentPage { residents, has_more })
}

/// One confirmed resident, for whoever may take the confirmation back; `None` where there is none.
pub async fn confirmed_resident(services: &Services, actor: &Actor, id: AccountId) -> Result<Option<Listed>, CommandError> {
    may_act_as_self(actor)?;
    let mut tx = services.database.read().await?;
    let Some(account) = accounts::find(&mut tx, id).await? else { return Ok(None) };
    let home = match account.home() {
        Some(home) => regions::find(&mut tx, home).await?.map(|region| region.code),
        None => None,
    };
    let Some(code) = &home else { return Ok(None) };
    may_confirm_residence(actor, code, id)?;
    Ok(listed(Resident { account, home }, &[]).filter(|resident| resident.confirmed_at.is_some()))
}

/// Where the next page of those who wait begins. Who was settled meanwhile keeps their place in the order.
async fn last_waiting(tx: &mut Tx, after: Option<AccountId>) -> Result<Option<accounts::Place>, Failure> {
    let Some(id) = after else { return Ok(None) };
    let last = accounts::find(tx, id).await?;
    Ok(last.and_then(|last| Some(accounts::Place { denials: last.denials, named_at: last.home_named_at?, id })))
}

async fn last_confirmed(tx: &mut Tx, after: Option<AccountId>) -> Result<Option<(Instant, AccountId)>, Failure> {
    let Some(id) = after else { return Ok(None) };
    let last = accounts::find(tx, id).await?;
    Ok(last.and_then(|last| Some((last.residence_confirmed_at?, id))))
}

async fn neighbours(tx: &mut Tx, rows: &[Resident]) -> Result<Vec<Account>, Failure> {
    let mut rts: Vec<RegionId> = rows.iter().filter_map(|row| row.account.home()).collect();
    rts.sort_unstable();
    rts.dedup();
    accounts::neighbours(tx, &rts, MOST_NEIGHBOURS).await
}

fn listed(row: Resident, neighbours: &[Account]) -> Option<Listed> {
    let Resident { account, home } = row;
    let is_other = |other: &&Account| other.id() != account.id() && other.home() == account.home();
    let all: Vec<&Account> = neighbours.iter().filter(is_other).filter(|other| is_alike(&other.name, &account.name)).collect();
    let alike = all.iter().take(MOST_ALIKE).map(|other| Alike {
        name: other.name.clone(),
        contact: contact(other),
        confirmed_at: other.residence_confirmed_at,
        is_closed: other.disabled_at.is_some(),
    });
    Some(Listed {
        id: account.id(),
        contact: contact(&account),
        is_verified: account.contact().1,
        home: home?.to_string(),
        since: account.home_named_at.unwrap_or(account.created_at),
        confirmed_at: account.residence_confirmed_at,
        denied: account.denied_at.map(|at| (at, account.denials)),
        alike: alike.collect(),
        more_alike: all.len().saturating_sub(MOST_ALIKE),
        name: account.name,
    })
}

fn contact(account: &Account) -> String {
    account.contact().0.to_owned()
}

/// A home that an office says the person does not live in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeniedHome {
    /// `RT 18, Legok`.
    pub home: String,
    pub by: Option<Role>,
    pub at: Instant,
    /// Why a confirmation was taken back.
    pub reason: Option<String>,
}

/// Why a person who had named their home is asked for it again; for that person.
pub async fn denied_home(services: &Services, me: &MayActAsSelf) -> Result<Option<DeniedHome>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(denied) = ledger::latest_denial(&mut tx, me.acting().account).await? else { return Ok(None) };
    let code = denied.home;
    let home = match regions::find_by_code(&mut tx, &code, services.today()).await? {
        Some(rt) => {
            let path = regions::path(&mut tx, rt.id).await?;
            let kelurahan = path.iter().find(|region| region.level == RegionLevel::Kelurahan);
            format!("{}, {}", rt.name, kelurahan.map_or("", |kelurahan| &kelurahan.name))
        }
        None => code.to_string(),
    };
    Ok(Some(DeniedHome { home, by: denied.role, at: denied.at, reason: denied.reason }))
}
