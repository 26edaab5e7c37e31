//! All regions in force today, from the city down, for those who take them away.

use crate::{
    Failure, Services,
    store::{accounts, regions},
};
use domain::{
    ids::RegionId,
    region::{Region, RegionLevel},
};
use std::collections::BTreeMap;

/// One of them.
#[derive(Clone, Debug)]
pub struct ListedRegion {
    pub region: Region,
    /// How many people an office has confirmed to live there, to be held against its households.
    pub confirmed: i64,
}

/// In the order of their codes.
pub async fn region_list(services: &Services) -> Result<Vec<ListedRegion>, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let mut all = Vec::new();
    for level in RegionLevel::ALL {
        all.extend(regions::of_level(&mut tx, level, today).await?);
    }
    all.sort_by(|one, other| one.code.cmp(&other.code));
    let above: BTreeMap<RegionId, Option<RegionId>> = all.iter().map(|region| (region.id, region.parent)).collect();
    let mut confirmed: BTreeMap<RegionId, i64> = BTreeMap::new();
    for (home, count) in accounts::confirmed_by_home(&mut tx).await? {
        let mut place = Some(home);
        while let Some(id) = place {
            *confirmed.entry(id).or_default() += count;
            place = above.get(&id).copied().flatten();
        }
    }
    Ok(all.into_iter().map(|region| ListedRegion { confirmed: confirmed.get(&region.id).copied().unwrap_or(0), region }).collect())
}
