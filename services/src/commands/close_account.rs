//! The city admin closes an account with a reason, and opens it again. Sessions end at once.

use super::{Outcome, end_role::somebody_else_is_admin, log_entry::log_entry, once_more};
use crate::{
    CommandError, Services,
    ledger::kept_words,
    store::{accounts, appointments, assignments, sessions},
};
use domain::{ledger::AccountEvent, permission::MayManagePerson, reason::Note, refusal::Refusal};

/// Closing twice is no error: the first reason stands. Roles stay written down and count again once it is opened.
pub async fn close_account(services: &Services, permit: &MayManagePerson, reason: &str) -> Outcome<()> {
    once_more(|| close(services, permit, reason)).await
}

async fn close(services: &Services, permit: &MayManagePerson, reason: &str) -> Outcome<()> {
    let reason = Note::new(reason).map_err(|refusal| CommandError::at("reason", refusal))?;
    let (person, now) = (permit.person(), services.clock.now());
    let mut tx = services.database.begin().await?;
    accounts::find(&mut tx, person).await?.ok_or(Refusal::NotFound)?;
    // Two admins that close each other's accounts at one moment: the second is no admin any more.
    assignments::lock_admins(&mut tx).await?;
    somebody_else_is_admin(&mut tx, person, services.today()).await?;
    if accounts::disable(&mut tx, person, permit.acting().account, reason.text(), now).await? {
        sessions::end_all(&mut tx, person, now).await?;
        appointments::remove_of(&mut tx, person).await?;
        let words = kept_words(&mut tx, reason.text()).await?;
        log_entry(services, &mut tx, Some(permit.acting()), person, AccountEvent::AccountClosed { words }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What its owner deleted stays deleted.
pub async fn open_account(services: &Services, permit: &MayManagePerson) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let account = accounts::find(&mut tx, permit.person()).await?.ok_or(Refusal::NotFound)?;
    if account.deleted_at.is_some() {
        return Err(Refusal::AccountDeleted.into());
    }
    if accounts::enable(&mut tx, permit.person()).await? {
        log_entry(services, &mut tx, Some(permit.acting()), permit.person(), AccountEvent::AccountOpened).await?;
    }
    tx.commit().await?;
    Ok(())
}
