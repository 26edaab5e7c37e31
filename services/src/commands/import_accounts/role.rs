//! What a row does to the roles of its person. Roles of a place are given and their days follow the list; planners,
//! city admins and inspectors are only proposed, and an admin confirms them on the page. What was ended is not brought
//! back.

use super::row::Official;
use crate::{
    CommandError, Services,
    commands::{
        Outcome,
        grant_role::{Place, RoleGrant, check, give},
        import::{Change, Doubt, Notes, RowOutcome, Wrong},
        log_entry::log_entry,
    },
    store::{
        Tx, appointments,
        assignments::{self, HeldRole},
        sessions,
    },
};
use domain::{
    ids::{AccountId, AppointmentId},
    ledger::{AccountEvent, Held},
    refusal::Refusal,
};

pub(super) async fn give_or_change(
    services: &Services,
    tx: &mut Tx,
    person: AccountId,
    official: &Official,
    notes: &mut Notes,
) -> RowOutcome {
    let grant = RoleGrant { role: official.role, place: official.place.clone(), from: official.from, to: official.to };
    let place = match check(services, tx, &grant).await {
        Ok(place) => place,
        Err(CommandError::Problems(problems)) => return Ok(Err(wrong(&problems))),
        Err(CommandError::Refused(refusal)) => return Ok(Err(Wrong::new("role", refusal))),
        Err(error) => return Err(error),
    };
    let wanted = place.held(&grant);
    let held: Vec<HeldRole> = assignments::of_account(tx, person).await?;
    if held.iter().any(|held| held.assignment == wanted) {
        return Ok(Ok(Change::None));
    }
    let is_same_place = |held: &&HeldRole| (&held.assignment.region, held.assignment.agency) == (&wanted.region, wanted.agency);
    let overlaps =
        |held: &&HeldRole| held.assignment.to.is_none_or(|to| to >= wanted.from) && wanted.to.is_none_or(|to| held.assignment.from <= to);
    let same = held.iter().filter(|held| held.assignment.role == wanted.role).filter(is_same_place).filter(overlaps);
    let latest = same.max_by_key(|held| held.assignment.from);
    let today = services.today();
    let is_over = |held: &HeldRole| held.assignment.to.is_some_and(|to| to < today && wanted.to.is_none_or(|wanted| wanted > to));
    match latest {
        Some(held) if is_over(held) => notes.doubt("until", Doubt::RoleEnded),
        Some(_) if wanted.role.takes_two_admins() => notes.doubt("role", Doubt::LeftToAdmins),
        Some(held) => change_days(services, tx, held, &grant, &place, official, notes).await?,
        None if wanted.role.takes_two_admins() => return propose(services, tx, person, &grant, official, notes).await,
        None => {
            if let Some(held) = give(services, tx, person, &grant, None).await? {
                log_entry(services, tx, None, person, AccountEvent::RoleGranted(held)).await?;
            }
            return Ok(Ok(Change::Added));
        }
    }
    Ok(Ok(Change::None))
}

/// Under the columns of the file.
fn wrong(problems: &[crate::Problem]) -> Wrong {
    let Some(problem) = problems.first() else { return Wrong::new("role", Refusal::ChoiceUnknown) };
    let column = match problem.field {
        "to" => "until",
        "from" => "from",
        _ => "region_code",
    };
    Wrong::new(column, problem.refusal.clone())
}

async fn change_days(
    services: &Services,
    tx: &mut Tx,
    held: &HeldRole,
    grant: &RoleGrant,
    place: &Place,
    official: &Official,
    notes: &mut Notes,
) -> Outcome<()> {
    compare(official, (held.assignment.from, held.assignment.to), notes);
    assignments::set_days(tx, held.id, grant.from, grant.to).await?;
    sessions::end_all(tx, held.account, services.clock.now()).await?;
    let changed = AccountEvent::RoleChanged(Held::new(held.id, &place.held(grant)));
    log_entry(services, tx, None, held.account, changed).await
}

/// The machine is the first of the two; any admin but the person is the second.
async fn propose(
    services: &Services,
    tx: &mut Tx,
    person: AccountId,
    grant: &RoleGrant,
    official: &Official,
    notes: &mut Notes,
) -> RowOutcome {
    let waiting = appointments::waiting(tx, Some(person)).await?.into_iter().find(|waiting| waiting.role == grant.role);
    let is_new = waiting.is_none();
    if let Some(waiting) = waiting {
        if (waiting.from, waiting.to) == (grant.from, grant.to) {
            notes.doubt("role", Doubt::AwaitsAdmin);
            return Ok(Ok(Change::None));
        }
        if waiting.proposed_by.is_some() {
            return Ok(Err(Wrong::new("role", Refusal::RoleWaits)));
        }
        compare(official, (waiting.from, waiting.to), notes);
        appointments::remove(tx, waiting.id).await?;
    }
    notes.doubt("role", Doubt::AwaitsAdmin);
    let new = appointments::NewAppointment {
        id: AppointmentId(services.clock.new_id()),
        account: person,
        role: grant.role,
        from: grant.from,
        to: grant.to,
        proposed_by: None,
        proposed_at: services.clock.now(),
    };
    appointments::insert(tx, &new).await?;
    log_entry(services, tx, None, person, AccountEvent::RoleProposed(grant.proposed())).await?;
    Ok(Ok(if is_new { Change::Added } else { Change::None }))
}

fn compare(official: &Official, (from, to): (domain::clock::Day, Option<domain::clock::Day>), notes: &mut Notes) {
    let of = official.contact.as_str();
    notes.compare(of, "from", Some(from), Some(official.from));
    notes.compare(of, "until", to, official.to);
}
