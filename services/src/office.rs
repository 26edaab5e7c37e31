//! Under which name an office appears in public: people act, offices are shown.

use crate::{
    Failure, Services,
    store::{Tx, agencies, regions},
    unit::Unit,
};
use domain::{
    account::Role,
    city::{City, Setting},
    permission::Acting,
    region::RegionCode,
};

/// `RT 18`, `Kelurahan Legok`, `Desa Wailoba`, `Kecamatan Danau Sipin`, an agency's name, `Bappeda`, as the city calls
/// them; a resident is `Warga RT 18`.
pub async fn office_name(services: &Services, tx: &mut Tx, acting: &Acting) -> Result<String, Failure> {
    let city = services.city();
    let rt = acting.region.as_ref().and_then(RegionCode::rt_number);
    Ok(match acting.role {
        None => rt.map_or_else(|| "Warga".into(), |number| format!("Warga RT {number}")),
        Some(Role::RtHead) => rt.map_or_else(|| "Ketua RT".into(), |number| format!("RT {number}")),
        Some(Role::KelurahanOfficer) => region_name(services, tx, acting, City::village_name).await?,
        Some(Role::KecamatanOfficer) => region_name(services, tx, acting, |city, _, name| city.kecamatan_name(name)).await?,
        Some(Role::AgencyVerifier) => match acting.agency {
            Some(id) => agencies::find(tx, id).await?.map_or_else(|| "Perangkat Daerah".into(), |agency| agency.name),
            None => "Perangkat Daerah".into(),
        },
        Some(Role::Planner) => city.value(Setting::PlanningOffice).to_owned(),
        Some(Role::CityAdmin) => format!("Admin {}", city.kind().code()),
        Some(Role::Moderator) => "Moderator".into(),
        Some(Role::Inspector) => city.value(Setting::Inspectorate).to_owned(),
    })
}

/// That of whoever acts in a unit of work; empty for acts of the machine itself.
pub(crate) async fn office_of(unit: &mut Unit) -> Result<String, Failure> {
    match &unit.acting {
        Some(acting) => office_name(&unit.services, &mut unit.tx, acting).await,
        None => Ok(String::new()),
    }
}

/// The place of an office as the city calls places of its kind.
async fn region_name(
    services: &Services,
    tx: &mut Tx,
    acting: &Acting,
    called: impl Fn(&City, &RegionCode, &str) -> String,
) -> Result<String, Failure> {
    let Some(code) = &acting.region else { return Ok(String::new()) };
    let region = regions::find_by_code(tx, code, services.today()).await?;
    let name = region.map_or_else(|| code.to_string(), |region| region.name);
    Ok(called(&services.city(), code, &name))
}
