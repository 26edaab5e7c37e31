//! What the city had set before each of its settings had an entry of its own.

use super::super::{Act, record};
use crate::{
    Clock, Failure,
    store::{Tx, city, legacy, regions},
};
use domain::{
    city::Setting,
    ledger::{SettingEvent, Subject},
};

/// Written down once: what is a setting already stays as it is.
pub(crate) async fn import_city(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    regions::lock_city(tx).await?;
    let known = city::find(tx).await?;
    let Some((name, zone, contact, at)) = legacy::city(tx).await? else { return Ok(()) };
    let kept = [(Setting::Name, name), (Setting::Zone, zone), (Setting::Contact, contact)];
    let new = kept.into_iter().filter(|(key, value)| known.own(*key).is_none() && !value.is_empty());
    let acts = new.map(|(key, to)| {
        let event = SettingEvent::SettingChanged { key, from: None, to: Some(to), words: None };
        Act { at, acting: None, event: event.into() }
    });
    record(clock, tx, Subject::City, acts.collect()).await
}
