//! The city admin ends a role; yesterday was its last day, and the person's sessions end with it. The last city admin
//! stays.

use super::{Outcome, log_entry::log_entry, once_more};
use crate::{
    Services,
    store::{
        Tx,
        assignments::{self, HeldRole},
        sessions,
    },
};
use domain::{
    account::Role,
    clock::Day,
    ids::{AccountId, AssignmentId},
    ledger::{AccountEvent, Held},
    permission::{Acting, MayEndRole},
    refusal::Refusal,
};

pub async fn end_role(services: &Services, permit: &MayEndRole, assignment: AssignmentId) -> Outcome<()> {
    once_more(|| end(services, permit, assignment)).await
}

async fn end(services: &Services, permit: &MayEndRole, assignment: AssignmentId) -> Outcome<()> {
    let (account, today) = (permit.person(), services.today());
    let mut tx = services.database.begin().await?;
    assignments::lock_admins(&mut tx).await?;
    let all = assignments::of_account(&mut tx, account).await?;
    let held = all.iter().find(|held| held.id == assignment).ok_or(Refusal::NotFound)?;
    let is_admin = |held: &&HeldRole| held.assignment.role == Role::CityAdmin && held.assignment.is_active_on(today);
    let stays_admin = all.iter().filter(is_admin).any(|held| held.id != assignment);
    if is_admin(&held) && !stays_admin {
        somebody_else_is_admin(&mut tx, account, today).await?;
    }
    end_held(services, &mut tx, permit.acting(), held).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends whatever roles somebody still holds or would hold one day, as their account is closed for good.
pub(super) async fn end_all_roles(services: &Services, tx: &mut Tx, acting: &Acting, account: AccountId) -> Outcome<()> {
    for held in assignments::of_account(tx, account).await? {
        end_held(services, tx, acting, &held).await?;
    }
    Ok(())
}

/// Without a city admin nobody could give a role any more. The admins must be locked.
pub(super) async fn somebody_else_is_admin(tx: &mut Tx, account: AccountId, today: Day) -> Outcome<()> {
    if assignments::admins_besides(tx, account, today).await? == 0 { Err(Refusal::LastAdmin.into()) } else { Ok(()) }
}

/// What ended before stays as it is.
async fn end_held(services: &Services, tx: &mut Tx, acting: &Acting, held: &HeldRole) -> Outcome<()> {
    let now = services.clock.now();
    let today = services.zone().day(now);
    if held.assignment.to.is_some_and(|to| to < today) {
        return Ok(());
    }
    let last = today.pred_opt().unwrap_or(today);
    assignments::end(tx, held.id, last).await?;
    sessions::end_all(tx, held.account, now).await?;
    let ended = AccountEvent::RoleEnded(Held { to: Some(last), ..Held::new(held.id, &held.assignment) });
    log_entry(services, tx, Some(acting), held.account, ended).await
}
