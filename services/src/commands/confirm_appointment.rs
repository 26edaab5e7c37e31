//! A second city admin confirms a role that another one wants to give, or refuses it. Whoever proposed it may take it
//! back.

use super::{
    Outcome,
    grant_role::{Post, RoleGrant, give},
    once_more,
};
use crate::{
    Services,
    store::{
        Tx, accounts,
        appointments::{self, Appointment},
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::{AccountId, AppointmentId},
    ledger::{AccountEvent, Held},
    permission::{may_confirm_appointment, may_manage_people, may_refuse_appointment},
    refusal::Refusal,
};

/// The person holds the role from now on; returns who that is. Of two clicks the second finds nothing that waits.
pub async fn confirm_appointment(services: &Services, actor: &Actor, id: AppointmentId) -> Outcome<AccountId> {
    once_more(|| async move {
        may_manage_people(actor)?;
        let mut unit = Unit::begin(services, None).await?;
        let appointment = find(&mut unit.tx, id).await?;
        let permit = may_confirm_appointment(actor, appointment.waiting())?;
        unit.act_as(permit.acting());
        let grant = RoleGrant { role: appointment.role, place: Post::City, from: appointment.from, to: appointment.to };
        match give(&mut unit, permit.person(), &grant).await? {
            Some(held) => {
                let held = Held { proposed_by: appointment.proposed_by, ..held };
                unit.record(permit.person(), AccountEvent::RoleGranted(held)).await?;
            }
            // It is held already, and nobody refused it: an earlier version left waiting what the machine had given.
            None => drop(appointments::remove(&mut unit.tx, permit.person(), appointment.role).await?),
        }
        unit.commit().await?;
        Ok(permit.person())
    })
    .await
}

/// Nothing changes; returns who is not given it.
pub async fn refuse_appointment(services: &Services, actor: &Actor, id: AppointmentId) -> Outcome<AccountId> {
    let permit = may_refuse_appointment(actor, id)?;
    let permit = &permit;
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let appointment = find(&mut unit.tx, permit.appointment()).await?;
        unit.record(appointment.account, AccountEvent::RoleRefused(appointment.proposed())).await?;
        unit.commit().await?;
        Ok(appointment.account)
    })
    .await
}

/// It still waits once the account is locked: of two who answer at one moment the second finds nothing.
async fn find(tx: &mut Tx, id: AppointmentId) -> Outcome<Appointment> {
    let with_id = |waiting: Vec<Appointment>| waiting.into_iter().find(|appointment| appointment.id == id).ok_or(Refusal::NotFound);
    let person = with_id(appointments::waiting(tx, None).await?)?.account;
    accounts::hold(tx, person).await?;
    Ok(with_id(appointments::waiting(tx, Some(person)).await?)?)
}
