//! What levels recommended for a proposal, as far as its entries tell.

use super::{ProposalFold, Unfounded};
use crate::{
    clock::Instant,
    ids::AccountId,
    ledger::{Digest, Leg},
    money::{Rupiah, Volume},
    proposal::Recommended,
};

/// What a level recommended last in one year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecommendationFold {
    pub office: String,
    /// Of its text.
    pub words: Option<Digest>,
    pub volume: Option<Volume>,
    pub cost: Option<Rupiah>,
    pub by: AccountId,
    pub at: Instant,
}

impl ProposalFold {
    pub(super) fn recommended(&mut self, leg: &Leg, at: Instant, by: impl Fn() -> Result<AccountId, Unfounded>) -> Result<(), Unfounded> {
        let Some(Recommended { cycle, volume }) = leg.recommended else {
            self.half_told.insert(leg.stage);
            return Ok(());
        };
        let last = RecommendationFold { office: leg.office.clone(), words: leg.note, volume, cost: leg.amount, by: by()?, at };
        self.recommendations.insert((cycle, leg.stage), last);
        Ok(())
    }
}
