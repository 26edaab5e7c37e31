//! The city admin ends a role; yesterday was its last day, and the person's sessions end with it. The last city admin
//! stays.

use super::{Outcome, once_more};
use crate::{
    Services,
    store::{
        Tx,
        assignments::{self, HeldRole},
        sessions,
    },
    unit::Unit,
};
use domain::{
    account::Role,
    clock::Day,
    ids::{AccountId, AssignmentId},
    ledger::{AccountEvent, Held},
    permission::MayEndRole,
    refusal::Refusal,
};

pub async fn end_role(services: &Services, permit: &MayEndRole, assignment: AssignmentId) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let (account, today, tx) = (permit.person(), unit.today(), &mut unit.tx);
        assignments::lock_admins(tx).await?;
        let all = assignments::of_account(tx, account).await?;
        let held = all.iter().find(|held| held.id == assignment).ok_or(Refusal::NotFound)?;
        let is_admin = |held: &&HeldRole| held.assignment.role == Role::CityAdmin && held.assignment.is_active_on(today);
        let stays_admin = all.iter().filter(is_admin).any(|held| held.id != assignment);
        if is_admin(&held) && !stays_admin {
            somebody_else_is_admin(tx, account, today).await?;
        }
        end_held(&mut unit, held).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// Ends whatever roles somebody still holds or would hold one day, as their account is closed for good.
pub(super) async fn end_all_roles(unit: &mut Unit, account: AccountId) -> Outcome<()> {
    for held in assignments::of_account(&mut unit.tx, account).await? {
        end_held(unit, &held).await?;
    }
    Ok(())
}

/// Without a city admin nobody could give a role any more. The admins must be locked.
pub(super) async fn somebody_else_is_admin(tx: &mut Tx, account: AccountId, today: Day) -> Outcome<()> {
    if assignments::admins_besides(tx, account, today).await? == 0 { Err(Refusal::LastAdmin.into()) } else { Ok(()) }
}

/// What ended before stays as it is.
async fn end_held(unit: &mut Unit, held: &HeldRole) -> Outcome<()> {
    let today = unit.today();
    if held.assignment.to.is_some_and(|to| to < today) {
        return Ok(());
    }
    let last = today.pred_opt().unwrap_or(today);
    sessions::end_all(&mut unit.tx, held.account, unit.now).await?;
    let ended = AccountEvent::RoleEnded(Held { to: Some(last), ..Held::new(held.id, &held.assignment) });
    Ok(unit.record(held.account, ended).await?)
}
