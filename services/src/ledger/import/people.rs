//! Accounts as they were when the ledger began, with their roles, and every line of the log of before.

use super::{Act, append, by, code};
use crate::{
    Clock, Failure,
    ledger::words::kept_words,
    store::{
        Tx,
        legacy::{self, DoneRow},
        projections::{self, RoleRow},
    },
};
use domain::{
    account::Role,
    ids::{AccountId, AgencyId, AssignmentId, CycleId},
    ledger::{AccountEvent, Event, Held, SettingEvent, Subject},
    permission::Acting,
};
use serde_json::Value;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(super) async fn import(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    let mut acts: BTreeMap<Uuid, Vec<Act>> = BTreeMap::new();
    for line in legacy::audit(tx).await? {
        let (subject, act) = noted(tx, line).await?;
        acts.entry(subject).or_default().push(act);
    }
    let confirmed: BTreeMap<Uuid, DoneRow> = legacy::confirmed(tx).await?.into_iter().map(|row| (row.id, row)).collect();
    let closed: BTreeMap<Uuid, DoneRow> = legacy::closed(tx).await?.into_iter().map(|row| (row.id, row)).collect();
    each_row!(tx, projections::accounts, row => {
        let of_account = acts.entry(row.id).or_default();
        if let (Some(at), Some(home)) = (row.residence_confirmed_at, code("regions", "code", row.home)?) {
            let acting = confirmed.get(&row.id).and_then(|row| row.actor_id).map(|office| by(office, None));
            of_account.push(Act { at, acting, event: AccountEvent::ResidenceConfirmed { home }.into() });
        }
        if let (Some(at), Some(reason)) = (row.disabled_at.filter(|_| row.deleted_at.is_none()), row.disabled_reason) {
            let words = kept_words(tx, &reason).await?;
            let acting = closed.get(&row.id).and_then(|row| row.actor_id).map(|admin| by(admin, None));
            of_account.push(Act { at, acting, event: AccountEvent::AccountClosed { words }.into() });
        }
        of_account.extend(row.deleted_at.map(|at| Act { at, acting: None, event: AccountEvent::AccountDeleted.into() }));
    });
    let granted: BTreeMap<Uuid, DoneRow> = legacy::granted(tx).await?.into_iter().map(|row| (row.id, row)).collect();
    each_row!(tx, projections::roles, row => {
        let Some(grant) = granted.get(&row.id) else { continue };
        acts.entry(row.account_id).or_default().push(role(row, grant)?);
    });
    let mut years = Vec::new();
    let mut people = Vec::new();
    for (subject, acts) in acts {
        let is_of_year = acts.iter().any(|act| matches!(act.event, Event::Setting(_)));
        (if is_of_year { &mut years } else { &mut people }).push((subject, acts));
    }
    for (id, acts) in people.into_iter().filter(|(_, acts)| !acts.is_empty()) {
        append(|| clock.new_id(), tx, Subject::Account(AccountId(id)), acts, true).await?;
    }
    for (id, acts) in years {
        let subject = if id.is_nil() { Subject::City } else { Subject::Cycle(CycleId(id)) };
        append(|| clock.new_id(), tx, subject, acts, true).await?;
    }
    Ok(())
}

/// Reasons are words, and go beside the ledger.
async fn noted(tx: &mut Tx, line: legacy::AuditRow) -> Result<(Uuid, Act), Failure> {
    let legacy::AuditRow { at, actor_id, role, action, subject_id, detail, is_account } = line;
    let mut detail = detail.0;
    let reason = detail.as_object_mut().and_then(|detail| detail.remove("reason"));
    if let Some(reason) = reason.as_ref().and_then(Value::as_str) {
        detail["words"] = kept_words(tx, reason).await?.to_string().into();
    }
    let role = role.as_deref().and_then(Role::from_code);
    let acting = actor_id.map(|actor| Acting { role, ..by(actor, None) });
    // The rule for answers was noted under whoever had set it.
    let is_person = is_account && action != "response_rule_set";
    let event =
        if is_person { AccountEvent::Noted { action, detail }.into() } else { SettingEvent::SettingNoted { action, detail }.into() };
    let subject = if is_account && !is_person { Uuid::nil() } else { subject_id };
    Ok((subject, Act { at, acting, event }))
}

fn role(row: RoleRow, grant: &DoneRow) -> Result<Act, Failure> {
    let held = Held {
        assignment: AssignmentId(row.id),
        role: Role::from_code(&row.role).ok_or_else(|| Failure::inconsistent("assignments", "role", &row.role))?,
        region: code("regions", "code", row.region)?,
        agency: row.agency_id.map(AgencyId),
        from: row.from_day,
        to: row.to_day,
        proposed_by: None,
    };
    let acting = grant.actor_id.map(|admin| by(admin, None));
    Ok(Act { at: grant.at, acting, event: AccountEvent::RoleGranted(held).into() })
}
