//! What proposals asked for and levels recommended, as entries have told it so far, and whether orders were made with it.

use crate::{
    clock::Instant,
    ids::ProposalId,
    ledger::{Asked, Entry, Event, Facts, Order, Subject},
    money::Rupiah,
    proposal::EventKind,
};
use std::collections::{BTreeMap, BTreeSet};

/// All that was ever told of each proposal: an order may have been made in the moment of a change.
#[derive(Clone, Debug, Default)]
pub(super) struct Needs(BTreeMap<ProposalId, Told>);

#[derive(Clone, Debug, Default)]
struct Told {
    asked: BTreeSet<Asked>,
    recommended: BTreeSet<Rupiah>,
    sent_at: Option<Instant>,
    /// The first sending was told by a version before this one, which read the clock twice.
    is_half_told: bool,
}

impl Needs {
    pub(super) fn learn(&mut self, entry: &Entry) {
        let Subject::Proposal(id) = entry.subject else { return };
        match &entry.event {
            Event::Sent { asked, .. } => {
                let told = self.0.entry(id).or_default();
                told.is_half_told |= told.sent_at.is_none() && asked.is_none();
                told.sent_at.get_or_insert(entry.at);
                told.asked.extend(asked.clone());
            }
            Event::Moved(leg) | Event::Remarked(leg) | Event::Recalled(leg) if leg.what == EventKind::Recommended => {
                self.0.entry(id).or_default().recommended.extend(leg.amount);
            }
            _ => {}
        }
    }

    /// Where a version before this one did not tell what was asked for, whatever was known of it is believed. In which
    /// plan year an order is made no entry says, but it is one for all of it.
    pub(super) fn are_those_of(&self, order: &Order) -> bool {
        let told = |facts: &Facts| self.0.get(&facts.proposal).filter(|told| !told.asked.is_empty());
        let mut years: Option<BTreeSet<u16>> = None;
        order.facts.iter().all(|facts| {
            let Some(told) = told(facts) else { return true };
            let possible: BTreeSet<u16> = told.plan_years(facts).collect();
            let common = match &years {
                Some(years) => years.intersection(&possible).copied().collect(),
                None => possible,
            };
            let is_one = !common.is_empty();
            years = Some(common);
            is_one
        })
    }
}

impl Told {
    /// In which the order may have been made, if the facts are those that were told.
    fn plan_years(&self, facts: &Facts) -> impl Iterator<Item = u16> {
        let is_recommended = self.recommended.contains(&facts.cost);
        let is_first = self.is_half_told || self.sent_at == Some(facts.submitted_at);
        self.asked
            .iter()
            .filter(move |asked| {
                is_first
                    && asked.physical == facts.physical
                    && asked.households == facts.beneficiaries
                    && (asked.cost == facts.cost || is_recommended)
            })
            .map(|asked| asked.first_year.saturating_add(facts.years_waiting))
    }
}
