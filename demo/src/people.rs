//! Invented people: one named account per role. The many residents who support and answer are in [`crate::crowd`].

use crate::{DemoError, PASSWORD, places::Places, record};
use chrono::Datelike;
use domain::{
    account::{Actor, Assignment, Role},
    clock::Day,
    ids::{AccountId, RegionId},
    region::RegionCode,
};
use services::{
    Services,
    commands::hash_password,
    store::{accounts, second_factors},
};

/// An account that `rembuk serve --demo` prints.
pub struct Named {
    pub contact: &'static str,
    pub who: &'static str,
    name: &'static str,
    home: &'static str,
    confirmed: bool,
    role: Option<(Role, &'static str)>,
}

pub const fn named(
    contact: &'static str,
    who: &'static str,
    name: &'static str,
    home: &'static str,
    role: Option<(Role, &'static str)>,
) -> Named {
    Named { contact, who, name, home, confirmed: true, role }
}

pub const NAMED: [Named; 14] = [
    named("warga@contoh.id", "warga RT 18 Kel. Legok", "Nurhayati Contoh", "15.71.10.1003-018", None),
    named("tetangga@contoh.id", "warga lain RT 18 Kel. Legok", "Sulaiman Contoh", "15.71.10.1003-018", None),
    Named {
        contact: "baru@contoh.id",
        who: "warga baru, belum dikonfirmasi",
        name: "Rina Contoh",
        home: "15.71.10.1003-018",
        confirmed: false,
        role: None,
    },
    named("rt@contoh.id", "ketua RT 18 Kel. Legok", "Marzuki Contoh", "15.71.10.1003-018", Some((Role::RtHead, "15.71.10.1003-018"))),
    named("lurah@contoh.id", "petugas Kel. Legok", "Yusnidar Contoh", "15.71.10.1003-001", Some((Role::KelurahanOfficer, "15.71.10.1003"))),
    named(
        "lurah.murni@contoh.id",
        "petugas Kel. Murni",
        "Hasan Contoh",
        "15.71.10.1002-001",
        Some((Role::KelurahanOfficer, "15.71.10.1002")),
    ),
    named(
        "camat@contoh.id",
        "petugas Kec. Danau Sipin",
        "Zulkarnain Contoh",
        "15.71.10.1001-001",
        Some((Role::KecamatanOfficer, "15.71.10")),
    ),
    named("opd@contoh.id", "verifikator PUPR", "Dewi Contoh", "15.71.01.1004-001", Some((Role::AgencyVerifier, "PUPR"))),
    named("dishub@contoh.id", "verifikator Dishub", "Taufik Contoh", "15.71.01.1004-002", Some((Role::AgencyVerifier, "Dishub"))),
    named("bappeda@contoh.id", "perencana Bappeda", "Ratna Contoh", "15.71.01.1004-002", Some((Role::Planner, ""))),
    named("admin@contoh.id", "admin kota", "Arif Contoh", "15.71.01.1004-003", Some((Role::CityAdmin, ""))),
    named("admin2@contoh.id", "admin kota kedua, menyetujui peran", "Mulyadi Contoh", "15.71.01.1004-001", Some((Role::CityAdmin, ""))),
    named("moderator@contoh.id", "moderator", "Lestari Contoh", "15.71.01.1004-003", Some((Role::Moderator, ""))),
    named("inspektorat@contoh.id", "pengawas", "Bahar Contoh", "15.71.01.1004-004", Some((Role::Inspector, ""))),
];

/// Whose sign-in has a second step, to see how that works. The app counts from [`SECOND_STEP_SECRET`].
pub const WITH_SECOND_STEP: &str = "admin2@contoh.id";
const SECOND_STEP_SECRET: &[u8; 20] = b"rembuk-demo-20-bytes";
/// The same as letters for an app.
pub const SECOND_STEP_KEY: &str = "OJSW 2YTV NMWW IZLN N4WT EMBN MJ4X IZLT";

/// The named people, by how they sign in.
pub struct People {
    actors: Vec<(&'static str, Actor)>,
}

impl People {
    pub fn actor(&self, contact: &str) -> Result<&Actor, DemoError> {
        let found = self.actors.iter().find(|(known, _)| *known == contact);
        found.map(|(_, actor)| actor).ok_or_else(|| DemoError::Nonsense(contact.into()))
    }
}

pub async fn load(services: &Services, places: &Places, named: &[Named]) -> Result<People, DemoError> {
    let hash = hash_password(PASSWORD.into()).await?;
    let now = services.clock.now();
    let since = Day::from_ymd_opt(services.today().year() - 1, 1, 1).unwrap_or(services.today());
    let mut actors = Vec::new();
    let mut tx = services.database.begin().await?;
    for person in named {
        let id = AccountId(services.clock.new_id());
        let home = place(places, person.home)?;
        let new = accounts::NewAccount {
            id,
            name: person.name,
            phone: None,
            email: Some(person.contact),
            password_hash: &hash,
            home: Some(home),
            created_at: now,
        };
        accounts::insert(&mut tx, &new).await?;
        if person.confirmed {
            record::home(services, &mut tx, id, &code(person.home)?, now).await?;
        }
        if person.contact == WITH_SECOND_STEP {
            let secret = services.two_steps.seal.close(SECOND_STEP_SECRET, id.0.as_bytes())?;
            second_factors::begin(&mut tx, id, &secret, now).await?;
            second_factors::enrol(&mut tx, id, now).await?;
        }
        let mut held = Vec::new();
        if let Some((role, at)) = person.role {
            let agency = places.agencies.get(at).copied();
            let region = if at.is_empty() || agency.is_some() { None } else { Some(code(at)?) };
            let new = Assignment { role, region, agency, from: since, to: None };
            record::role(services, &mut tx, id, &new, now).await?;
            held.push(Assignment { from: Day::MIN, ..new });
        }
        let home = Some(code(person.home)?);
        actors.push((person.contact, Actor::signed(id, person.name.into(), home, person.confirmed, held, services.today())));
    }
    tx.commit().await?;
    Ok(People { actors })
}

pub fn code(text: &str) -> Result<RegionCode, DemoError> {
    RegionCode::parse(text).map_err(|_| DemoError::Nonsense(text.into()))
}

fn place(places: &Places, text: &str) -> Result<RegionId, DemoError> {
    let code = code(text)?;
    places.rts.get(&code).or_else(|| places.regions.get(&code)).copied().ok_or_else(|| DemoError::Nonsense(text.into()))
}
