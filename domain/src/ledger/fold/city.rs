//! What is set for the city, its lists, and with which key its public log is signed.

use super::{Fold, Unfounded, changed};
use crate::ledger::{Event, LogKeyRecord, SettingEvent};

impl Fold {
    pub(super) fn of_city(&mut self, event: &Event) -> Result<(), Unfounded> {
        match event {
            Event::Setting(SettingEvent::SettingChanged { key, from, to, .. }) => {
                changed(self.city.own(*key) == from.as_deref() && from != to)?;
                self.city.put(*key, to.clone());
                Ok(())
            }
            Event::Setting(SettingEvent::LogKeyReplaced(record)) => self.replace_log_key(record),
            Event::Setting(SettingEvent::RegionsListed { rows }) => self.list_regions(rows),
            Event::Setting(SettingEvent::AgenciesListed { rows }) => self.list_agencies(rows),
            Event::Setting(SettingEvent::RegionChanged(_)) => {
                self.forget_regions();
                Ok(())
            }
            Event::Setting(SettingEvent::AgencyRenamed(_)) => {
                self.forget_agencies();
                Ok(())
            }
            Event::Setting(
                SettingEvent::WeightsSet { .. }
                | SettingEvent::CeilingAnnounced(_)
                | SettingEvent::TypesListed { .. }
                | SettingEvent::StagesDated { .. },
            ) => Err(Unfounded::Subject),
            Event::Setting(_) => Ok(()),
            _ => Err(Unfounded::Subject),
        }
    }

    /// Only the key that signs is replaced. Which one was the first no entry says.
    fn replace_log_key(&mut self, record: &LogKeyRecord) -> Result<(), Unfounded> {
        let LogKeyRecord { old, new, .. } = record;
        changed(old != new && self.log_key.as_ref().is_none_or(|key| key == old))?;
        self.log_key = Some(new.clone());
        Ok(())
    }
}
