//! The city admin gives somebody a role from a day to a day. Every session of that person ends: rights change at once.
//! Roles that decide for the whole city wait for a second admin, see [`super::confirm_appointment()`].

use super::{Outcome, once_more};
use crate::{
    CommandError, Failure, Problem, Services,
    store::{Tx, accounts, agencies, appointments, assignments, regions, sessions},
    unit::Unit,
};
use domain::{
    account::{Assignment, Role, Scope},
    clock::Day,
    ids::{AccountId, AgencyId},
    ledger::{AccountEvent, Held, Proposed},
    permission::MayManagePerson,
    refusal::Refusal,
    region::RegionCode,
};

/// Where a role is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Post {
    City,
    Region(RegionCode),
    /// By its code.
    Agency(String),
}

impl Post {
    /// The code of a region or an agency, as the role asks for; for roles of the whole city there is none.
    pub fn of(role: Role, code: &str) -> Result<Self, Refusal> {
        match role.scope() {
            Scope::City => Ok(Self::City),
            Scope::Agency => Ok(Self::Agency(code.trim().to_owned())),
            Scope::Region(_) => RegionCode::parse(code).map(Self::Region),
        }
    }
}

/// A role, where it is held, its days.
#[derive(Clone, Debug)]
pub struct RoleGrant {
    pub role: Role,
    pub place: Post,
    pub from: Day,
    pub to: Option<Day>,
}

impl RoleGrant {
    /// As it waits for a second admin.
    pub(super) fn proposed(&self) -> Proposed {
        Proposed { role: self.role, from: self.from, to: self.to, proposed_by: None }
    }
}

/// What became of the wish to give a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Granted {
    /// The person holds it.
    Held,
    /// It waits for a second admin.
    AwaitsSecondAdmin,
}

/// Giving the very role that the person holds or waits for already changes nothing, so a second click is harmless.
pub async fn grant_role(services: &Services, permit: &MayManagePerson, grant: RoleGrant) -> Outcome<Granted> {
    let grant = &grant;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let outcome = if grant.role.takes_two_admins() {
            propose(&mut unit, permit.person(), grant).await?
        } else {
            if let Some(held) = give(&mut unit, permit.person(), grant).await? {
                unit.record(permit.person(), AccountEvent::RoleGranted(held)).await?;
            }
            Granted::Held
        };
        unit.commit().await?;
        Ok(outcome)
    })
    .await
}

/// For the person at the machine's own command line: the first admin of a city, and its demo.
pub async fn grant_without_permit(services: &Services, account: AccountId, grant: RoleGrant) -> Outcome<()> {
    let grant = &grant;
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        if let Some(held) = give(&mut unit, account, grant).await? {
            unit.record(account, AccountEvent::RoleGranted(held)).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// Leaves it to a second admin.
async fn propose(unit: &mut Unit, person: AccountId, grant: &RoleGrant) -> Outcome<Granted> {
    lock_open_account(&mut unit.tx, person).await?;
    let wanted = check(unit, grant).await?;
    if holds(&mut unit.tx, person, &wanted).await? {
        return Ok(Granted::Held);
    }
    let waiting = appointments::waiting(&mut unit.tx, Some(person)).await?;
    match waiting.iter().find(|known| known.role == grant.role) {
        None => unit.record(person, AccountEvent::RoleProposed(grant.proposed())).await?,
        Some(known) if (known.from, known.to) == (grant.from, grant.to) => {}
        Some(_) => return Err(CommandError::at("role", Refusal::RoleWaits)),
    }
    Ok(Granted::AwaitsSecondAdmin)
}

/// Ends the person's sessions: rights change at once. What the ledger is to say about it; `None` when the person holds
/// this very role already.
pub(super) async fn give(unit: &mut Unit, account: AccountId, grant: &RoleGrant) -> Outcome<Option<Held>> {
    lock_open_account(&mut unit.tx, account).await?;
    let wanted = check(unit, grant).await?;
    if holds(&mut unit.tx, account, &wanted).await? {
        return Ok(None);
    }
    sessions::end_all(&mut unit.tx, account, unit.now).await?;
    Ok(Some(Held::new(unit.new_id(), &wanted)))
}

/// Nobody works with an account that is closed.
async fn lock_open_account(tx: &mut Tx, id: AccountId) -> Outcome<()> {
    let account = accounts::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
    if account.disabled_at.is_some() { Err(Refusal::AccountClosed.into()) } else { Ok(()) }
}

async fn holds(tx: &mut Tx, account: AccountId, wanted: &Assignment) -> Result<bool, Failure> {
    Ok(assignments::of_account(tx, account).await?.iter().any(|held| held.assignment == *wanted))
}

/// Where a role is held, found.
#[derive(Default)]
struct Place {
    region: Option<RegionCode>,
    agency: Option<AgencyId>,
}

/// The role as it would be held: days of our time in their order, and a place that it can be held at. Every problem
/// stands at its field.
pub(super) async fn check(unit: &mut Unit, grant: &RoleGrant) -> Outcome<Assignment> {
    let mut problems = Vec::new();
    for (field, day) in [("from", Some(grant.from)), ("to", grant.to)] {
        problems.extend(day.and_then(|day| Assignment::day(day).err()).map(|refusal| Problem::new(field, refusal)));
    }
    if problems.is_empty() && grant.to.is_some_and(|to| to < grant.from) {
        problems.push(Problem::new("to", Refusal::DatesInWrongOrder));
    }
    let place = find_place(unit, grant).await?;
    match place {
        Ok(Place { region, agency }) if problems.is_empty() => {
            Ok(Assignment { role: grant.role, region, agency, from: grant.from, to: grant.to })
        }
        place => {
            problems.extend(place.err().map(|refusal| Problem::new("place", refusal)));
            Err(CommandError::Problems(problems))
        }
    }
}

async fn find_place(unit: &mut Unit, grant: &RoleGrant) -> Result<Result<Place, Refusal>, Failure> {
    let (today, tx) = (unit.today(), &mut unit.tx);
    Ok(match (grant.role.scope(), &grant.place) {
        (Scope::City, _) => Ok(Place::default()),
        (Scope::Agency, Post::Agency(code)) => match agencies::find_by_code(tx, code).await? {
            Some(agency) => Ok(Place { agency: Some(agency.id()), region: None }),
            None => Err(Refusal::RegionUnknown),
        },
        (Scope::Region(level), Post::Region(code)) => {
            match regions::find_by_code(tx, code, today).await?.filter(|region| region.level == level) {
                Some(region) => Ok(Place { region: Some(region.code), agency: None }),
                None => Err(Refusal::RegionUnknown),
            }
        }
        _ => Err(Refusal::RegionUnknown),
    })
}
