//! What the lists of the city and of its years say, as far as entries tell them.

use super::{Fold, Unfounded, changed};
use crate::{
    cycle::Stage,
    ids::{AgencyId, CycleId, ProposalTypeId},
    ledger::{AgencyRecord, AgencyValues, Listed, RegionRecord, RegionSpan, RegionValues, TypeRecord, TypeValues},
};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct ListsFold {
    pub regions: BTreeMap<RegionSpan, RegionValues>,
    pub agencies: BTreeMap<AgencyId, AgencyValues>,
    pub types: BTreeMap<(CycleId, ProposalTypeId), TypeValues>,
    /// In the order of the city.
    pub stages: BTreeMap<CycleId, Vec<Stage>>,
}

impl Fold {
    pub(super) fn list_regions(&mut self, rows: &[RegionRecord]) -> Result<(), Unfounded> {
        list(&mut self.lists.regions, rows, Clone::clone)
    }

    pub(super) fn list_agencies(&mut self, rows: &[AgencyRecord]) -> Result<(), Unfounded> {
        list(&mut self.lists.agencies, rows, |id| *id)
    }

    pub(super) fn list_types(&mut self, id: CycleId, rows: &[TypeRecord]) -> Result<(), Unfounded> {
        list(&mut self.lists.types, rows, |kind| (id, *kind))
    }

    pub(super) fn date_stages(&mut self, id: CycleId, before: &[Stage], after: &[Stage]) -> Result<(), Unfounded> {
        let known = self.lists.stages.get(&id).map_or(&[][..], Vec::as_slice);
        changed(known == before && before != after)?;
        self.lists.stages.insert(id, after.to_vec());
        Ok(())
    }
}

/// Each row follows on what it was.
fn list<K, I: Ord, V: Clone + PartialEq>(known: &mut BTreeMap<I, V>, rows: &[Listed<K, V>], id: impl Fn(&K) -> I) -> Result<(), Unfounded> {
    for Listed { of, before, after } in rows {
        let id = id(of);
        changed(known.get(&id) == before.as_ref() && before.as_ref() != Some(after))?;
        known.insert(id, after.clone());
    }
    Ok(())
}
