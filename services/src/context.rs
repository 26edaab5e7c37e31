//! What every command and query works with.

use crate::{Clock, PhotoStore, queries::proposal_list::HotChoices, store::Database};
use domain::clock::Zone;

/// Database, clock, files and the city's zone; cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    pub database: Database,
    pub clock: Clock,
    pub photos: PhotoStore,
    pub zone: Zone,
    pub hot_choices: HotChoices,
}

impl Services {
    /// For a city whose memory is empty yet.
    pub fn new(database: Database, clock: Clock, photos: PhotoStore, zone: Zone) -> Self {
        Self { database, clock, photos, zone, hot_choices: HotChoices::default() }
    }

    /// Today in the city's zone.
    pub fn today(&self) -> domain::clock::Day {
        self.zone.day(self.clock.now())
    }
}
