//! A planner loads the dictionary of proposal types of a plan year from a table:
//! `code,name,kind,field,unit,unit_price,agency,programme_code,requirements`. A type that is there already is
//! corrected; proposals that were sent keep the price they were made with, drafts take the new one.

use super::{
    Outcome,
    import::{Change, ImportReport, Notes, Told, Value, Wrong, agency_named, finish, forms, read_table, take_rows},
    once_more,
};
use crate::{
    Services,
    store::{
        agencies::{self, Agency},
        cycles,
    },
    table::{Row, Upload},
    unit::Unit,
};
use domain::{
    catalogue::{Field, ProposalType},
    ids::ProposalTypeId,
    ledger::{SettingEvent, TypeRecord},
    money::Rupiah,
    refusal::Refusal,
    text,
};
use std::collections::{BTreeMap, HashSet};

const MOST_CODE: u32 = 40;
const MOST_NAME: u32 = 150;
const MOST_REQUIREMENTS: u32 = 1000;

pub async fn import_catalogue(services: &Services, plan_year: u16, file: impl Into<Upload>, apply: bool) -> Outcome<ImportReport> {
    let table = match read_table(file, &forms::CATALOGUE)? {
        Ok(table) => table,
        Err(why) => return Ok(ImportReport::unreadable(why)),
    };
    let table = &table;
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let cycle = cycles::of_year(&mut unit.tx, plan_year).await?.ok_or(Refusal::NotFound)?.id;
        cycles::hold(&mut unit.tx, cycle).await?;
        let agencies = agencies::all(&mut unit.tx).await?;
        let catalogue = cycles::catalogue(&mut unit.tx, cycle).await?;
        let known: BTreeMap<String, ProposalType> = catalogue.all().map(|kind| (kind.code.clone(), kind.clone())).collect();
        let (mut seen, mut records) = (HashSet::new(), Vec::new());
        let mut report = ImportReport::default();
        take_rows(&mut unit, table, &mut report, async |unit: &mut Unit, row: &Row, notes: &mut Notes| {
            Ok(check(row, &agencies, &mut seen, unit.new_id()).map(|kind| {
                let before = known.get(&kind.code);
                let (change, kind) = compare(before, kind, &agencies, notes);
                if matches!(change, Change::Added) || !notes.changes.is_empty() {
                    records.push(TypeRecord::kind(before, &kind));
                }
                change
            }))
        })
        .await?;
        report.absent = known.into_keys().filter(|code| !seen.contains(code)).collect();
        let events = SettingEvent::types(records);
        finish(unit, report, Told { subject: cycle.into(), events, makes_seats: false }, apply).await
    })
    .await
}

/// Says what is another than before, and how the type is from then on.
fn compare(known: Option<&ProposalType>, kind: ProposalType, agencies: &[Agency], notes: &mut Notes) -> (Change, ProposalType) {
    let Some(known) = known else { return (Change::Added, kind) };
    let of = kind.code.as_str();
    let nature = |physical| if physical { "fisik" } else { "nonfisik" };
    let short_name = |id| agencies.iter().find(|agency| Some(agency.id()) == id).map_or("", |agency| agency.short_name.as_str());
    notes.compare(of, "name", known.name.as_str(), kind.name.as_str());
    notes.compare(of, "kind", nature(known.physical), nature(kind.physical));
    notes.compare(of, "field", known.field.code(), kind.field.code());
    notes.compare(of, "unit", known.unit.as_str(), kind.unit.as_str());
    notes.compare(of, "unit_price", Value::from(known.unit_price), Value::from(kind.unit_price));
    notes.compare(of, "agency", short_name(known.agency), short_name(kind.agency));
    notes.compare(of, "programme_code", known.programme_code.as_deref().unwrap_or(""), kind.programme_code.as_deref().unwrap_or(""));
    notes.compare(of, "requirements", known.requirements.as_str(), kind.requirements.as_str());
    (Change::None, ProposalType { id: known.id, offered: known.offered, ..kind })
}

fn check(row: &Row, agencies: &[Agency], seen: &mut HashSet<String>, id: ProposalTypeId) -> Result<ProposalType, Wrong> {
    let read =
        |column, least, most| text::measured(&text::line(row.text(column)), least, most).map_err(|refusal| Wrong::new(column, refusal));
    let (code, name, unit) = (read("code", 1, MOST_CODE)?, read("name", 1, MOST_NAME)?, read("unit", 1, MOST_CODE)?);
    if !seen.insert(code.clone()) {
        return Err(Wrong::new("code", Refusal::Duplicate));
    }
    let physical = match row.text("kind").to_lowercase().as_str() {
        "fisik" => true,
        "nonfisik" | "non fisik" | "non-fisik" => false,
        _ => return Err(Wrong::new("kind", Refusal::ChoiceUnknown).among(vec!["fisik".into(), "nonfisik".into()])),
    };
    let field = field_named(row.text("field"))
        .ok_or_else(|| Wrong::new("field", Refusal::ChoiceUnknown).among(Field::ALL.map(|field| field.code().to_owned()).to_vec()))?;
    let unit_price = match row.text("unit_price") {
        "" | "-" => None,
        text => Some(Rupiah::parse(text).map_err(|refusal| Wrong::new("unit_price", refusal))?),
    };
    let agency = match row.text("agency") {
        "" | "-" => None,
        // Words in brackets name an office by its task: nobody in particular yet.
        text if text.starts_with('(') && text.ends_with(')') => None,
        name => Some(agency_named(agencies, "agency", name)?),
    };
    let programme_code = Some(read("programme_code", 0, MOST_CODE)?).filter(|code| !code.is_empty());
    let requirements = read("requirements", 0, MOST_REQUIREMENTS)?;
    Ok(ProposalType { id, code, name, physical, field, unit, unit_price, agency, programme_code, requirements, offered: true })
}

/// By code, or in the words of the pages.
pub(super) fn field_named(text: &str) -> Option<Field> {
    let word = text::line(text).to_lowercase().replace(' ', "_");
    Field::from_code(&word).or(match word.as_str() {
        "fisik_dan_prasarana" | "fisik" | "prasarana" => Some(Field::PhysicalInfrastructure),
        "sosial_dan_budaya" | "sosbud" => Some(Field::SocialCulture),
        _ => None,
    })
}
