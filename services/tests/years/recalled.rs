//! What was counted at some instants of a life, and what the ledger says afterwards that was counted then, as
//! `rembuk recount --at` does.

use super::life::Life;
use chrono::TimeDelta;
use domain::{clock::Instant, ledger::Answers, proposal::Position};
use rand::{SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    ledger::counts_at,
    store::{plans, proposals},
};
use std::collections::BTreeMap;

/// So many instants are looked back at; each is a look at every entry.
const LOOKS_BACK: usize = 4;

/// Where a proposal stood, with its rank, all who backed it and those who were local.
type Stood = (Position, Option<u32>, u32, u32);

pub struct Remembered {
    /// Just after it.
    before: Instant,
    /// By number.
    proposals: BTreeMap<String, Stood>,
    /// By title: those for, the local ones among them, and the same against.
    plans: BTreeMap<String, [i64; 4]>,
}

impl Life {
    /// Keeps what is counted now.
    pub async fn remember(&mut self) {
        let mut tx = self.city.read().await;
        let mut remembered =
            Remembered { before: self.city.now() + TimeDelta::microseconds(1), proposals: BTreeMap::new(), plans: BTreeMap::new() };
        for id in &self.proposals {
            let proposal = proposals::find(&mut tx, *id).await.unwrap().unwrap();
            let Some(number) = proposal.number else { continue };
            let stood = (proposal.position, proposal.rank, proposal.support_count, proposal.support_local);
            remembered.proposals.insert(number.to_string(), stood);
        }
        for id in &self.plans {
            let plan = plans::find(&mut tx, *id).await.unwrap().unwrap();
            let counts = plan.counts;
            let counted = [counts.supporting, counts.supporting_local, counts.opposing, counts.opposing_local];
            remembered.plans.insert(plan.content.title, counted);
        }
        self.remembered.push(remembered);
    }

    /// The ledger says the same of some of those instants.
    pub async fn recall(&self) {
        let mut rng = StdRng::seed_from_u64(self.proposals.len() as u64);
        for then in self.remembered.choose_multiple(&mut rng, LOOKS_BACK) {
            let counted = counts_at(&mut self.city.read().await, then.before).await.unwrap();
            assert_eq!(counted.differences, []);
            for (number, stood) in &then.proposals {
                let found = counted.proposals.get(number);
                let found = found.map(|(state, count)| (state.position, state.rank, count.total(), count.local));
                assert_eq!(found, Some(*stood), "{number} before {}", then.before);
            }
            let answered: BTreeMap<&str, Answers> = counted.plans.iter().map(|(title, answers)| (title.as_str(), *answers)).collect();
            for (title, stood) in &then.plans {
                let found = answered.get(title.as_str()).copied().unwrap_or_default();
                let found = [found.supporting, found.supporting_local, found.opposing, found.opposing_local].map(i64::from);
                assert_eq!(found, *stood, "{title} before {}", then.before);
            }
        }
    }
}
