//! What is kept of an account follows its entries: where its person lives, whether it is closed, and the roles that it
//! holds or waits for. Names, contacts, passwords and sessions are written by whoever changes them.

use super::{changed, in_force, strange};
use crate::{
    Failure,
    ledger::words::told,
    store::{
        Tx, accounts,
        appointments::{self, NewAppointment},
        assignments::{self, NewAssignment},
    },
};
use domain::{
    clock::Instant,
    ids::{AccountId, AppointmentId},
    ledger::{AccountEvent, Entry, Event, Held, Proposed},
};

pub(super) async fn of_account(tx: &mut Tx, id: AccountId, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        let Event::Account(event) = &entry.event else { return Err(strange(entry)) };
        match event {
            AccountEvent::HomeChanged { home } => {
                let home = in_force(tx, home, entry.at).await?;
                accounts::set_home(tx, id, home, entry.at).await?;
            }
            AccountEvent::ResidenceConfirmed { home } => {
                changed("accounts", accounts::confirm_residence(tx, id, home, entry.at).await?)?;
            }
            AccountEvent::ResidenceDenied { home } => {
                changed("accounts", accounts::forget_home(tx, id, home, false, entry.at).await?)?;
            }
            AccountEvent::ConfirmationWithdrawn { home, .. } => {
                changed("accounts", accounts::forget_home(tx, id, home, true, entry.at).await?)?;
            }
            AccountEvent::AccountClosed { words } => {
                let reason = told(tx, *words).await?;
                changed("accounts", accounts::disable(tx, id, &reason, entry.at).await?)?;
                appointments::remove_of(tx, id).await?;
            }
            AccountEvent::AccountOpened => changed("accounts", accounts::enable(tx, id).await?)?,
            AccountEvent::AccountDeleted => {
                accounts::erase(tx, id, entry.at).await?;
                appointments::remove_of(tx, id).await?;
            }
            _ => of_role(tx, id, entry, event).await?,
        }
    }
    Ok(())
}

async fn of_role(tx: &mut Tx, id: AccountId, entry: &Entry, event: &AccountEvent) -> Result<(), Failure> {
    match event {
        AccountEvent::RoleProposed(role) => propose(tx, id, entry, role).await,
        AccountEvent::RoleRefused(role) => changed("appointments", appointments::remove(tx, id, role.role).await?),
        AccountEvent::RoleGranted(held) => {
            give(tx, id, held, entry.at).await?;
            let waiting = appointments::waiting(tx, Some(id)).await?;
            let same = waiting.iter().find(|waits| waits.role == held.role);
            if same.is_some_and(|waits| held.settles(entry.acting.as_ref(), (waits.from, waits.to))) {
                appointments::remove(tx, id, held.role).await?;
            }
            Ok(())
        }
        AccountEvent::RoleChanged(held) | AccountEvent::RoleEnded(held) => {
            assignments::set_days(tx, held.assignment, held.from, held.to).await
        }
        _ => Ok(()),
    }
}

/// What waits has the id of the entry that proposed it last.
async fn propose(tx: &mut Tx, account: AccountId, entry: &Entry, role: &Proposed) -> Result<(), Failure> {
    let &Proposed { role, from, to, .. } = role;
    let proposed_by = entry.acting.as_ref().map(|acting| acting.account);
    appointments::remove(tx, account, role).await?;
    let new = NewAppointment { id: AppointmentId(entry.id.0), account, role, from, to, proposed_by, proposed_at: entry.at };
    changed("appointments", appointments::insert(tx, &new).await?)
}

async fn give(tx: &mut Tx, account: AccountId, held: &Held, at: Instant) -> Result<(), Failure> {
    let region = match &held.region {
        Some(code) => Some(in_force(tx, code, at).await?),
        None => None,
    };
    let &Held { assignment: id, role, agency, from, to, .. } = held;
    assignments::insert(tx, &NewAssignment { id, account, role, region, agency, from, to }).await
}
