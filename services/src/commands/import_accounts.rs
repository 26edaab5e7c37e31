//! A city loads its officials from a table: name, contact, role, where it is held, and from which day to which. People
//! come without a password; whoever runs the command may have a one-time code made for each of them, to be handed out
//! on paper. What a machine may do alone and what waits for an admin is written in
//! docs/adr/0022-officials-from-a-list.md.

mod person;
mod role;
mod row;

use super::{
    Outcome,
    import::{Change, ImportReport, Notes, RowOutcome, Told, Wrong, finish, forms, read_table, take_rows},
    make_code::make,
    once_more,
};
use crate::{
    Failure, OneTimeCode, Services,
    store::{
        accounts,
        agencies::{self, Agency},
        regions,
    },
    table::{Row, Upload},
    unit::Unit,
};
use domain::{
    account::{Role, Scope},
    clock::Instant,
    ids::AccountId,
    ledger::Subject,
    one_time_code::{CodeChannel, CodePurpose},
    refusal::Refusal,
    region::RegionCode,
};
use row::Official;
use std::collections::HashMap;

/// What was found, and the codes that were made.
#[derive(Debug, Default)]
pub struct AccountImport {
    pub report: ImportReport,
    /// How many people of the list have no password yet.
    pub without_password: usize,
    pub slips: Vec<Slip>,
}

/// One person's code, as the office hands it over.
pub struct Slip {
    /// Where it is handed out: a kelurahan, a kecamatan, an agency; nothing for offices of the whole city.
    pub office: Option<String>,
    pub name: String,
    pub contact: String,
    /// The first role in the list, and where it is held.
    pub role: Role,
    pub place: Option<String>,
    pub code: OneTimeCode,
    pub expires_at: Instant,
}

impl std::fmt::Debug for Slip {
    /// Without the code: what is printed for finding faults is not for opening accounts.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Slip").field("role", &self.role).finish_non_exhaustive()
    }
}

/// With `codes` everybody in the list who has no password yet gets a code, and an earlier one of this kind ends.
pub async fn import_accounts(services: &Services, file: impl Into<Upload>, apply: bool, codes: bool) -> Outcome<AccountImport> {
    let table = match read_table(file, &forms::ACCOUNTS)? {
        Ok(table) => table,
        Err(why) => return Ok(AccountImport { report: ImportReport::unreadable(why), ..AccountImport::default() }),
    };
    let table = &table;
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let mut report = ImportReport::default();
        let mut list = List { agencies: agencies::all(&mut unit.tx).await?, ..List::default() };
        take_rows(&mut unit, table, &mut report, async |unit: &mut Unit, row: &Row, notes: &mut Notes| list.take(unit, row, notes).await)
            .await?;
        let mut import = AccountImport::default();
        for (official, person) in &list.people {
            let account = accounts::find(&mut unit.tx, *person).await?.ok_or(Refusal::NotFound)?;
            if account.has_password() {
                continue;
            }
            import.without_password += 1;
            if codes && apply && !report.is_refused() {
                let (office, place) = names(&mut unit, &list.agencies, official).await?;
                let made = make(&mut unit, account, CodePurpose::Password, CodeChannel::Slip).await?;
                report.codes += 1;
                let (name, contact) = (made.name, official.contact.as_str().to_owned());
                import.slips.push(Slip { office, name, contact, role: official.role, place, code: made.code, expires_at: made.expires_at });
            }
        }
        let told = Told { subject: Subject::City, events: Vec::new(), makes_seats: false };
        import.report = finish(unit, report, told, apply).await?;
        Ok(import)
    })
    .await
}

/// What the rows refer to, and what was read so far.
#[derive(Default)]
struct List {
    agencies: Vec<Agency>,
    /// Whoever has a contact, and the rows with it.
    known: HashMap<String, (AccountId, Vec<Official>)>,
    /// Everybody once, with their first row.
    people: Vec<(Official, AccountId)>,
}

impl List {
    async fn take(&mut self, unit: &mut Unit, row: &Row, notes: &mut Notes) -> RowOutcome {
        let official = match row::read(row, &self.agencies).and_then(|official| self.fits_above(official)) {
            Ok(official) => official,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let contact = official.contact.as_str().to_owned();
        let (person, is_new) = match self.known.get(&contact) {
            Some((person, _)) => (*person, false),
            None => match person::find_or_make(unit, &official, notes).await? {
                Ok(found) => found,
                Err(wrong) => return Ok(Err(wrong)),
            },
        };
        let outcome = role::give_or_change(unit, person, &official, notes).await?;
        let (_, rows) = self.known.entry(contact).or_insert((person, Vec::new()));
        if rows.is_empty() {
            self.people.push((official.clone(), person));
        }
        rows.push(official);
        Ok(outcome.map(|change| if is_new { Change::Added } else { change }))
    }

    /// A contact is of one person, and nobody holds one role at one place twice at a time.
    fn fits_above(&self, official: Official) -> Result<Official, Wrong> {
        let above: &[Official] = self.known.get(official.contact.as_str()).map_or(&[], |(_, rows)| rows);
        if let Some(other) = above.iter().find(|above| above.name != official.name) {
            return Err(Wrong::new("contact", Refusal::OtherNameAbove { name: other.name.clone() }));
        }
        if above.iter().any(|above| above.is_same_role(&official) && above.overlaps(&official)) {
            return Err(Wrong::new("contact", Refusal::Duplicate));
        }
        Ok(official)
    }
}

/// The office that hands out somebody's slip, and the name of the place where the role is held.
async fn names(unit: &mut Unit, agencies: &[Agency], official: &Official) -> Result<(Option<String>, Option<String>), Failure> {
    if official.role.scope() == Scope::Agency {
        let agency = agencies.iter().find(|agency| agency.code == official.place);
        return Ok((agency.map(|agency| agency.name.clone()), agency.map(|agency| agency.short_name.clone())));
    }
    let (today, tx) = (unit.today(), &mut unit.tx);
    let Ok(code) = RegionCode::parse(&official.place) else { return Ok((None, None)) };
    let Some(region) = regions::find_by_code(tx, &code, today).await? else { return Ok((None, None)) };
    // Heads of RTs have no office of their own.
    let office = match code.kelurahan().filter(|kelurahan| *kelurahan != code) {
        Some(kelurahan) => regions::find_by_code(tx, &kelurahan, today).await?.map(|kelurahan| kelurahan.name),
        None => Some(region.name.clone()),
    };
    Ok((office, Some(region.name)))
}
