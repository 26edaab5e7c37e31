//! The city admin gives somebody a role from a day to a day. Every session of that person ends: rights change at once.

use super::Outcome;
use crate::{
    CommandError, Services,
    store::{Tx, accounts, agencies, assignments, audit, regions, sessions},
};
use domain::{
    account::{Assignment, Role, Scope},
    clock::Day,
    ids::{AccountId, AssignmentId},
    permission::MayManagePeople,
    refusal::Refusal,
    region::RegionCode,
};
use serde_json::json;

/// A role, its place, its days.
#[derive(Clone, Debug)]
pub struct RoleGrant {
    pub account: AccountId,
    pub role: Role,
    /// Region code or agency code, as the role asks for; empty for roles of the whole city.
    pub place: String,
    pub from: Day,
    pub to: Option<Day>,
}

/// Giving the very role that the person holds already changes nothing, so a second click is harmless.
pub async fn grant_role(services: &Services, permit: &MayManagePeople, grant: RoleGrant) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let granted_by = Some(permit.acting().account);
    let Some(id) = insert(services, &mut tx, &grant, granted_by).await? else { return Ok(()) };
    sessions::end_all(&mut tx, grant.account, services.clock.now()).await?;
    let detail = json!({ "assignment": id, "role": grant.role, "place": grant.place });
    let event = audit::AuditEvent {
        id: services.clock.new_id(),
        at: services.clock.now(),
        acting: Some(permit.acting()),
        action: "role_granted",
        subject: grant.account.0,
        detail,
    };
    audit::append(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(())
}

/// For the person at the machine's own command line: the first admin of a city, and its demo.
pub async fn grant_without_permit(services: &Services, grant: RoleGrant) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    insert(services, &mut tx, &grant, None).await?;
    let detail = json!({ "role": grant.role, "place": grant.place });
    let event = audit::AuditEvent {
        id: services.clock.new_id(),
        at: services.clock.now(),
        acting: None,
        action: "role_granted",
        subject: grant.account.0,
        detail,
    };
    audit::append(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(())
}

/// `None` when the person holds this very role already.
async fn insert(
    services: &Services,
    tx: &mut Tx,
    grant: &RoleGrant,
    granted_by: Option<AccountId>,
) -> Result<Option<AssignmentId>, CommandError> {
    if grant.to.is_some_and(|to| to < grant.from) {
        return Err(CommandError::at("to", Refusal::DatesInWrongOrder));
    }
    accounts::find(tx, grant.account).await?.ok_or(Refusal::NotFound)?;
    let unknown = || CommandError::at("place", Refusal::RegionUnknown);
    let (region, agency) = match grant.role.scope() {
        Scope::City => (None, None),
        Scope::Agency => (None, Some(agencies::find_by_code(tx, grant.place.trim()).await?.ok_or_else(unknown)?.id())),
        Scope::Region(level) => {
            let code = RegionCode::parse(&grant.place).map_err(|refusal| CommandError::at("place", refusal))?;
            let region = regions::find_by_code(tx, &code, services.today()).await?.filter(|region| region.level == level);
            (Some(region.ok_or_else(unknown)?), None)
        }
    };
    let &RoleGrant { account, role, from, to, .. } = grant;
    let wanted = Assignment { role, region: region.as_ref().map(|region| region.code.clone()), agency, from, to };
    if assignments::of_account(tx, account).await?.iter().any(|held| held.assignment == wanted) {
        return Ok(None);
    }
    let id = AssignmentId(services.clock.new_id());
    let granted_at = services.clock.now();
    let region = region.map(|region| region.id);
    assignments::insert(tx, &assignments::NewAssignment { id, account, role, region, agency, from, to, granted_by, granted_at }).await?;
    Ok(Some(id))
}
