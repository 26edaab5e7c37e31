//! What the lists of the city and of its years say, as far as entries tell them.

use super::{Fold, Unfounded, changed};
use crate::{
    cycle::Stage,
    ids::{AgencyId, CycleId, ProposalTypeId},
    ledger::{AgencyRecord, AgencyValues, Listed, RegionRecord, RegionSpan, RegionValues, TypeRecord, TypeValues},
};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default)]
pub struct ListsFold {
    pub regions: BTreeMap<RegionSpan, RegionValues>,
    pub agencies: BTreeMap<AgencyId, AgencyValues>,
    pub types: BTreeMap<(CycleId, ProposalTypeId), TypeValues>,
    /// In the order of the city.
    pub stages: BTreeMap<CycleId, Vec<Stage>>,
    /// An earlier version, which says single values in words, changed something after all had been told: what stands
    /// there is not known any more. Of places and agencies, and of the catalogue and the stages of these years.
    pub regions_half_told: bool,
    pub agencies_half_told: bool,
    pub types_half_told: BTreeSet<CycleId>,
    pub stages_half_told: BTreeSet<CycleId>,
}

impl Fold {
    pub(super) fn list_regions(&mut self, rows: &[RegionRecord]) -> Result<(), Unfounded> {
        list(&mut self.lists.regions, rows, Clone::clone, self.lists.regions_half_told)
    }

    pub(super) fn list_agencies(&mut self, rows: &[AgencyRecord]) -> Result<(), Unfounded> {
        list(&mut self.lists.agencies, rows, |id| *id, self.lists.agencies_half_told)
    }

    pub(super) fn list_types(&mut self, id: CycleId, rows: &[TypeRecord]) -> Result<(), Unfounded> {
        list(&mut self.lists.types, rows, |kind| (id, *kind), self.lists.types_half_told.contains(&id))
    }

    /// They are all told at once, so that they are known again.
    pub(super) fn date_stages(&mut self, id: CycleId, before: &[Stage], after: &[Stage]) -> Result<(), Unfounded> {
        let was_half_told = self.lists.stages_half_told.remove(&id);
        let known = self.lists.stages.insert(id, after.to_vec()).unwrap_or_default();
        changed((was_half_told || known == before) && before != after)
    }

    /// An earlier version has changed a place; what it changed before the places were told is told with them.
    pub(super) fn forget_regions(&mut self) {
        self.lists.regions_half_told |= !self.lists.regions.is_empty();
    }

    pub(super) fn forget_agencies(&mut self) {
        self.lists.agencies_half_told |= !self.lists.agencies.is_empty();
    }

    pub(super) fn forget_types(&mut self, id: CycleId) {
        if self.lists.has_types_of(id) {
            self.lists.types_half_told.insert(id);
        }
    }

    pub(super) fn forget_stages(&mut self, id: CycleId) {
        if self.lists.stages.remove(&id).is_some() {
            self.lists.stages_half_told.insert(id);
        }
    }
}

impl ListsFold {
    /// Whether an entry has told the catalogue of a year.
    pub fn has_types_of(&self, id: CycleId) -> bool {
        self.types.keys().any(|(year, _)| *year == id)
    }
}

/// Each row follows on what it was, as far as that is known. One that does not leaves the others as they are told.
fn list<K, I: Ord, V: Clone + PartialEq>(
    known: &mut BTreeMap<I, V>,
    rows: &[Listed<K, V>],
    id: impl Fn(&K) -> I,
    is_half_told: bool,
) -> Result<(), Unfounded> {
    let mut follow = true;
    for Listed { of, before, after } in rows {
        let last = known.insert(id(of), after.clone());
        follow &= (is_half_told || last == *before) && before.as_ref() != Some(after);
    }
    changed(follow)
}
