//! What the city calls itself, its zone and its contact; set at the machine's own command line.

use super::Outcome;
use crate::{
    CommandError, Services,
    store::{Tx, audit, city},
};
use domain::{city::City, clock::Zone};
use serde_json::json;
use uuid::Uuid;

/// What is to be changed; the rest stays as it is.
#[derive(Clone, Debug, Default)]
pub struct CityChange {
    pub name: Option<String>,
    pub zone: Option<Zone>,
    pub contact: Option<String>,
}

/// The settings as they are now.
pub async fn set_city(services: &Services, change: CityChange) -> Outcome<City> {
    let mut tx = services.database.begin().await?;
    let known = city::find(&mut tx).await?.unwrap_or_else(|| City { zone: services.zone, ..City::default() });
    let name = change.name.unwrap_or_else(|| known.name.clone());
    let contact = change.contact.unwrap_or_else(|| known.contact.clone());
    let wanted =
        City::new(&name, change.zone.unwrap_or(known.zone), &contact).map_err(|(field, refusal)| CommandError::at(field, refusal))?;
    if wanted != known {
        write(services, &mut tx, &wanted).await?;
        tx.commit().await?;
        services.hot_city.forget();
    }
    Ok(wanted)
}

/// In the unit of work of the caller, with an entry in the log.
pub(super) async fn write(services: &Services, tx: &mut Tx, wanted: &City) -> Outcome<()> {
    let now = services.clock.now();
    city::set(tx, wanted, now).await?;
    let event = audit::AuditEvent {
        id: services.clock.new_id(),
        at: now,
        acting: None,
        action: "city_set",
        subject: Uuid::nil(),
        detail: json!({ "name": wanted.name, "zone": wanted.zone.code() }),
    };
    audit::append(tx, &event).await?;
    Ok(())
}
