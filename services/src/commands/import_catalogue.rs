//! A planner loads the dictionary of proposal types of a plan year from a CSV file:
//! `code,name,kind,field,unit,unit_price,agency,programme_code,requirements`; kind is `fisik` or `nonfisik`, agency the
//! short name or code of the department. A type once loaded is not changed: its price is what proposals were made with.

use super::{
    Outcome,
    import::{Change, ImportReport, Wrong, import_rows},
};
use crate::{
    Services,
    store::{
        Tx,
        agencies::{self, Agency},
        cycles,
    },
};
use domain::{
    catalogue::{Field, ProposalType},
    ids::ProposalTypeId,
    money::Rupiah,
    refusal::Refusal,
};
use serde::Deserialize;
use std::{collections::HashSet, io::Read};

#[derive(Deserialize)]
struct TypeRecord {
    code: String,
    name: String,
    kind: String,
    field: String,
    unit: String,
    #[serde(default)]
    unit_price: String,
    #[serde(default, alias = "agency_short_name")]
    agency: String,
    #[serde(default)]
    programme_code: String,
    #[serde(default)]
    requirements: String,
}

pub async fn import_catalogue(services: &Services, plan_year: u16, file: impl Read, apply: bool) -> Outcome<ImportReport> {
    let mut tx = services.database.read().await?;
    let cycle = cycles::of_year(&mut tx, plan_year).await?.ok_or(Refusal::NotFound)?.id;
    let agencies = agencies::all(&mut tx).await?;
    let catalogue = cycles::catalogue(&mut tx, cycle).await?;
    drop(tx);
    let mut seen: HashSet<String> = catalogue.offered().map(|kind| kind.code.clone()).collect();
    let known = seen.clone();
    import_rows(services, file, apply, async |tx: &mut Tx, record: TypeRecord| {
        if known.contains(&record.code) {
            return Ok(Ok(Change::None));
        }
        match check(record, &agencies, &mut seen, ProposalTypeId(services.clock.new_id())) {
            Err(wrong) => Ok(Err(wrong)),
            Ok(kind) => {
                cycles::insert_type(tx, cycle, &kind).await?;
                Ok(Ok(Change::Added))
            }
        }
    })
    .await
}

fn check(record: TypeRecord, agencies: &[Agency], seen: &mut HashSet<String>, id: ProposalTypeId) -> Result<ProposalType, Wrong> {
    for (column, text) in [("code", &record.code), ("name", &record.name), ("unit", &record.unit)] {
        if text.is_empty() {
            return Err((column, Refusal::Required));
        }
    }
    if !seen.insert(record.code.clone()) {
        return Err(("code", Refusal::Duplicate));
    }
    let physical = match record.kind.as_str() {
        "fisik" => true,
        "nonfisik" => false,
        _ => return Err(("kind", Refusal::ChoiceUnknown)),
    };
    let field = Field::from_code(&record.field).ok_or(("field", Refusal::ChoiceUnknown))?;
    let unit_price = match record.unit_price.as_str() {
        "" => None,
        text => Some(Rupiah::parse(text).map_err(|refusal| ("unit_price", refusal))?),
    };
    let agency = match record.agency.as_str() {
        "" => None,
        name => Some(
            agencies.iter().find(|agency| agency.code == name || agency.short_name == name).ok_or(("agency", Refusal::ChoiceUnknown))?.id(),
        ),
    };
    let programme_code = (!record.programme_code.is_empty()).then_some(record.programme_code);
    Ok(ProposalType {
        id,
        code: record.code,
        name: record.name,
        physical,
        field,
        unit: record.unit,
        unit_price,
        agency,
        programme_code,
        requirements: record.requirements,
        offered: true,
    })
}
