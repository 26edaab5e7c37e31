//! What a person's residence counts for follows the residence: support and answers that nothing has frozen are counted
//! again when a home is named, confirmed, or confirmed no longer.

use super::Outcome;
use crate::{
    Services,
    store::{
        Tx, accounts,
        plans::{self, stances},
        proposals, regions,
    },
};
use domain::ids::{AccountId, ProposalId};
use std::collections::BTreeSet;

/// In the unit of work of what has changed. Proposals and plans are locked in the order of their ids.
pub(super) async fn settle(services: &Services, tx: &mut Tx, person: AccountId) -> Outcome<()> {
    let mut lines: BTreeSet<ProposalId> = BTreeSet::new();
    for backed in proposals::backed(tx, person).await? {
        lines.extend(proposals::line_of(tx, backed).await?);
    }
    for id in lines {
        let proposal = proposals::lock(tx, id).await?;
        if proposal.is_some_and(|proposal| proposal.position.status.is_open_to_support()) {
            proposals::recount_support(tx, id).await?;
        }
    }
    let today = services.today();
    let home = match accounts::find(tx, person).await?.and_then(|account| account.home()) {
        Some(home) => regions::find(tx, home).await?.map(|region| region.code),
        None => None,
    };
    for id in stances::answered(tx, person).await? {
        let Some(plan) = plans::lock(tx, id).await?.filter(|plan| plan.state.takes_responses_on(today)) else { continue };
        let affected = plans::affected(tx, &plan, today).await?;
        let local = home.as_ref().is_some_and(|home| affected.iter().any(|region| region.code.contains(home)));
        stances::settle(tx, id, person, local).await?;
    }
    Ok(())
}
