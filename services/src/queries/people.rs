//! People, for the city admin and for those who confirm residence.

use crate::{
    Failure, Services,
    store::{
        accounts,
        agencies::{self, Agency},
        assignments, audit, regions,
    },
    text,
};
use domain::{
    account::Actor,
    clock::Instant,
    ids::AccountId,
    permission::{MayInspect, may_confirm_residence},
};

/// Rows of one page.
const PAGE: i64 = 25;

/// A person with their roles; internal.
#[derive(Clone, Debug)]
pub struct Person {
    pub id: AccountId,
    pub name: String,
    pub contact: String,
    pub home: Option<String>,
    pub residence_confirmed: bool,
    pub roles: Vec<assignments::HeldRole>,
}

/// A page of people by name, and where the next one begins.
pub async fn people(
    services: &Services,
    _permit: &MayInspect,
    query: &str,
    after: Option<(String, AccountId)>,
) -> Result<(Vec<Person>, bool), Failure> {
    let mut tx = services.database.read().await?;
    let pattern = text::pattern(query);
    let after = after.as_ref().map(|(name, id)| (name.as_str(), *id));
    let mut rows = accounts::search(&mut tx, pattern.as_deref(), after, PAGE + 1).await?;
    let more = rows.len() > 25;
    rows.truncate(25);
    let mut people = Vec::with_capacity(rows.len());
    for account in rows {
        let roles = assignments::of_account(&mut tx, account.id()).await?;
        people.push(person(&mut tx, account, roles).await?);
    }
    Ok((people, more))
}

async fn person(tx: &mut crate::store::Tx, account: accounts::Account, roles: Vec<assignments::HeldRole>) -> Result<Person, Failure> {
    let home = match account.home() {
        Some(id) => regions::find(tx, id).await?.map(|region| region.code.to_string()),
        None => None,
    };
    Ok(Person {
        id: account.id(),
        residence_confirmed: account.residence_confirmed_at.is_some(),
        contact: account.phone.or(account.email).unwrap_or_default(),
        name: account.name,
        home,
        roles,
    })
}

/// One person for the admin's page.
pub async fn person_page(services: &Services, _permit: &MayInspect, id: AccountId) -> Result<Option<Person>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(account) = accounts::find(&mut tx, id).await? else {
        return Ok(None);
    };
    let roles = assignments::of_account(&mut tx, id).await?;
    Ok(Some(person(&mut tx, account, roles).await?))
}

/// Somebody who waits for the confirmation of their residence.
#[derive(Clone, Debug)]
pub struct WaitingResident {
    pub id: AccountId,
    pub name: String,
    pub contact: String,
    pub home: String,
    pub since: Instant,
}

/// Those whose residence this actor may confirm, oldest first; empty for everybody else.
pub async fn waiting_residents(services: &Services, actor: &Actor) -> Result<Vec<WaitingResident>, Failure> {
    let today = services.today();
    let mut waiting = Vec::new();
    let mut tx = services.database.read().await?;
    for assignment in actor.assignments() {
        let Some(code) = &assignment.region else { continue };
        let Some(region) = regions::find_by_code(&mut tx, code, today).await? else { continue };
        for account in accounts::unconfirmed_in(&mut tx, region.id, 100).await? {
            let Some(home) = account.home() else { continue };
            let Some(home) = regions::find(&mut tx, home).await? else { continue };
            if may_confirm_residence(actor, &home.code, account.id()).is_ok()
                && !waiting.iter().any(|known: &WaitingResident| known.id == account.id())
            {
                let contact = account.phone.clone().or_else(|| account.email.clone()).unwrap_or_default();
                waiting.push(WaitingResident {
                    id: account.id(),
                    name: account.name,
                    contact,
                    home: home.code.to_string(),
                    since: account.created_at,
                });
            }
        }
    }
    Ok(waiting)
}

/// A person's own roles, ended ones included.
pub async fn roles_of(services: &Services, account: AccountId) -> Result<Vec<assignments::HeldRole>, Failure> {
    let mut tx = services.database.read().await?;
    assignments::of_account(&mut tx, account).await
}

/// All departments, by code.
pub async fn agencies(services: &Services) -> Result<Vec<Agency>, Failure> {
    let mut tx = services.database.read().await?;
    agencies::all(&mut tx).await
}

/// Fifty entries of the log before an instant, newest first.
pub async fn log(services: &Services, _permit: &MayInspect, before: Option<Instant>) -> Result<Vec<audit::AuditLine>, Failure> {
    let mut tx = services.database.read().await?;
    audit::newest(&mut tx, before, 50).await
}
