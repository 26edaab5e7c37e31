//! A person names the RT they live in; it has to be confirmed (again).

use super::Outcome;
use crate::{
    CommandError, Services,
    store::{accounts, audit, regions},
};
use domain::{
    permission::MayActAsSelf,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
};
use serde_json::json;

/// Naming the same RT again changes nothing, so a confirmed residence is not lost by a second click.
pub async fn set_home(services: &Services, permit: &MayActAsSelf, home: &str) -> Outcome<()> {
    let code = RegionCode::parse(home).map_err(|refusal| CommandError::at("home", refusal))?;
    let me = permit.acting().account;
    let now = services.clock.now();
    let mut tx = services.database.begin().await?;
    let region = regions::find_by_code(&mut tx, &code, services.zone.day(now)).await?.filter(|region| region.level == RegionLevel::Rt);
    let region = region.ok_or_else(|| CommandError::at("home", Refusal::RegionUnknown))?;
    let account = accounts::find(&mut tx, me).await?.ok_or(Refusal::NotFound)?;
    if account.home() != Some(region.id) {
        accounts::set_home(&mut tx, me, region.id).await?;
        let detail = json!({ "home": region.code });
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: now,
            acting: Some(permit.acting()),
            action: "home_changed",
            subject: me.0,
            detail,
        };
        audit::append(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(())
}
