//! Lists of a city as entries tell them: places with their households, agencies, and the types of a year's catalogue.
//! A row stands with what it was before; one entry holds as many as it may. Reading a list in does not belong here.

use crate::{
    catalogue::{Field, ProposalType},
    clock::Day,
    ids::{AgencyId, ProposalTypeId},
    money::Rupiah,
    region::{Region, RegionCode},
};
use serde::{Deserialize, Serialize};

/// The rows of one entry, with the rest of it, stay below what an entry of the public log may have.
const MOST_BYTES: usize = 48 * 1024;

/// One row as it is from then on; nothing before the first time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed<K, V> {
    pub of: K,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<V>,
    pub after: V,
}

pub type RegionRecord = Listed<RegionSpan, RegionValues>;
pub type AgencyRecord = Listed<AgencyId, AgencyValues>;
pub type TypeRecord = Listed<ProposalTypeId, TypeValues>;

/// A code may mean one place after another: each is known by its first day, too.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RegionSpan {
    pub code: RegionCode,
    pub from: Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegionValues {
    pub name: String,
    /// Zero where they are unknown.
    pub households: i64,
    /// The last day.
    pub to: Option<Day>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgencyValues {
    pub code: String,
    pub short_name: String,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeValues {
    pub code: String,
    pub name: String,
    pub physical: bool,
    pub field: Field,
    pub unit: String,
    pub unit_price: Option<Rupiah>,
    pub agency: Option<AgencyId>,
    pub programme_code: Option<String>,
    pub requirements: String,
    pub offered: bool,
}

impl<K: Serialize, V: Serialize> Listed<K, V> {
    /// In their order, as many together as one entry may hold.
    pub fn in_entries(rows: Vec<Self>) -> Vec<Vec<Self>> {
        let mut entries: Vec<Vec<Self>> = Vec::new();
        let mut left = 0;
        for row in rows {
            let bytes = serde_json::to_vec(&row).map_or(MOST_BYTES, |written| written.len() + 1);
            match entries.last_mut() {
                Some(last) if bytes <= left => last.push(row),
                _ => {
                    entries.push(vec![row]);
                    left = MOST_BYTES;
                }
            }
            left = left.saturating_sub(bytes);
        }
        entries
    }
}

impl RegionRecord {
    pub fn region(before: Option<&Region>, after: &Region) -> Self {
        let of = RegionSpan { code: after.code.clone(), from: after.valid_from };
        Self { of, before: before.map(RegionValues::from), after: after.into() }
    }
}

impl From<&Region> for RegionValues {
    fn from(region: &Region) -> Self {
        Self { name: region.name.clone(), households: region.households, to: region.valid_to }
    }
}

impl TypeRecord {
    pub fn kind(before: Option<&ProposalType>, after: &ProposalType) -> Self {
        Self { of: after.id, before: before.map(TypeValues::from), after: after.into() }
    }
}

impl From<&ProposalType> for TypeValues {
    fn from(kind: &ProposalType) -> Self {
        let ProposalType { id: _, code, name, physical, field, unit, unit_price, agency, programme_code, requirements, offered } =
            kind.clone();
        Self { code, name, physical, field, unit, unit_price, agency, programme_code, requirements, offered }
    }
}

impl TypeValues {
    /// The type that has these values.
    pub fn of(self, id: ProposalTypeId) -> ProposalType {
        let Self { code, name, physical, field, unit, unit_price, agency, programme_code, requirements, offered } = self;
        ProposalType { id, code, name, physical, field, unit, unit_price, agency, programme_code, requirements, offered }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: usize) -> AgencyRecord {
        let after = AgencyValues { code: number.to_string(), short_name: "Dinas".into(), name: "x".repeat(150) };
        Listed { of: AgencyId(uuid::Uuid::from_u128(1)), before: None, after }
    }

    #[test]
    fn a_long_list_is_told_by_several_entries_in_its_order() {
        let entries = Listed::in_entries((0..1000).map(row).collect());
        assert!(entries.len() > 1);
        for entry in &entries {
            assert!(serde_json::to_vec(entry).unwrap().len() <= MOST_BYTES + 2);
        }
        assert_eq!(entries.concat(), (0..1000).map(row).collect::<Vec<_>>());
        let long = AgencyRecord { after: AgencyValues { name: "x".repeat(MOST_BYTES), ..row(0).after }, ..row(0) };
        assert_eq!(Listed::in_entries(vec![row(1), long.clone(), row(2)]).len(), 3, "one row is always told");
        assert!(Listed::in_entries(Vec::<AgencyRecord>::new()).is_empty());
    }
}
