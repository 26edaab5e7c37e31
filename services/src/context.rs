//! What every command and query works with.

use crate::{
    Clock, Mailer, PhotoStore, TwoSteps,
    health::watch::Watch,
    hot::{HotChoices, HotCity},
    made_files::shelf::MadeFiles,
    public_log::shelf::PublicLog,
    store::Database,
};
use domain::clock::Zone;

/// Database, clock, files and the city's zone; cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    pub database: Database,
    pub clock: Clock,
    pub photos: PhotoStore,
    /// Nothing is published until it has begun.
    pub log: PublicLog,
    pub zone: Zone,
    /// Absent where the city has no mail server for this: nothing is offered that needs one.
    pub mailer: Option<Mailer>,
    pub hot_choices: HotChoices,
    pub watch: Watch,
    pub files: MadeFiles,
    pub hot_city: HotCity,
    pub two_steps: TwoSteps,
}

impl Services {
    /// For a city whose memory is empty yet; its public log lies beside the photos.
    pub fn new(database: Database, clock: Clock, photos: PhotoStore, zone: Zone) -> Self {
        let log = PublicLog::at(photos.folder().with_file_name("log"));
        Self {
            database,
            clock,
            photos,
            log,
            zone,
            mailer: None,
            hot_choices: HotChoices::default(),
            watch: Watch::default(),
            files: MadeFiles::default(),
            hot_city: HotCity::default(),
            two_steps: TwoSteps::default(),
        }
    }

    /// In the zone that the city has set; whoever starts asks once.
    pub async fn in_zone_of_city(self) -> Result<Self, crate::Failure> {
        let mut tx = self.database.read().await?;
        let zone = crate::store::city::find(&mut tx).await?.map_or(self.zone, |city| city.zone);
        drop(tx);
        Ok(Self { zone, ..self })
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
