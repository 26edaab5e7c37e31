//! What is set for a planning year: the weights of its criteria, the money announced for it, the dates of its stages
//! and its catalogue. With which stages and criteria it begins is written by whoever begins it.

use super::{list, region};
use crate::{
    Failure,
    store::{
        Tx,
        cycles::{self, Announced, CeilingOf, NewCeiling},
    },
};
use domain::{
    clock::Day,
    cycle::Ceiling,
    ids::CycleId,
    ledger::{CeilingRecord, Entry, Event, Funded, SettingEvent},
};
use uuid::Uuid;

pub(super) async fn of_year(tx: &mut Tx, id: CycleId, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        match &entry.event {
            Event::Setting(SettingEvent::WeightsSet { after, .. }) => {
                for weighed in after {
                    cycles::set_weight(tx, id, weighed).await?;
                }
            }
            Event::Setting(SettingEvent::TypesListed { rows }) => list::types(tx, id, rows).await?,
            Event::Setting(SettingEvent::StagesDated { after, .. }) => list::dates(tx, id, after).await?,
            Event::Setting(SettingEvent::CeilingAnnounced(record)) => announce(tx, id, entry.id.0, record).await?,
            _ => {}
        }
    }
    Ok(())
}

/// A ceiling has the id of the entry that announced it first.
async fn announce(tx: &mut Tx, cycle: CycleId, id: Uuid, record: &CeilingRecord) -> Result<(), Failure> {
    let CeilingRecord { of, before, after } = record;
    let of = found(tx, of, after.on).await?;
    let ceiling = Ceiling::new(after.physical, after.non_physical).map_err(|_| Failure::inconsistent("ledger", "event", id))?;
    let announced = Announced { ceiling, source: after.source.clone(), on: after.on };
    match before {
        Some(_) => cycles::update_ceiling(tx, cycle, of, &announced).await,
        None => cycles::insert_ceiling(tx, &NewCeiling { id, cycle, of, announced }).await,
    }
}

async fn found(tx: &mut Tx, of: &Funded, on: Day) -> Result<CeilingOf, Failure> {
    match of {
        Funded::Agency(id) => Ok(CeilingOf::Agency(*id)),
        Funded::Region(code) => Ok(CeilingOf::Region(region(tx, code, on).await?)),
    }
}
