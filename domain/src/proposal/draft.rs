//! A proposal while it is being written: everything may still be missing. What is missing is listed field by field,
//! and only what lacks nothing can be submitted. What one page of the form wants of it belongs to [`super::change`];
//! reading typed text into these fields, and storing them, belongs elsewhere.

use crate::{
    catalogue::{Catalogue, Field, LandStatus, ProposalType, TargetGroup},
    cycle::Ceiling,
    ids::{AgencyId, PhotoId, ProposalId, ProposalTypeId},
    ledger::Asked,
    money::{Rupiah, Volume},
    pin::Pin,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

coded_enum! {
    /// The fields of the form, in the order in which they are asked.
    pub enum DraftField {
        Title = "title",
        Problem = "problem",
        WantedWork = "wanted_work",
        ProposalType = "proposal_type",
        Field = "field",
        Physical = "physical",
        TargetGroups = "target_groups",
        Rt = "rt",
        Address = "address",
        Pin = "pin",
        LandStatus = "land_status",
        Volume = "volume",
        Unit = "unit",
        StatedCost = "stated_cost",
        Households = "households",
        People = "people",
        OwnContribution = "own_contribution",
        ContributionNote = "contribution_note",
        Photos = "photos",
    }
}

coded_enum! {
    /// What is pointed out and never blocks.
    pub enum DraftWarning {
        /// See [`LandStatus::is_risky`].
        LandAtRisk = "land_at_risk",
        PinOutsideKelurahan = "pin_outside_kelurahan",
        /// More than the kelurahan has for a whole year: a zero too many, or no matter for a kelurahan.
        CostAboveCeiling = "cost_above_ceiling",
        /// Physical works without a point on the map are hard to find for whoever checks them.
        PinMissing = "pin_missing",
    }
}

/// What is known around the place of a proposal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Surroundings {
    /// Whether the pin lies far from others of its place; none where too few are known.
    pub pin_is_far: Option<bool>,
    /// What was announced for the kelurahan.
    pub ceiling: Option<Ceiling>,
}

/// A type of the catalogue, or "Lainnya": Bappeda then gives it a type and an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TypeChoice {
    Listed(ProposalTypeId),
    Other,
}

/// The form as saved.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    pub title: String,
    /// *Permasalahan*: what is wrong, apart from what is wanted.
    pub problem: String,
    pub wanted_work: String,
    pub choice: Option<TypeChoice>,
    /// Asked only beside [`TypeChoice::Other`], as are `physical` and `unit`; otherwise the catalogue knows.
    pub field: Option<Field>,
    pub physical: Option<bool>,
    pub target_groups: BTreeSet<TargetGroup>,
    pub rt: Option<RegionCode>,
    pub address: String,
    pub pin: Option<Pin>,
    pub land_status: Option<LandStatus>,
    pub volume: Option<Volume>,
    pub unit: String,
    /// Asked only where the catalogue has no unit price.
    pub stated_cost: Option<Rupiah>,
    pub households: Option<u32>,
    pub people: Option<u32>,
    /// *Swadaya* in money; labour, land and the like go into the note.
    pub own_contribution: Option<Rupiah>,
    pub contribution_note: String,
    pub photos: Vec<PhotoId>,
    /// One of the photos still lacks the words for people who do not see it.
    #[serde(skip)]
    pub has_undescribed_photo: bool,
    /// The proposer chose to be named.
    pub shows_name: bool,
    /// An earlier proposal for the same problem.
    pub origin: Option<ProposalId>,
    /// The plan year it was begun for, where that one has stopped taking proposals since.
    pub moved_from: Option<u16>,
    /// From which page each field was saved last, by its code.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub saved_from: BTreeMap<String, String>,
}

/// What lacks nothing. Only [`Draft::submit`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SubmittedProposal {
    pub title: String,
    pub problem: String,
    pub wanted_work: String,
    pub choice: TypeChoice,
    pub field: Field,
    pub physical: bool,
    pub target_groups: BTreeSet<TargetGroup>,
    pub rt: RegionCode,
    pub kelurahan: RegionCode,
    pub address: String,
    pub pin: Option<Pin>,
    pub land_status: LandStatus,
    pub volume: Volume,
    pub unit: String,
    pub cost: Rupiah,
    /// The agency the catalogue names; it is asked for, and may be another in the end.
    pub agency: Option<AgencyId>,
    pub households: u32,
    pub people: Option<u32>,
    pub own_contribution: Rupiah,
    pub contribution_note: String,
    pub photos: Vec<PhotoId>,
    pub shows_name: bool,
    pub origin: Option<ProposalId>,
}

impl SubmittedProposal {
    /// As the ledger tells it. `first_year` is the plan year in which its problem was first proposed.
    pub fn asked(&self, first_year: u16) -> Asked {
        let Self { physical, volume, cost, households, people, .. } = *self;
        Asked { physical, volume, cost, households, people, first_year }
    }
}

impl Draft {
    pub const TITLE: (u32, u32) = (10, 150);
    pub const PROBLEM: (u32, u32) = (20, 3000);
    pub const WANTED_WORK: (u32, u32) = (0, 3000);
    pub const ADDRESS: (u32, u32) = (5, 300);
    pub const UNIT: (u32, u32) = (1, 30);
    pub const CONTRIBUTION_NOTE: (u32, u32) = (0, 1000);
    /// A text up to so many times too long is kept, to be shortened later.
    pub const KEPT: u32 = 2;
    /// More households than the largest city has: a typing error.
    pub const MOST_HOUSEHOLDS: u32 = 2_000_000;
    /// An office that records a stack of paper writes so many at a time.
    pub const MOST_OF_AN_OFFICE: u32 = 100;
    /// A draft that was thrown away can be had back for so many days; its photos are kept as long.
    pub const DISCARDED_DAYS: i64 = 7;

    /// What was written into a field, in letters; nothing for what is chosen from a list with one tap.
    pub fn words(&self, field: DraftField) -> Option<String> {
        fn typed<T: ToString>(value: Option<T>) -> String {
            value.map(|value| value.to_string()).unwrap_or_default()
        }
        Some(match field {
            DraftField::Title => self.title.clone(),
            DraftField::Problem => self.problem.clone(),
            DraftField::WantedWork => self.wanted_work.clone(),
            DraftField::Address => self.address.clone(),
            DraftField::Pin => typed(self.pin),
            DraftField::Volume => typed(self.volume),
            DraftField::Unit => self.unit.clone(),
            DraftField::StatedCost => typed(self.stated_cost),
            DraftField::Households => typed(self.households),
            DraftField::People => typed(self.people),
            DraftField::OwnContribution => typed(self.own_contribution.filter(|amount| *amount != Rupiah::ZERO)),
            DraftField::ContributionNote => self.contribution_note.clone(),
            DraftField::ProposalType
            | DraftField::Field
            | DraftField::Physical
            | DraftField::TargetGroups
            | DraftField::Rt
            | DraftField::LandStatus
            | DraftField::Photos => return None,
        })
    }

    /// Everything that keeps this draft from being submitted, in the order of the form; nothing when it may go.
    pub fn problems(&self, catalogue: &Catalogue) -> Vec<(DraftField, Refusal)> {
        let listed = self.listed(catalogue);
        let mut found = Found::default();
        found.check(DraftField::Title, text::measured(&self.title, Self::TITLE.0, Self::TITLE.1));
        found.check(DraftField::Problem, text::measured(&self.problem, Self::PROBLEM.0, Self::PROBLEM.1));
        found.check(DraftField::WantedWork, text::measured(&self.wanted_work, Self::WANTED_WORK.0, Self::WANTED_WORK.1));
        match self.choice {
            None => found.add(DraftField::ProposalType, Refusal::Required),
            Some(TypeChoice::Listed(_)) if listed.is_none_or(|kind| !kind.offered) => {
                found.add(DraftField::ProposalType, Refusal::ChoiceUnknown);
            }
            Some(TypeChoice::Listed(_)) => {}
            Some(TypeChoice::Other) => {
                found.need(DraftField::Field, self.field.is_some());
                found.need(DraftField::Physical, self.physical.is_some());
            }
        }
        self.place_problems(listed, &mut found);
        self.size_problems(listed, &mut found);
        found.check(
            DraftField::ContributionNote,
            text::measured(&self.contribution_note, Self::CONTRIBUTION_NOTE.0, Self::CONTRIBUTION_NOTE.1),
        );
        if self.photos.is_empty() && self.is_physical(listed) == Some(true) {
            found.add(DraftField::Photos, Refusal::PhotoRequired);
        }
        if self.has_undescribed_photo {
            found.add(DraftField::Photos, Refusal::PhotoUndescribed);
        }
        found.0
    }

    fn place_problems(&self, listed: Option<&ProposalType>, found: &mut Found) {
        match &self.rt {
            None => found.add(DraftField::Rt, Refusal::Required),
            Some(rt) if rt.level() != RegionLevel::Rt => found.add(DraftField::Rt, Refusal::RegionUnknown),
            Some(_) => {}
        }
        found.check(DraftField::Address, text::measured(&self.address, Self::ADDRESS.0, Self::ADDRESS.1));
        if let (Some(true), None | Some(LandStatus::NotNeeded)) = (self.is_physical(listed), self.land_status) {
            found.add(DraftField::LandStatus, Refusal::LandStatusRequired);
        }
    }

    fn size_problems(&self, listed: Option<&ProposalType>, found: &mut Found) {
        found.need(DraftField::Volume, self.volume.is_some());
        if self.choice == Some(TypeChoice::Other) {
            found.check(DraftField::Unit, text::measured(&self.unit, Self::UNIT.0, Self::UNIT.1));
        }
        match self.cost_with(listed) {
            Err(refusal) => found.add(DraftField::Volume, refusal),
            Ok(None) if self.choice.is_some() && listed.and_then(|kind| kind.unit_price).is_none() => {
                found.add(DraftField::StatedCost, Refusal::Required);
            }
            Ok(Some(Rupiah::ZERO)) => found.add(DraftField::StatedCost, Refusal::AmountOutOfRange),
            Ok(_) => {}
        }
        match self.households {
            None => found.add(DraftField::Households, Refusal::Required),
            Some(households) if !(1..=Self::MOST_HOUSEHOLDS).contains(&households) => {
                found.add(DraftField::Households, Refusal::NumberOutOfRange);
            }
            Some(_) => {}
        }
        if self.people.is_some_and(|people| !(1..=Self::MOST_HOUSEHOLDS * 5).contains(&people)) {
            found.add(DraftField::People, Refusal::NumberOutOfRange);
        }
    }

    /// What the proposer is told and may go on with.
    pub fn warnings(&self, catalogue: &Catalogue, around: &Surroundings) -> Vec<DraftWarning> {
        let mut warnings = Vec::new();
        if self.land_status.is_some_and(LandStatus::is_risky) {
            warnings.push(DraftWarning::LandAtRisk);
        }
        if self.pin.is_some() && around.pin_is_far == Some(true) {
            warnings.push(DraftWarning::PinOutsideKelurahan);
        }
        if let (Some(ceiling), Ok(Some(cost)), Some(physical)) =
            (around.ceiling, self.estimated_cost(catalogue), self.physical_with(catalogue))
            && ceiling.excess(physical, cost).is_some()
        {
            warnings.push(DraftWarning::CostAboveCeiling);
        }
        if self.pin.is_none() && self.is_physical(self.listed(catalogue)) == Some(true) {
            warnings.push(DraftWarning::PinMissing);
        }
        warnings
    }

    /// Volume × unit price of that year's catalogue, or the stated cost where there is no price; none while either is
    /// missing.
    pub fn estimated_cost(&self, catalogue: &Catalogue) -> Result<Option<Rupiah>, Refusal> {
        self.cost_with(self.listed(catalogue))
    }

    /// Physical or not, as far as is known.
    pub fn physical_with(&self, catalogue: &Catalogue) -> Option<bool> {
        self.is_physical(self.listed(catalogue))
    }

    /// The valid proposal, or the whole list of problems.
    pub fn submit(self, catalogue: &Catalogue) -> Result<SubmittedProposal, Vec<(DraftField, Refusal)>> {
        let problems = self.problems(catalogue);
        if problems.is_empty() { self.complete(catalogue).map_err(|missing| vec![(missing, Refusal::Required)]) } else { Err(problems) }
    }

    fn complete(self, catalogue: &Catalogue) -> Result<SubmittedProposal, DraftField> {
        let listed = self.listed(catalogue);
        let rt = self.rt.clone().ok_or(DraftField::Rt)?;
        let physical = self.is_physical(listed).ok_or(DraftField::Physical)?;
        Ok(SubmittedProposal {
            title: text::clean(&self.title),
            problem: text::clean(&self.problem),
            wanted_work: text::clean(&self.wanted_work),
            choice: self.choice.ok_or(DraftField::ProposalType)?,
            field: listed.map(|kind| kind.field).or(self.field).ok_or(DraftField::Field)?,
            physical,
            kelurahan: rt.kelurahan().ok_or(DraftField::Rt)?,
            rt,
            address: text::clean(&self.address),
            pin: self.pin,
            land_status: self.land_status.unwrap_or(if physical { LandStatus::Unknown } else { LandStatus::NotNeeded }),
            volume: self.volume.ok_or(DraftField::Volume)?,
            unit: listed.map_or_else(|| text::clean(&self.unit), |kind| kind.unit.clone()),
            cost: self.cost_with(listed).ok().flatten().ok_or(DraftField::StatedCost)?,
            agency: listed.and_then(|kind| kind.agency),
            households: self.households.ok_or(DraftField::Households)?,
            people: self.people,
            own_contribution: self.own_contribution.unwrap_or_default(),
            contribution_note: text::clean(&self.contribution_note),
            target_groups: self.target_groups,
            photos: self.photos,
            shows_name: self.shows_name,
            origin: self.origin,
        })
    }

    /// The entry of the catalogue that was chosen, where it is one.
    pub fn listed<'a>(&self, catalogue: &'a Catalogue) -> Option<&'a ProposalType> {
        match self.choice {
            Some(TypeChoice::Listed(id)) => catalogue.find(id),
            _ => None,
        }
    }

    fn is_physical(&self, listed: Option<&ProposalType>) -> Option<bool> {
        match self.choice {
            Some(TypeChoice::Other) => self.physical,
            _ => listed.map(|kind| kind.physical),
        }
    }

    fn cost_with(&self, listed: Option<&ProposalType>) -> Result<Option<Rupiah>, Refusal> {
        match (listed.and_then(|kind| kind.unit_price), self.volume) {
            (Some(price), Some(volume)) => volume.times(price).map(Some),
            (Some(_), None) => Ok(None),
            (None, _) => Ok(self.stated_cost),
        }
    }
}

#[derive(Default)]
struct Found(Vec<(DraftField, Refusal)>);

impl Found {
    fn add(&mut self, field: DraftField, refusal: Refusal) {
        self.0.push((field, refusal));
    }

    fn check<T>(&mut self, field: DraftField, result: Result<T, Refusal>) {
        if let Err(refusal) = result {
            self.add(field, refusal);
        }
    }

    fn need(&mut self, field: DraftField, is_there: bool) {
        if !is_there {
            self.add(field, Refusal::Required);
        }
    }
}
