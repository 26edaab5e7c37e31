//! What every command and query works with.

use crate::{Clock, Guesses, MadeFiles, PhotoStore, health::Watch, queries::proposal_list::HotChoices, store::Database};
use domain::clock::Zone;

/// Database, clock, files and the city's zone; cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    pub database: Database,
    pub clock: Clock,
    pub photos: PhotoStore,
    pub zone: Zone,
    pub guesses: Guesses,
    pub hot_choices: HotChoices,
    pub watch: Watch,
    pub files: MadeFiles,
}

impl Services {
    /// For a city whose memory is empty yet.
    pub fn new(database: Database, clock: Clock, photos: PhotoStore, zone: Zone) -> Self {
        let (guesses, hot_choices) = (Guesses::default(), HotChoices::default());
        Self { database, clock, photos, zone, guesses, hot_choices, watch: Watch::default(), files: MadeFiles::default() }
    }

    /// Closes every connection; waits for those at work.
    pub async fn close(&self) {
        self.files.close().await;
        self.database.close().await;
    }

    /// Today in the city's zone.
    pub fn today(&self) -> domain::clock::Day {
        self.zone.day(self.clock.now())
    }
}
