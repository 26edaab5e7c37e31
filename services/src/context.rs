//! What every command and query works with.

use crate::{
    Clock, Mailer, PhotoStore, TwoSteps,
    health::watch::Watch,
    hot::{HotActors, HotChoices, HotCity},
    intent::{Intent, Turns},
    made_files::shelf::MadeFiles,
    news::{News, Stand},
    public_log::shelf::PublicLog,
    store::Database,
};
use domain::{city::City, clock::Zone};
use std::sync::Arc;

/// Database, clock, files and what is known of the city; cheap to clone.
#[derive(Clone, Debug)]
pub struct Services {
    pub database: Database,
    pub clock: Clock,
    pub photos: PhotoStore,
    /// Nothing is published until it has begun.
    pub log: PublicLog,
    /// What has changed, for whoever looks at it.
    pub news: News,
    /// Absent where the city has no mail server for this: nothing is offered that needs one.
    pub mailer: Option<Mailer>,
    pub hot_choices: HotChoices,
    pub hot_actors: HotActors,
    pub watch: Watch,
    pub files: MadeFiles,
    pub hot_city: HotCity,
    pub two_steps: TwoSteps,
    pub turns: Turns,
    /// What one request means to do once, where its browser says so: written with the first unit of work.
    pub intent: Option<Arc<Intent>>,
}

impl Services {
    /// For a city whose memory is empty yet; its public log lies beside the photos.
    pub fn new(database: Database, clock: Clock, photos: PhotoStore) -> Self {
        let log = PublicLog::beside(photos.folder());
        Self {
            database,
            clock,
            photos,
            log,
            news: News::default(),
            mailer: None,
            hot_choices: HotChoices::default(),
            hot_actors: HotActors::default(),
            watch: Watch::default(),
            files: MadeFiles::default(),
            hot_city: HotCity::default(),
            two_steps: TwoSteps::default(),
            turns: Turns::default(),
            intent: None,
        }
    }

    /// For one request, which means to do this once.
    #[must_use]
    pub fn meaning(&self, intent: Option<Arc<Intent>>) -> Self {
        Self { intent, ..self.clone() }
    }

    /// With the settings of the city; whoever starts asks once, and every page asks again after a short while.
    pub async fn knowing_its_city(self) -> Result<Self, crate::Failure> {
        self.hot_city.read(&self.database, &self.clock, None).await?;
        Ok(self)
    }

    /// The settings of the city, as they were last read.
    pub fn city(&self) -> Arc<City> {
        self.hot_city.last()
    }

    pub fn zone(&self) -> Zone {
        self.city().zone()
    }

    /// Where the data stand now; none while the database does not answer.
    pub async fn stand(&self) -> Option<Stand> {
        Some(Stand { number: self.news.stand(&self.database).await?, day: self.today() })
    }

    /// Closes every connection; waits for those at work.
    pub async fn close(&self) {
        self.files.close().await;
        self.news.close().await;
        self.database.close().await;
    }

    /// Today in the city's zone.
    pub fn today(&self) -> domain::clock::Day {
        self.zone().day(self.clock.now())
    }
}
