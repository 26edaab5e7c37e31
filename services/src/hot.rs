//! What many pages want and what hardly ever changes, kept for a short while. When it is read anew is asked by the
//! queries.

use crate::{
    Clock, Failure,
    store::{Database, Tx, city, regions},
};
use domain::{
    city::{City, Setting},
    clock::Day,
    region::{Region, RegionLevel},
};
use moka::future::Cache;
use std::{
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

/// Nobody reads what was changed elsewhere more than a second ago.
const A_WHILE: Duration = Duration::from_millis(900);

/// The settings, read anew after a short while: every page wants them and they hardly ever change. The last ones known
/// are there at once, also when the database does not answer.
#[derive(Clone, Debug)]
pub struct HotCity {
    fresh: Cache<(), Arc<City>>,
    last: Arc<RwLock<Arc<City>>>,
}

impl Default for HotCity {
    fn default() -> Self {
        let fresh = Cache::builder().max_capacity(1).time_to_live(A_WHILE).build();
        Self { fresh, last: Arc::default() }
    }
}

impl HotCity {
    /// As it was last read or set here.
    pub fn last(&self) -> Arc<City> {
        Arc::clone(&self.last.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// As it was read a short while ago, if it was.
    pub(crate) async fn fresh(&self) -> Option<Arc<City>> {
        self.fresh.get(&()).await
    }

    /// As it is stored now.
    pub(crate) async fn read(&self, database: &Database, clock: &Clock) -> Result<Arc<City>, Failure> {
        let mut tx = database.read().await?;
        let city = city::find(&mut tx).await?;
        Ok(self.know(named(&mut tx, clock, city).await?).await)
    }

    /// It was read or set just now. A city that has no name yet is about to get one, and is read anew every time.
    async fn know(&self, city: City) -> Arc<City> {
        let city = Arc::new(city);
        *self.last.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&city);
        if !city.name().is_empty() {
            self.fresh.insert((), Arc::clone(&city)).await;
        }
        city
    }
}

/// Where nobody has set its name, it has that of the region that is the city.
pub(crate) async fn named(tx: &mut Tx, clock: &Clock, mut city: City) -> Result<City, Failure> {
    if city.name().is_empty() {
        let region = regions::of_level(tx, RegionLevel::Kota, city.zone().day(clock.now())).await?.into_iter().next();
        city.put(Setting::Name, region.map(|region| region.name));
    }
    Ok(city)
}

/// What the filters of the list offer.
#[derive(Clone, Debug, Default)]
pub struct FilterChoices {
    /// Each kecamatan with its kelurahan.
    pub regions: Vec<(Region, Vec<Region>)>,
    /// Code and name.
    pub agencies: Vec<(String, String)>,
    pub years: Vec<u16>,
}

/// The choices of a day, kept for a short while: regions and agencies hardly ever change, and every list wants all of them.
#[derive(Clone, Debug)]
pub struct HotChoices(pub(crate) Cache<Day, Arc<FilterChoices>>);

impl Default for HotChoices {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(1).time_to_live(A_WHILE).build())
    }
}
