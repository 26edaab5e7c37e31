//! Under which name an office appears in public: people act, offices are shown.

use crate::{
    Failure, Services,
    store::{Tx, agencies, regions},
};
use domain::{account::Role, permission::Acting, region::RegionCode};

/// `RT 18`, `Kelurahan Legok`, `Desa Wailoba`, `Kecamatan Danau Sipin`, an agency's name, `Bappeda`; a resident is
/// `Warga RT 18`.
pub async fn office_name(services: &Services, tx: &mut Tx, acting: &Acting) -> Result<String, Failure> {
    let rt = acting.region.as_ref().and_then(RegionCode::rt_number);
    Ok(match acting.role {
        None => rt.map_or_else(|| "Warga".into(), |number| format!("Warga RT {number}")),
        Some(Role::RtHead) => rt.map_or_else(|| "Ketua RT".into(), |number| format!("RT {number}")),
        Some(Role::KelurahanOfficer) => {
            let word = acting.region.as_ref().map_or("Kelurahan", RegionCode::kelurahan_word);
            format!("{word} {}", region_name(services, tx, acting).await?)
        }
        Some(Role::KecamatanOfficer) => format!("Kecamatan {}", region_name(services, tx, acting).await?),
        Some(Role::AgencyVerifier) => match acting.agency {
            Some(id) => agencies::find(tx, id).await?.map_or_else(|| "Perangkat Daerah".into(), |agency| agency.name),
            None => "Perangkat Daerah".into(),
        },
        Some(Role::Planner) => "Bappeda".into(),
        Some(Role::CityAdmin) => "Admin kota".into(),
        Some(Role::Moderator) => "Moderator".into(),
        Some(Role::Inspector) => "Inspektorat".into(),
    })
}

async fn region_name(services: &Services, tx: &mut Tx, acting: &Acting) -> Result<String, Failure> {
    let Some(code) = &acting.region else { return Ok(String::new()) };
    let region = regions::find_by_code(tx, code, services.today()).await?;
    Ok(region.map_or_else(|| code.to_string(), |region| region.name))
}
