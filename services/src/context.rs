//! What every command and query works with.

use crate::{Clock, Guesses, PhotoStore, store::Database};
use domain::clock::Zone;

/// Database, clock, files and the city's zone; cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    pub database: Database,
    pub clock: Clock,
    pub photos: PhotoStore,
    pub zone: Zone,
    pub guesses: Guesses,
}

impl Services {
    /// Today in the city's zone.
    pub fn today(&self) -> domain::clock::Day {
        self.zone.day(self.clock.now())
    }
}
