//! A second, small demonstration: a kabupaten with desa beside a kelurahan, RWs in one of them, in the east. Its first
//! stage is being held, the year before it is at its budget. Everything about it is invented, its code included.

use crate::{
    DemoError,
    crowd::{self, Crowd, Resident},
    cycle::{self, checked},
    past,
    people::{self, Named, People, named},
    places::{self, Places},
};
use chrono::Days;
use domain::{
    account::Role,
    catalogue::{Catalogue, LandStatus},
    cycle::StageKind,
    ids::ProposalId,
    money::Volume,
    musrenbang::MeetingPlace,
    proposal::{Draft, TypeChoice},
    region::RegionCode,
};
use serde::Deserialize;
use services::{
    Services,
    commands::{
        self, NewCycle, PaperProposal, Recorded,
        musrenbang::{Schedule, schedule_musrenbang},
    },
    store::{cycles, musrenbangs},
    unit::Unit,
};
use std::collections::BTreeSet;

const REGIONS: &str = include_str!("../data/regency/regions.csv");
const AGENCIES: &str = include_str!("../data/regency/agencies.csv");
const CATALOGUE: &str = include_str!("../data/regency/catalogue.csv");
const PROPOSALS: &str = include_str!("../data/regency/proposals.csv");

const PLAN_YEAR: u16 = 2028;
/// Stage, first day and last day, counted from today.
const STAGES: [(StageKind, i64, i64); 9] = [
    (StageKind::Rt, -10, 20),
    (StageKind::Kelurahan, 24, 45),
    (StageKind::Kecamatan, 50, 65),
    (StageKind::AgencyForum, 70, 85),
    (StageKind::Kota, 95, 100),
    (StageKind::Rkpd, 150, 190),
    (StageKind::Apbd, 230, 400),
    (StageKind::Execution, 410, 760),
    (StageKind::Finished, 770, 790),
];
/// The desa whose meeting has its day.
const WAILOBA: &str = "82.69.01.2002";
const ITS_MEETING_IN: u64 = 26;

const NAMED: [Named; 8] = [
    named("warga@contoh.id", "warga RT 01/RW 01 Desa Wailoba", "Mariana Contoh", "82.69.01.2002-01.001", None),
    named(
        "rt@contoh.id",
        "ketua RT 01/RW 01 Desa Wailoba",
        "Yohanis Contoh",
        "82.69.01.2002-01.001",
        Some((Role::RtHead, "82.69.01.2002-01.001")),
    ),
    named("kades@contoh.id", "petugas Desa Wailoba", "Fatmawati Contoh", "82.69.01.2002-02.001", Some((Role::KelurahanOfficer, WAILOBA))),
    named(
        "camat@contoh.id",
        "petugas Kec. Tanjung Cahaya",
        "Simon Contoh",
        "82.69.01.1001-001",
        Some((Role::KecamatanOfficer, "82.69.01")),
    ),
    named("opd@contoh.id", "verifikator PUPR", "Rahmat Contoh", "82.69.01.1001-002", Some((Role::AgencyVerifier, "PUPR"))),
    named("bappeda@contoh.id", "perencana Bappeda", "Delila Contoh", "82.69.01.1001-003", Some((Role::Planner, ""))),
    named("admin@contoh.id", "admin kabupaten", "Usman Contoh", "82.69.01.1001-001", Some((Role::CityAdmin, ""))),
    named("admin2@contoh.id", "admin kabupaten kedua", "Ruth Contoh", "82.69.01.1001-002", Some((Role::CityAdmin, ""))),
];

/// How to sign in, and who it is.
pub fn accounts() -> Vec<(&'static str, &'static str)> {
    NAMED.iter().map(|named| (named.contact, named.who)).collect()
}

#[derive(Deserialize)]
struct Record {
    rt: RegionCode,
    code: String,
    title: String,
    problem: String,
    address: String,
    volume: i64,
    households: u32,
    days_ago: i64,
    support: usize,
}

/// Fills an empty database; `say` is told about each step.
pub async fn load(services: &Services, say: impl Fn(&str)) -> Result<(), DemoError> {
    say("regions and agencies");
    checked("regions", &commands::import_regions(services, REGIONS.as_bytes(), true).await?)?;
    checked("agencies", &commands::import_agencies(services, AGENCIES.as_bytes(), true).await?)?;
    // The list says in which zone it lies.
    let services = &services.clone().knowing_its_city().await?;
    let places = places::known(services).await?;
    say("people and roles");
    let people = people::load(services, &places, &NAMED).await?;
    let crowd = crowd::load(services, &places, &BTreeSet::new()).await?;
    say("planning years");
    let then = past::then(services, 365, 0);
    cycle::earlier_year(&then, &places, PLAN_YEAR - 1, &STAGES).await?;
    let new = NewCycle { plan_year: PLAN_YEAR, city: cycle::city(&places)?, stages: cycle::stages(services.today(), &STAGES)? };
    commands::create_cycle_without_permit(services, &new).await?;
    checked("catalogue", &commands::import_catalogue(services, PLAN_YEAR, CATALOGUE.as_bytes(), true).await?)?;
    say("proposals and support");
    propose(services, &crowd).await?;
    announce_a_meeting(services, &places, &people).await
}

async fn propose(services: &Services, crowd: &Crowd) -> Result<(), DemoError> {
    let mut tx = services.database.read().await?;
    let year = cycles::of_year(&mut tx, PLAN_YEAR).await?.ok_or_else(|| DemoError::Nonsense("no year".into()))?;
    let catalogue = cycles::catalogue(&mut tx, year.id).await?;
    drop(tx);
    for record in csv::Reader::from_reader(PROPOSALS.as_bytes()).deserialize::<Record>() {
        let record = record?;
        let nobody = || DemoError::Nonsense(format!("nobody lives in {}", record.rt));
        let author = crowd.of(&record.rt).next().ok_or_else(nobody)?;
        let then = past::then(services, record.days_ago, 0);
        let id = ProposalId(then.clock.new_id());
        let paper = PaperProposal {
            id,
            cycle: year.id,
            draft: draft(&record, &catalogue)?,
            author: author.id,
            entered_as: None,
            requested_agency: None,
            steps: Vec::new(),
        };
        let mut unit = Unit::begin(&then, &author.acting()).await?;
        match commands::record_proposal(&mut unit, paper, &catalogue).await? {
            Recorded::New => unit.commit().await?,
            other => return Err(DemoError::Nonsense(format!("{}: {other:?}", record.title))),
        }
        // Neighbours first, whoever wrote it included.
        let kelurahan = record.rt.kelurahan();
        let is_local = |resident: &&Resident| kelurahan.as_ref().is_some_and(|kelurahan| kelurahan.contains(&resident.home));
        let (local, others): (Vec<&Resident>, Vec<&Resident>) = crowd.all().iter().partition(is_local);
        for resident in local.into_iter().chain(others).take(record.support) {
            commands::support_proposal(services, &resident.actor, id).await?;
        }
    }
    Ok(())
}

fn draft(record: &Record, catalogue: &Catalogue) -> Result<Draft, DemoError> {
    let kind = catalogue.offered().find(|kind| kind.code == record.code).ok_or_else(|| DemoError::Nonsense(record.code.clone()))?;
    let volume = Volume::from_thousandths(record.volume * 1000).map_err(|refusal| DemoError::Nonsense(refusal.to_string()))?;
    Ok(Draft {
        title: record.title.clone(),
        problem: record.problem.clone(),
        choice: Some(TypeChoice::Listed(kind.id)),
        rt: Some(record.rt.clone()),
        address: record.address.clone(),
        volume: Some(volume),
        households: Some(record.households),
        land_status: kind.physical.then_some(LandStatus::Own),
        ..Draft::default()
    })
}

async fn announce_a_meeting(services: &Services, places: &Places, people: &People) -> Result<(), DemoError> {
    let desa = people::code(WAILOBA)?;
    let nonsense = || DemoError::Nonsense(WAILOBA.into());
    let region = places.regions.get(&desa).copied().ok_or_else(nonsense)?;
    let mut tx = services.database.read().await?;
    let year = cycles::of_year(&mut tx, PLAN_YEAR).await?.ok_or_else(nonsense)?;
    let meeting = musrenbangs::of_region(&mut tx, year.id, StageKind::Kelurahan, region).await?.ok_or_else(nonsense)?;
    drop(tx);
    let day = services.today().checked_add_days(Days::new(ITS_MEETING_IN)).ok_or_else(nonsense)?;
    let schedule = Schedule { scheduled_on: Some(day), place: MeetingPlace::new("Balai Desa Wailoba")? };
    let officer = people.actor("kades@contoh.id")?;
    Ok(schedule_musrenbang(services, officer, meeting.id, &schedule, None).await?)
}
