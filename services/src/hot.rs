//! What many pages want and what hardly ever changes, kept for a short while. Reading it anew belongs to the queries.

use domain::{city::City, clock::Day, region::Region};
use moka::future::Cache;
use std::{sync::Arc, time::Duration};

/// The settings, kept for a short while: every page wants them and they hardly ever change. The last ones known are
/// kept for when the database does not answer.
#[derive(Clone, Debug)]
pub struct HotCity {
    pub(crate) fresh: Cache<(), Arc<City>>,
    pub(crate) last: Cache<(), Arc<City>>,
}

impl Default for HotCity {
    fn default() -> Self {
        let fresh = Cache::builder().max_capacity(1).time_to_live(Duration::from_secs(30)).build();
        Self { fresh, last: Cache::builder().max_capacity(1).build() }
    }
}

impl HotCity {
    /// They were changed here.
    pub fn forget(&self) {
        self.fresh.invalidate_all();
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

/// The choices of a day, kept for a minute: regions and agencies hardly ever change, and every list wants all of them.
#[derive(Clone, Debug)]
pub struct HotChoices(pub(crate) Cache<Day, Arc<FilterChoices>>);

impl Default for HotChoices {
    fn default() -> Self {
        Self(Cache::builder().max_capacity(1).time_to_live(Duration::from_mins(1)).build())
    }
}
