//! The city admin ends a role; yesterday was its last day, and the person's sessions end with it.

use super::Outcome;
use crate::{
    Services,
    store::{assignments, audit, sessions},
};
use domain::{
    ids::{AccountId, AssignmentId},
    permission::MayManagePeople,
    refusal::Refusal,
};
use serde_json::json;

pub async fn end_role(services: &Services, permit: &MayManagePeople, account: AccountId, assignment: AssignmentId) -> Outcome<()> {
    let now = services.clock.now();
    let today = services.zone.day(now);
    let mut tx = services.database.begin().await?;
    let held = assignments::of_account(&mut tx, account).await?.into_iter().find(|held| held.id == assignment).ok_or(Refusal::NotFound)?;
    if held.assignment.to.is_none_or(|to| to >= today) {
        assignments::end(&mut tx, assignment, today.pred_opt().unwrap_or(today)).await?;
        sessions::end_all(&mut tx, account, now).await?;
        let detail = json!({ "assignment": assignment, "role": held.assignment.role });
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: now,
            acting: Some(permit.acting()),
            action: "role_ended",
            subject: account.0,
            detail,
        };
        audit::append(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(())
}
