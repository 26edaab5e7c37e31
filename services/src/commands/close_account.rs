//! The city admin closes an account with a reason, and opens it again. Sessions end at once.

use super::{Outcome, end_role::somebody_else_is_admin, once_more};
use crate::{
    Services,
    store::{accounts, assignments, sessions},
    unit::Unit,
};
use domain::{ledger::AccountEvent, permission::MayManagePerson, reason::Note, refusal::Refusal};

/// Closing twice is no error: the first reason stands. Roles stay written down and count again once it is opened.
pub async fn close_account(services: &Services, permit: &MayManagePerson, reason: &Note) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (person, now, tx) = (permit.person(), unit.now, &mut unit.tx);
        accounts::find(tx, person).await?.ok_or(Refusal::NotFound)?;
        // Two admins that close each other's accounts at one moment: the second is no admin any more.
        assignments::lock_admins(tx).await?;
        somebody_else_is_admin(tx, person, services.zone().day(now)).await?;
        let account = accounts::lock(tx, person).await?.ok_or(Refusal::NotFound)?;
        if account.disabled_at.is_none() {
            sessions::end_all(tx, person, now).await?;
            let words = unit.keep_words(reason.text()).await?;
            unit.record(person, AccountEvent::AccountClosed { words }).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// What its owner deleted stays deleted.
pub async fn open_account(services: &Services, permit: &MayManagePerson) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let account = accounts::lock(&mut unit.tx, permit.person()).await?.ok_or(Refusal::NotFound)?;
        if account.deleted_at.is_some() {
            return Err(Refusal::AccountDeleted.into());
        }
        if account.disabled_at.is_some() {
            unit.record(permit.person(), AccountEvent::AccountOpened).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}
