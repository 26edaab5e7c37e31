//! Households of places as entries have told them so far, and whether orders have weighed by them.

use crate::{
    ids::ProposalId,
    ledger::{Event, Listed, Order, SettingEvent},
    proposal::merge::counted_households,
    region::RegionCode,
};
use std::collections::{BTreeMap, BTreeSet};

/// All that was ever told of each place: who puts proposals in order does not wait for who reads in a list meanwhile.
#[derive(Clone, Debug, Default)]
pub(super) struct Households(BTreeMap<RegionCode, BTreeSet<u32>>);

impl Households {
    pub(super) fn learn(&mut self, event: &Event) {
        let Event::Setting(SettingEvent::RegionsListed { rows }) = event else { return };
        for Listed { of, before, after } in rows {
            let told = before.iter().chain([after]).map(|values| u32::try_from(values.households).unwrap_or(0));
            self.0.entry(of.code.clone()).or_default().extend(told);
        }
    }

    /// Of a place of which nothing is told, whatever was known of it is believed.
    pub(super) fn are_those_of<'a>(&self, order: &Order, rt: impl Fn(ProposalId) -> Option<&'a RegionCode>) -> bool {
        order.facts.iter().all(|facts| {
            let told = |code: Option<&RegionCode>| code.and_then(|code| self.0.get(code));
            let rt = rt(facts.proposal);
            let (of_rt, of_kelurahan) = (told(rt), told(rt.and_then(RegionCode::kelurahan).as_ref()));
            let Some((of_rt, of_kelurahan)) = of_rt.zip(of_kelurahan) else { return true };
            let counted = |rt: u32, kelurahan: u32| counted_households(rt, kelurahan).map_or(0, |(households, _)| households);
            of_rt.iter().any(|rt| of_kelurahan.iter().any(|kelurahan| counted(*rt, *kelurahan) == facts.households))
        })
    }
}
