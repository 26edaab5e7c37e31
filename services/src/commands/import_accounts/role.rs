//! What a row does to the roles of its person. Roles of a place are given and their days follow the list; planners,
//! city admins and inspectors are only proposed, and an admin confirms them on the page. What was ended is not brought
//! back.

use super::row::Official;
use crate::{
    CommandError,
    commands::{
        Outcome,
        grant_role::{Post, RoleGrant, check, give},
        import::{Change, Doubt, Notes, RowOutcome, Wrong},
    },
    store::{
        appointments,
        assignments::{self, HeldRole},
        sessions,
    },
    unit::Unit,
};
use domain::{
    account::Assignment,
    ids::AccountId,
    ledger::{AccountEvent, Held, Proposed},
    refusal::Refusal,
};

pub(super) async fn give_or_change(unit: &mut Unit, person: AccountId, official: &Official, notes: &mut Notes) -> RowOutcome {
    let place = match Post::of(official.role, &official.place) {
        Ok(place) => place,
        Err(refusal) => return Ok(Err(Wrong::new("region_code", refusal))),
    };
    let grant = RoleGrant { role: official.role, place, from: official.from, to: official.to };
    let wanted = match check(unit, &grant).await {
        Ok(wanted) => wanted,
        Err(CommandError::Problems(problems)) => return Ok(Err(wrong(&problems))),
        Err(CommandError::Refused(refusal)) => return Ok(Err(Wrong::new("role", refusal))),
        Err(error) => return Err(error),
    };
    let held: Vec<HeldRole> = assignments::of_account(&mut unit.tx, person).await?;
    if held.iter().any(|held| held.assignment == wanted) {
        return Ok(Ok(Change::None));
    }
    let is_same_place = |held: &&HeldRole| (&held.assignment.region, held.assignment.agency) == (&wanted.region, wanted.agency);
    let overlaps =
        |held: &&HeldRole| held.assignment.to.is_none_or(|to| to >= wanted.from) && wanted.to.is_none_or(|to| held.assignment.from <= to);
    let same = held.iter().filter(|held| held.assignment.role == wanted.role).filter(is_same_place).filter(overlaps);
    let latest = same.max_by_key(|held| held.assignment.from);
    let today = unit.today();
    let is_over = |held: &HeldRole| held.assignment.to.is_some_and(|to| to < today && wanted.to.is_none_or(|wanted| wanted > to));
    match latest {
        Some(held) if is_over(held) => notes.doubt("until", Doubt::RoleEnded),
        Some(_) if wanted.role.takes_two_admins() => notes.doubt("role", Doubt::LeftToAdmins),
        Some(held) => {
            compare(official, (held.assignment.from, held.assignment.to), notes);
            change_days(unit, held, &wanted).await?;
        }
        None if wanted.role.takes_two_admins() => return propose(unit, person, official, notes).await,
        None => {
            if let Some(held) = give(unit, person, &grant).await? {
                unit.record(person, AccountEvent::RoleGranted(held)).await?;
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

async fn change_days(unit: &mut Unit, held: &HeldRole, wanted: &Assignment) -> Outcome<()> {
    sessions::end_all(&mut unit.tx, held.account, unit.now).await?;
    Ok(unit.record(held.account, AccountEvent::RoleChanged(Held::new(held.id, wanted))).await?)
}

/// The machine is the first of the two; any admin but the person is the second.
async fn propose(unit: &mut Unit, person: AccountId, official: &Official, notes: &mut Notes) -> RowOutcome {
    let &Official { role, from, to, .. } = official;
    let waiting = appointments::waiting(&mut unit.tx, Some(person)).await?.into_iter().find(|waiting| waiting.role == role);
    let is_new = waiting.is_none();
    if let Some(waiting) = waiting {
        if (waiting.from, waiting.to) == (from, to) {
            notes.doubt("role", Doubt::AwaitsAdmin);
            return Ok(Ok(Change::None));
        }
        if waiting.proposed_by.is_some() {
            return Ok(Err(Wrong::new("role", Refusal::RoleWaits)));
        }
        compare(official, (waiting.from, waiting.to), notes);
    }
    notes.doubt("role", Doubt::AwaitsAdmin);
    unit.record(person, AccountEvent::RoleProposed(Proposed { role, from, to, proposed_by: None })).await?;
    Ok(Ok(if is_new { Change::Added } else { Change::None }))
}

fn compare(official: &Official, (from, to): (domain::clock::Day, Option<domain::clock::Day>), notes: &mut Notes) {
    let of = official.contact.as_str();
    notes.compare(of, "from", Some(from), Some(official.from));
    notes.compare(of, "until", to, official.to);
}
