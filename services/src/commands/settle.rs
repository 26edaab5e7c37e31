//! What a person's residence counts for follows the residence: support and answers that nothing has frozen are counted
//! again when a home is named, confirmed, or confirmed no longer, and when something takes them again.

use super::Outcome;
use crate::{
    store::{
        Tx, accounts,
        plans::{self, Plan, stances},
        proposals, regions,
    },
    unit::Unit,
};
use domain::{
    ids::{AccountId, ProposalId},
    ledger::Event,
    permission::Acting,
    refusal::Refusal,
    region::RegionCode,
};
use std::collections::BTreeSet;

/// In the unit of work of what has changed. Proposals and plans are locked in the order of their ids.
pub(super) async fn settle(unit: &mut Unit, person: AccountId) -> Outcome<()> {
    let home = confirmed_home(&mut unit.tx, person).await?;
    for id in backed_and_open(&mut unit.tx, person).await? {
        if proposals::support_of(&mut unit.tx, id, person).await?.is_some_and(|support| support.home != home) {
            unit.record(id, Event::SupporterSettled { person, home: home.clone() }).await?;
        }
    }
    let today = unit.services.today();
    for id in stances::answered(&mut unit.tx, person).await? {
        let plan = plans::lock(&mut unit.tx, id).await?;
        let Some(plan) = plan.filter(|plan| plan.state.takes_responses_on(today)) else { continue };
        let affected = plans::affected(&mut unit.tx, &plan, today).await?;
        let local = home.as_ref().map(|home| home.lies_in_any(&affected));
        if stances::find(&mut unit.tx, id, person).await?.is_some_and(|taken| taken.local != local) {
            unit.record(id, Event::ResponderSettled { person, local }).await?;
        }
    }
    Ok(())
}

/// A proposal, which is locked, takes support again: whoever moved meanwhile counts where they live now.
pub(super) async fn settle_supporters(unit: &mut Unit, id: ProposalId) -> Outcome<()> {
    for (backed, person, home) in proposals::moved_supporters(&mut unit.tx, id).await? {
        proposals::lock(&mut unit.tx, backed).await?;
        unit.record(backed, Event::SupporterSettled { person, home }).await?;
    }
    Ok(())
}

/// The same for a plan, which is locked, whose period is opened again.
pub(super) async fn settle_responders(unit: &mut Unit, plan: &Plan) -> Outcome<()> {
    let affected = plans::affected(&mut unit.tx, plan, unit.services.today()).await?;
    for (person, counted, home) in stances::homes(&mut unit.tx, plan.id).await? {
        let local = home.map(|home| home.lies_in_any(&affected));
        if local != counted {
            unit.record(plan.id, Event::ResponderSettled { person, local }).await?;
        }
    }
    Ok(())
}

/// Keeps the home for which somebody speaks, for this unit of work: whoever moves at the same moment is either counted
/// there already, or is found when what they back is settled.
pub(super) async fn hold_home(tx: &mut Tx, acting: &Acting) -> Outcome<()> {
    accounts::hold(tx, acting.account).await?;
    if confirmed_home(tx, acting.account).await? == acting.region { Ok(()) } else { Err(Refusal::ResidenceNotConfirmed.into()) }
}

/// The RT somebody lives in, as far as an office has said so.
async fn confirmed_home(tx: &mut Tx, person: AccountId) -> Outcome<Option<RegionCode>> {
    let account = accounts::find(tx, person).await?.filter(|account| account.residence_confirmed_at.is_some());
    Ok(match account.and_then(|account| account.home()) {
        Some(home) => regions::find(tx, home).await?.map(|region| region.code),
        None => None,
    })
}

/// What a person backs and what is still open to support, itself or in something that it was merged into. All of these
/// are locked.
async fn backed_and_open(tx: &mut Tx, person: AccountId) -> Outcome<Vec<ProposalId>> {
    let mut lines: Vec<(ProposalId, Vec<ProposalId>)> = Vec::new();
    for backed in proposals::backed(tx, person).await? {
        lines.push((backed, proposals::line_of(tx, backed).await?));
    }
    let all: BTreeSet<ProposalId> = lines.iter().flat_map(|(_, line)| line.iter().copied()).collect();
    let mut open = BTreeSet::new();
    for id in all {
        if proposals::lock(tx, id).await?.is_some_and(|proposal| proposal.position.status.is_open_to_support()) {
            open.insert(id);
        }
    }
    Ok(lines.into_iter().filter(|(_, line)| line.iter().any(|id| open.contains(id))).map(|(backed, _)| backed).collect())
}
