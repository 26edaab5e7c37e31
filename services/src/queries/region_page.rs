//! A region with the way up to the city and what lies below it.

use crate::{Failure, Services, store::regions};
use domain::region::{Region, RegionCode, RegionLevel};

/// What `/wilayah/…` shows about the place itself.
#[derive(Clone, Debug)]
pub struct RegionPage {
    /// The city first, the region itself last.
    pub path: Vec<Region>,
    pub region: Region,
    pub children: Vec<Region>,
}

pub async fn region_page(services: &Services, code: &RegionCode) -> Result<Option<RegionPage>, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let Some(region) = regions::find_by_code(&mut tx, code, today).await? else {
        return Ok(None);
    };
    let path = regions::path(&mut tx, region.id).await?;
    let children = regions::children(&mut tx, region.id, today).await?;
    Ok(Some(RegionPage { path, region, children }))
}

/// All regions of a level in force today, by code.
pub async fn of_level(services: &Services, level: RegionLevel) -> Result<Vec<Region>, Failure> {
    let mut tx = services.database.read().await?;
    regions::of_level(&mut tx, level, services.today()).await
}

/// Names of kecamatan with their kelurahan.
pub type KelurahanGroups = Vec<(String, Vec<Region>)>;

/// Every kelurahan under the name of its kecamatan, both by code.
pub async fn kelurahan_by_kecamatan(services: &Services) -> Result<KelurahanGroups, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let kecamatan = regions::of_level(&mut tx, RegionLevel::Kecamatan, today).await?;
    let mut kelurahan = regions::of_level(&mut tx, RegionLevel::Kelurahan, today).await?;
    Ok(kecamatan
        .into_iter()
        .map(|above| {
            let (below, rest) = std::mem::take(&mut kelurahan).into_iter().partition(|region| region.parent == Some(above.id));
            kelurahan = rest;
            (above.name, below)
        })
        .collect())
}
