//! One row of the list: who somebody is, which role, where, and for how long.

use crate::{
    commands::{
        Contact,
        import::{Wrong, agency_named},
    },
    store::agencies::Agency,
    table::Row,
    text::folded,
};
use domain::{
    account::{Assignment, Role, Scope},
    clock::{Day, read_day},
    refusal::Refusal,
    region::RegionCode,
    text,
};

const MOST_NAME: u32 = 80;

/// Roles as offices call them; a code of ours fits as well.
const NAMES: [(&str, Role); 17] = [
    ("ketua rt", Role::RtHead),
    ("lurah", Role::KelurahanOfficer),
    ("petugas kelurahan", Role::KelurahanOfficer),
    ("operator kelurahan", Role::KelurahanOfficer),
    ("camat", Role::KecamatanOfficer),
    ("petugas kecamatan", Role::KecamatanOfficer),
    ("operator kecamatan", Role::KecamatanOfficer),
    ("verifikator opd", Role::AgencyVerifier),
    ("verifikator", Role::AgencyVerifier),
    ("perencana", Role::Planner),
    ("perencana bappeda", Role::Planner),
    ("admin kota", Role::CityAdmin),
    ("admin", Role::CityAdmin),
    ("pengawas", Role::Inspector),
    ("pengawas inspektorat", Role::Inspector),
    ("inspektorat", Role::Inspector),
    ("moderator", Role::Moderator),
];
/// What is offered when a role is none of these.
const OFFERED: [&str; 8] =
    ["ketua RT", "petugas kelurahan", "petugas kecamatan", "verifikator OPD", "perencana", "admin kota", "moderator", "pengawas"];

/// A row that can be read.
#[derive(Clone, Debug)]
pub struct Official {
    pub name: String,
    pub contact: Contact,
    pub role: Role,
    /// Code of the region or agency; empty for roles of the whole city.
    pub place: String,
    pub from: Day,
    pub to: Option<Day>,
}

impl Official {
    pub fn is_same_role(&self, other: &Self) -> bool {
        (self.role, &self.place) == (other.role, &other.place)
    }

    pub fn overlaps(&self, other: &Self) -> bool {
        let before = |one: &Self, next: &Self| one.to.is_some_and(|to| to < next.from);
        !before(self, other) && !before(other, self)
    }
}

/// The place is looked at where the role has one; for roles of the whole city an office named beside them says
/// nothing.
pub fn read(row: &Row, agencies: &[Agency]) -> Result<Official, Wrong> {
    let name = text::measured(&text::line(row.text("name")), 1, MOST_NAME).map_err(|refusal| Wrong::new("name", refusal))?;
    let contact = contact(row.text("contact")).map_err(|refusal| Wrong::new("contact", refusal))?;
    let role = match row.text("role") {
        "" => return Err(Wrong::new("role", Refusal::Required)),
        word => role(word).ok_or_else(|| Wrong::new("role", Refusal::ChoiceUnknown).among(OFFERED.map(str::to_owned).to_vec()))?,
    };
    let place = match role.scope() {
        Scope::City => String::new(),
        Scope::Agency => {
            let named = required(row, "agency")?;
            let id = agency_named(agencies, "agency", named)?;
            agencies.iter().find(|agency| agency.id() == id).map(|agency| agency.code.clone()).unwrap_or_default()
        }
        Scope::Region(_) => {
            let code = RegionCode::parse(required(row, "region_code")?).map_err(|refusal| Wrong::new("region_code", refusal))?;
            code.as_str().to_owned()
        }
    };
    let from = day("from", required(row, "from")?)?;
    let to = match row.text("until") {
        "" => None,
        text => Some(day("until", text)?),
    };
    if to.is_some_and(|to| to < from) {
        return Err(Wrong::new("until", Refusal::DatesInWrongOrder));
    }
    Ok(Official { name, contact, role, place, from, to })
}

fn required<'a>(row: &'a Row, column: &'static str) -> Result<&'a str, Wrong> {
    match row.text(column) {
        "" => Err(Wrong::new(column, Refusal::Required)),
        text => Ok(text),
    }
}

fn day(column: &'static str, text: &str) -> Result<Day, Wrong> {
    read_day(text).and_then(Assignment::day).map_err(|refusal| Wrong::new(column, refusal))
}

/// A spreadsheet that takes a phone for a number drops the nought before it; no other number begins with 8.
fn contact(text: &str) -> Result<Contact, Refusal> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number && text.starts_with('8') { Contact::parse(&format!("0{text}")) } else { Contact::parse(text) }
}

fn role(word: &str) -> Option<Role> {
    let wanted = folded(word);
    let named = NAMES.iter().find_map(|(name, role)| (*name == wanted).then_some(*role));
    named.or_else(|| Role::from_code(&wanted.replace(' ', "_")))
}
