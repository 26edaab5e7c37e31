//! All regions in force today, from the city down, for those who take them away.

use crate::{Failure, Services, store::regions};
use domain::region::{Region, RegionLevel};

pub async fn region_list(services: &Services) -> Result<Vec<Region>, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let mut all = Vec::new();
    for level in RegionLevel::ALL {
        all.extend(regions::of_level(&mut tx, level, today).await?);
    }
    all.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(all)
}
