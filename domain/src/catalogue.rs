//! The yearly dictionary of proposal types (*kamus usulan*): a type leads to its agency, unit, unit price and field.
//! Prices are the city's; what a proposal costs is worked out in [`crate::proposal::draft`].

use crate::{
    ids::{AgencyId, ProposalTypeId},
    money::Rupiah,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

coded_enum! {
    /// *Bidang*: the three groups in which meetings discuss.
    pub enum Field {
        PhysicalInfrastructure = "fisik_prasarana",
        SocialCulture = "sosial_budaya",
        Economy = "ekonomi",
    }
}

coded_enum! {
    /// Whose land the work would stand on (*status lahan*).
    pub enum LandStatus {
        /// Of the city.
        Own = "own",
        /// Given by residents, with a letter.
        Granted = "granted",
        Private = "private",
        Disputed = "disputed",
        OtherInstitution = "other_institution",
        /// A housing estate's facilities not yet handed over (*PSU belum serah*).
        FacilityNotHandedOver = "facility_not_handed_over",
        ProvincialOrNationalRoad = "provincial_or_national_road",
        NotNeeded = "not_needed",
        Unknown = "unknown",
    }
}

impl LandStatus {
    /// The statuses for which the minutes let physical works be cancelled. They warn and never block sending: the
    /// meeting may solve it with a letter.
    pub fn is_risky(self) -> bool {
        matches!(
            self,
            Self::Private
                | Self::Disputed
                | Self::OtherInstitution
                | Self::FacilityNotHandedOver
                | Self::ProvincialOrNationalRoad
                | Self::Unknown
        )
    }
}

coded_enum! {
    /// *Kelompok sasaran*: for whom. Groups only, never names of people.
    pub enum TargetGroup {
        Everybody = "everybody",
        Children = "children",
        Youth = "youth",
        Women = "women",
        Elderly = "elderly",
        Disabled = "disabled",
        PoorHouseholds = "poor_households",
        SmallBusinesses = "small_businesses",
        Farmers = "farmers",
    }
}

/// One entry of the dictionary. It belongs to one plan year; old proposals keep the price of theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalType {
    pub id: ProposalTypeId,
    /// Short code of the city, `JLN-01`.
    pub code: String,
    pub name: String,
    pub physical: bool,
    pub field: Field,
    pub unit: String,
    /// None where the city has no standard price: the proposer then states a cost.
    pub unit_price: Option<Rupiah>,
    pub agency: Option<AgencyId>,
    /// Code of the programme nomenclature, `1.03.06.2.01.0024`: text, versioned by the ministry.
    pub programme_code: Option<String>,
    /// What is to be brought along, in the city's words.
    pub requirements: String,
    /// A type no longer offered stays for the proposals that have it.
    pub offered: bool,
}

/// All types of one plan year.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue(BTreeMap<ProposalTypeId, ProposalType>);

impl Catalogue {
    pub fn find(&self, id: ProposalTypeId) -> Option<&ProposalType> {
        self.0.get(&id)
    }

    /// Those no longer offered included.
    pub fn all(&self) -> impl Iterator<Item = &ProposalType> {
        self.0.values()
    }

    /// What a proposer may choose from.
    pub fn offered(&self) -> impl Iterator<Item = &ProposalType> {
        self.0.values().filter(|kind| kind.offered)
    }
}

impl FromIterator<ProposalType> for Catalogue {
    fn from_iter<I: IntoIterator<Item = ProposalType>>(types: I) -> Self {
        Self(types.into_iter().map(|kind| (kind.id, kind)).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_that_may_stop_the_work_is_risky() {
        let safe: Vec<_> = LandStatus::ALL.into_iter().filter(|status| !status.is_risky()).collect();
        assert_eq!(safe, [LandStatus::Own, LandStatus::Granted, LandStatus::NotNeeded]);
    }

    #[test]
    fn fields_keep_the_codes_of_the_dictionaries() {
        assert_eq!(Field::ALL.map(Field::code), ["fisik_prasarana", "sosial_budaya", "ekonomi"]);
        assert_eq!(Field::from_code("ekonomi"), Some(Field::Economy));
    }
}
