//! What is set for a planning year: what counts how much in its meetings, the money announced for it, its stages and
//! its catalogue.

use super::{Fold, Unfounded, changed};
use crate::{
    ids::CycleId,
    ledger::{CeilingRecord, Event, SettingEvent},
    priority::Weighed,
};

impl Fold {
    pub(super) fn of_year(&mut self, id: CycleId, event: &Event) -> Result<(), Unfounded> {
        match event {
            Event::Setting(SettingEvent::WeightsSet { before, after, .. }) => self.weigh(id, before, after),
            Event::Setting(SettingEvent::CeilingAnnounced(record)) => self.announce(id, record),
            Event::Setting(SettingEvent::TypesListed { rows }) => self.list_types(id, rows),
            Event::Setting(SettingEvent::StagesDated { before, after }) => self.date_stages(id, before, after),
            Event::Setting(SettingEvent::CycleCreated { stages, .. }) if !stages.is_empty() => self.date_stages(id, &[], stages),
            Event::Setting(SettingEvent::StageChanged(_)) => {
                // It says a day in words: what the dates are is known again when all are told.
                self.forget_stages(id);
                Ok(())
            }
            Event::Setting(SettingEvent::CatalogueChanged(_)) => {
                self.forget_types(id);
                Ok(())
            }
            Event::Setting(
                SettingEvent::SettingChanged { .. }
                | SettingEvent::LogKeyReplaced(_)
                | SettingEvent::RegionsListed { .. }
                | SettingEvent::AgenciesListed { .. },
            ) => Err(Unfounded::Subject),
            Event::Setting(_) => Ok(()),
            _ => Err(Unfounded::Subject),
        }
    }

    fn weigh(&mut self, id: CycleId, before: &[Weighed], after: &[Weighed]) -> Result<(), Unfounded> {
        changed(self.weights_of(id) == before && before != after)?;
        Weighed::are_whole(after).map_err(|_| Unfounded::Rule)?;
        self.weights.insert(id, after.to_vec());
        Ok(())
    }

    /// What counts how much in the meetings of a year.
    pub fn weights_of(&self, cycle: CycleId) -> Vec<Weighed> {
        self.weights.get(&cycle).cloned().unwrap_or_else(Weighed::defaults)
    }

    /// Of an amount that is not known an earlier version of the program may have written no entry.
    fn announce(&mut self, id: CycleId, record: &CeilingRecord) -> Result<(), Unfounded> {
        let CeilingRecord { of, before, after } = record;
        let key = (id, of.clone());
        let known = self.ceilings.get(&key);
        changed(known.is_none_or(|known| before.as_ref() == Some(known)) && before.as_ref() != Some(after))?;
        self.ceilings.insert(key, after.clone());
        Ok(())
    }
}
