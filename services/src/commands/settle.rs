//! What a person's residence counts for follows the residence: support and answers that nothing has frozen are counted
//! again when a home is named, confirmed, or confirmed no longer, and when something takes them again.

use super::Outcome;
use crate::{
    Services,
    ledger::{self, Act},
    store::{
        Tx, accounts,
        plans::{self, Plan, stances},
        proposals, regions,
    },
};
use domain::{
    ids::{AccountId, ProposalId},
    ledger::{Event, Subject},
    permission::Acting,
    region::RegionCode,
};
use std::collections::BTreeSet;

/// In the unit of work of what has changed, which `acting` did. Proposals and plans are locked in the order of their
/// ids.
pub(super) async fn settle(services: &Services, tx: &mut Tx, person: AccountId, acting: &Acting) -> Outcome<()> {
    let home = confirmed_home(tx, person).await?;
    let act = |event| vec![Act { at: services.clock.now(), acting: Some(acting.clone()), event }];
    for id in backed_and_open(tx, person).await? {
        if proposals::support_of(tx, id, person).await?.is_some_and(|support| support.home != home) {
            let event = Event::SupporterSettled { person, home: home.clone() };
            ledger::record(&services.clock, tx, Subject::Proposal(id), act(event)).await?;
        }
    }
    let today = services.today();
    for id in stances::answered(tx, person).await? {
        let Some(plan) = plans::lock(tx, id).await?.filter(|plan| plan.state.takes_responses_on(today)) else { continue };
        let affected = plans::affected(tx, &plan, today).await?;
        let local = home.as_ref().map(|home| home.lies_in_any(&affected));
        if stances::find(tx, id, person).await?.is_some_and(|taken| taken.local != local) {
            ledger::record(&services.clock, tx, Subject::Plan(id), act(Event::ResponderSettled { person, local })).await?;
        }
    }
    Ok(())
}

/// A proposal, which is locked, takes support again: whoever moved meanwhile counts where they live now.
pub(super) async fn settle_supporters(services: &Services, tx: &mut Tx, id: ProposalId, acting: &Acting) -> Outcome<()> {
    for (backed, person, home) in proposals::moved_supporters(tx, id).await? {
        proposals::lock(tx, backed).await?;
        let act = Act { at: services.clock.now(), acting: Some(acting.clone()), event: Event::SupporterSettled { person, home } };
        ledger::record(&services.clock, tx, Subject::Proposal(backed), vec![act]).await?;
    }
    Ok(())
}

/// The same for a plan, which is locked, whose period is opened again.
pub(super) async fn settle_responders(services: &Services, tx: &mut Tx, plan: &Plan, acting: &Acting) -> Outcome<()> {
    let affected = plans::affected(tx, plan, services.today()).await?;
    for (person, counted, home) in stances::homes(tx, plan.id).await? {
        let local = home.map(|home| home.lies_in_any(&affected));
        if local != counted {
            let act = Act { at: services.clock.now(), acting: Some(acting.clone()), event: Event::ResponderSettled { person, local } };
            ledger::record(&services.clock, tx, Subject::Plan(plan.id), vec![act]).await?;
        }
    }
    Ok(())
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
