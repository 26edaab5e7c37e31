//! What is set: of the city, or of one of its planning years. Old and new values stand in the entry.

use super::{AgencyRecord, Digest, RegionRecord, TypeRecord};
use crate::{
    city::Setting,
    clock::{Day, Zone},
    cycle::Stage,
    ids::AgencyId,
    money::Rupiah,
    plan::ResponseRule,
    priority::Weighed,
    region::RegionCode,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SettingEvent {
    /// One setting of the city; nothing where its default holds. `words` are the reason.
    SettingChanged {
        key: Setting,
        from: Option<String>,
        to: Option<String>,
        words: Option<Digest>,
    },
    /// Written before each setting had an entry of its own.
    CitySet {
        name: String,
        zone: Zone,
        contact: String,
    },
    /// What counts how much in the meetings of a year. `words` are the reason.
    WeightsSet {
        before: Vec<Weighed>,
        after: Vec<Weighed>,
        words: Option<Digest>,
    },
    /// With the dates of its stages, in the order of the city; without any where an earlier version wrote it.
    CycleCreated {
        plan_year: u16,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        stages: Vec<Stage>,
    },
    /// Of everything that is published from then on.
    ResponseRuleSet {
        before: ResponseRule,
        after: ResponseRule,
    },
    /// Places with their households, the first time and whenever something of them is another.
    RegionsListed {
        rows: Vec<RegionRecord>,
    },
    AgenciesListed {
        rows: Vec<AgencyRecord>,
    },
    /// Types of the catalogue of a year.
    TypesListed {
        rows: Vec<TypeRecord>,
    },
    /// The stages of a year have other dates.
    StagesDated {
        before: Vec<Stage>,
        after: Vec<Stage>,
    },
    /// These four were written before lists told all their rows, the first too.
    RegionChanged(Changed),
    AgencyRenamed(Changed),
    CatalogueChanged(Changed),
    StageChanged(Changed),
    /// Money for a place or an agency, the first time and whenever it is another.
    CeilingAnnounced(CeilingRecord),
    /// Written before first amounts had entries, too.
    CeilingChanged(Changed),
    /// The public log is signed with another key from this entry on.
    LogKeyReplaced(LogKeyRecord),
    /// A line of the log that there was before the ledger.
    SettingNoted {
        action: String,
        detail: Value,
    },
}

/// One value of a list that was read in again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Changed {
    /// Which row: a code.
    pub of: String,
    pub column: String,
    pub old: String,
    pub new: String,
}

/// What was announced for whom, and what before that; nothing before the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CeilingRecord {
    #[serde(flatten)]
    pub of: Funded,
    pub before: Option<AnnouncedMoney>,
    pub after: AnnouncedMoney,
}

/// Whose money it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Funded {
    Region(RegionCode),
    Agency(AgencyId),
}

/// The amounts, and where and when they were announced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnnouncedMoney {
    pub physical: Rupiah,
    pub non_physical: Rupiah,
    pub source: String,
    pub on: Day,
}

/// The keys as everybody reads them, and the note that both have signed. `words` are the reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogKeyRecord {
    pub old: String,
    pub new: String,
    pub note: String,
    pub words: Option<Digest>,
}

impl SettingEvent {
    /// What tells these places, in as many entries as it takes.
    pub fn regions(rows: Vec<RegionRecord>) -> Vec<Self> {
        RegionRecord::in_entries(rows).into_iter().map(|rows| Self::RegionsListed { rows }).collect()
    }

    pub fn agencies(rows: Vec<AgencyRecord>) -> Vec<Self> {
        AgencyRecord::in_entries(rows).into_iter().map(|rows| Self::AgenciesListed { rows }).collect()
    }

    pub fn types(rows: Vec<TypeRecord>) -> Vec<Self> {
        TypeRecord::in_entries(rows).into_iter().map(|rows| Self::TypesListed { rows }).collect()
    }

    pub fn code(&self) -> &'static str {
        match self {
            Self::SettingChanged { .. } => "setting_changed",
            Self::CitySet { .. } => "city_set",
            Self::WeightsSet { .. } => "weights_set",
            Self::CycleCreated { .. } => "cycle_created",
            Self::ResponseRuleSet { .. } => "response_rule_set",
            Self::RegionsListed { .. } => "regions_listed",
            Self::AgenciesListed { .. } => "agencies_listed",
            Self::TypesListed { .. } => "types_listed",
            Self::StagesDated { .. } => "stages_dated",
            Self::RegionChanged(_) => "region_changed",
            Self::AgencyRenamed(_) => "agency_renamed",
            Self::CatalogueChanged(_) => "catalogue_changed",
            Self::CeilingAnnounced(_) => "ceiling_announced",
            Self::CeilingChanged(_) => "ceiling_changed",
            Self::StageChanged(_) => "stage_changed",
            Self::LogKeyReplaced(_) => "log_key_replaced",
            Self::SettingNoted { .. } => "setting_noted",
        }
    }
}
