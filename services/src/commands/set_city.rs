//! What the city calls itself, its zone and its contact; set at the machine's own command line.

use super::{Outcome, log_entry::log_entry};
use crate::{
    CommandError, Services,
    store::{Tx, city},
};
use domain::{
    city::City,
    clock::Zone,
    ledger::{SettingEvent, Subject},
};

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
    city::set(tx, wanted, services.clock.now()).await?;
    let City { name, zone, contact } = wanted.clone();
    log_entry(services, tx, None, Subject::City, SettingEvent::CitySet { name, zone, contact }).await
}
