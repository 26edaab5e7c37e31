//! The city as every page names it.

use crate::{
    Failure, Services,
    store::{city, regions},
};
use domain::{city::City, region::RegionLevel};
use std::{sync::Arc, time::Duration};

/// A name is not worth more.
const LONGEST: Duration = Duration::from_millis(500);

/// The city for a page, which never waits for it.
pub async fn city_for_page(services: &Services) -> Arc<City> {
    let found = tokio::time::timeout(LONGEST, city(services)).await;
    match found {
        Ok(Ok(city)) => city,
        _ => services.hot_city.last.get(&()).await.unwrap_or_default(),
    }
}

/// What was set, or else the name of the region that is the city; without either the name is empty.
pub async fn city(services: &Services) -> Result<Arc<City>, Failure> {
    if let Some(city) = services.hot_city.fresh.get(&()).await {
        return Ok(city);
    }
    let mut tx = services.database.read().await?;
    let found = match city::find(&mut tx).await? {
        Some(city) => city,
        None => {
            let region = regions::of_level(&mut tx, RegionLevel::Kota, services.today()).await?.into_iter().next();
            City { name: region.map(|region| region.name).unwrap_or_default(), zone: services.zone, ..City::default() }
        }
    };
    let city = Arc::new(found);
    // A city that has no name yet is about to get one.
    if !city.name.is_empty() {
        services.hot_city.fresh.insert((), Arc::clone(&city)).await;
        services.hot_city.last.insert((), Arc::clone(&city)).await;
    }
    Ok(city)
}
