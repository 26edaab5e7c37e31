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
        Tx,
        appointments::{self, Appointment},
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::{AccountId, AppointmentId},
    ledger::{AccountEvent, Held, Proposed},
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
        take_off(&mut unit.tx, permit.appointment()).await?;
        let grant = RoleGrant { role: appointment.role, place: Post::City, from: appointment.from, to: appointment.to };
        if let Some(held) = give(&mut unit, permit.person(), &grant).await? {
            let event = AccountEvent::RoleGranted(Held { proposed_by: appointment.proposed_by, ..held });
            unit.record(permit.person(), event).await?;
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
        take_off(&mut unit.tx, permit.appointment()).await?;
        let Appointment { role, from, to, proposed_by, account, .. } = appointment;
        let refused = AccountEvent::RoleRefused(Proposed { role, from, to, proposed_by });
        unit.record(account, refused).await?;
        unit.commit().await?;
        Ok(account)
    })
    .await
}

async fn find(tx: &mut Tx, id: AppointmentId) -> Outcome<Appointment> {
    let waiting = appointments::waiting(tx, None).await?;
    Ok(waiting.into_iter().find(|appointment| appointment.id == id).ok_or(Refusal::NotFound)?)
}

async fn take_off(tx: &mut Tx, id: AppointmentId) -> Outcome<()> {
    if appointments::remove(tx, id).await? { Ok(()) } else { Err(Refusal::NotFound.into()) }
}
