//! A head of an RT or the kelurahan confirms that somebody lives there; from then on the person counts.

use super::Outcome;
use crate::{
    Failure, Services,
    store::{accounts, audit, regions},
};
use domain::{
    account::Actor,
    ids::AccountId,
    permission::{MayConfirmResidence, may_act_as_self, may_confirm_residence},
    refusal::Refusal,
};
use serde_json::json;

/// Confirming twice is no error: the first confirmation stands.
pub async fn confirm_residence(services: &Services, actor: &Actor, resident: AccountId) -> Outcome<()> {
    // Before anything is looked up: the public does not learn who exists.
    may_act_as_self(actor)?;
    let mut tx = services.database.begin().await?;
    let account = accounts::find(&mut tx, resident).await?.ok_or(Refusal::NotFound)?;
    let home = account.home().ok_or(Refusal::NotFound)?;
    let region = regions::find(&mut tx, home).await?.ok_or_else(|| Failure::inconsistent("accounts", "home_region_id", resident))?;
    let permit: MayConfirmResidence = may_confirm_residence(actor, &region.code, resident)?;
    let now = services.clock.now();
    if accounts::confirm_residence(&mut tx, resident, home, permit.acting().account, now).await? {
        let detail = json!({ "home": region.code });
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: now,
            acting: Some(permit.acting()),
            action: "residence_confirmed",
            subject: resident.0,
            detail,
        };
        audit::append(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(())
}
