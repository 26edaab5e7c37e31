//! What many pages want and what hardly ever changes, kept for as long as the data stand where they stood when it was
//! read. When it is read anew is asked by the queries.

use crate::{
    Clock, Failure,
    news::Stand,
    store::{Database, Tx, city, regions},
};
use chrono::TimeDelta;
use domain::{
    account::Actor,
    city::{City, Setting},
    clock::Instant,
    region::{Region, RegionLevel},
};
use moka::future::Cache;
use std::{
    ops::Range,
    sync::{Arc, PoisonError, RwLock},
};

/// How long somebody is remembered who does not come again.
const A_FEW_SECONDS: TimeDelta = TimeDelta::seconds(5);
const MOST_ACTORS: u64 = 2_000;

/// The newest of something, as it was at one stand.
#[derive(Debug)]
pub(crate) struct Newest<T>(RwLock<Option<(Stand, Arc<T>)>>);

impl<T> Default for Newest<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Newest<T> {
    /// None where something else may hold by now.
    pub(crate) fn at(&self, stand: Option<Stand>) -> Option<Arc<T>> {
        let newest = self.0.read().unwrap_or_else(PoisonError::into_inner);
        newest.as_ref().filter(|(then, _)| stand == Some(*then)).map(|(_, value)| Arc::clone(value))
    }

    /// Read after the data stood there. `false` where somebody has read later already.
    pub(crate) fn know(&self, stand: Option<Stand>, value: &Arc<T>) -> bool {
        let Some(stand) = stand else { return true };
        let mut newest = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if newest.as_ref().is_some_and(|(then, _)| then.number > stand.number) {
            return false;
        }
        *newest = Some((stand, Arc::clone(value)));
        true
    }
}

/// The settings, which every page wants. The last ones known are there at once, also when the database does not answer.
#[derive(Clone, Debug, Default)]
pub struct HotCity {
    newest: Arc<Newest<City>>,
    last: Arc<RwLock<Arc<City>>>,
}

impl HotCity {
    /// As it was last read or set here.
    pub fn last(&self) -> Arc<City> {
        Arc::clone(&self.last.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// As it still is, where it was read at this stand.
    pub(crate) fn at(&self, stand: Option<Stand>) -> Option<Arc<City>> {
        self.newest.at(stand)
    }

    /// As it is stored now, while the data stand there.
    pub(crate) async fn read(&self, database: &Database, clock: &Clock, stand: Option<Stand>) -> Result<Arc<City>, Failure> {
        let mut tx = database.read().await?;
        let city = city::find(&mut tx).await?;
        let city = Arc::new(named(&mut tx, clock, city).await?);
        if self.newest.know(stand, &city) {
            *self.last.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(&city);
        }
        Ok(city)
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

/// Who is behind a session, remembered for a few seconds and forgotten with whatever is committed meanwhile: a role that
/// has ended, or a session, holds for nobody.
#[derive(Clone, Debug)]
pub struct HotActors(Cache<Vec<u8>, Known>);

#[derive(Clone, Debug)]
struct Known {
    stand: Stand,
    /// From then on, and until then.
    times: Range<Instant>,
    actor: Actor,
}

impl Default for HotActors {
    fn default() -> Self {
        Self(Cache::new(MOST_ACTORS))
    }
}

impl HotActors {
    /// By the hash of the session's token, where it was found out at this stand and not long before `now`.
    pub(crate) async fn get(&self, session: &[u8], stand: Stand, now: Instant) -> Option<Actor> {
        let known = self.0.get(session).await?;
        (known.stand == stand && known.times.contains(&now)).then_some(known.actor)
    }

    /// Found out at `now`; from `due` on there is something to be written down.
    pub(crate) async fn know(&self, session: Vec<u8>, stand: Stand, now: Instant, due: Instant, actor: Actor) {
        let times = now..due.min(now + A_FEW_SECONDS);
        self.0.insert(session, Known { stand, times, actor }).await;
    }
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

/// The choices, which every list wants.
#[derive(Clone, Debug, Default)]
pub struct HotChoices(pub(crate) Arc<Newest<FilterChoices>>);
