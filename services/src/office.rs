//! The public name of the office somebody acts for, as it is written into events and official answers.

use crate::{
    Failure,
    store::{Tx, agencies, regions},
};
use domain::{
    account::Role,
    clock::Day,
    permission::Acting,
    region::{RegionCode, RegionLevel},
};

/// `Kelurahan Legok`, `RT 18 Kelurahan Legok`, `Dinas Perhubungan`, `Bappeda`; empty for residents.
pub(crate) async fn name(tx: &mut Tx, acting: &Acting, today: Day) -> Result<String, Failure> {
    let Some(role) = acting.role else { return Ok(String::new()) };
    Ok(match role {
        Role::RtHead | Role::KelurahanOfficer | Role::KecamatanOfficer => match &acting.region {
            Some(code) => of_region(tx, code, today).await?,
            None => String::new(),
        },
        Role::AgencyVerifier => match acting.agency {
            Some(id) => agencies::find(tx, id).await?.map(|agency| agency.name).unwrap_or_default(),
            None => String::new(),
        },
        Role::Planner => "Bappeda".into(),
        Role::CityAdmin => "Admin kota".into(),
        Role::Moderator => "Moderator".into(),
        Role::Inspector => "Inspektorat".into(),
    })
}

async fn of_region(tx: &mut Tx, code: &RegionCode, today: Day) -> Result<String, Failure> {
    let Some(region) = regions::find_by_code(tx, code, today).await? else { return Ok(code.to_string()) };
    Ok(match (region.level, code.kelurahan()) {
        (RegionLevel::Kelurahan, _) => format!("Kelurahan {}", region.name),
        (RegionLevel::Kecamatan, _) => format!("Kecamatan {}", region.name),
        (RegionLevel::Rt | RegionLevel::Rw, Some(kelurahan)) => match regions::find_by_code(tx, &kelurahan, today).await? {
            Some(kelurahan) => format!("{} Kelurahan {}", region.name, kelurahan.name),
            None => region.name,
        },
        _ => region.name,
    })
}
