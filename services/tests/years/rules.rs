//! What holds at any moment of a life: of each proposal, list and plan, of who has left, and of the ledger.

use super::life::Life;
use chrono::TimeDelta;
use domain::{
    cycle::StageKind,
    ids::{CycleId, PlanId},
    money::Rupiah,
    musrenbang::Decision,
    plan::{PlanEventKind, Tally},
    proposal::{ProposalNumber, Status},
};
use services::{
    agenda, jobs,
    ledger::{plan_journey, recount},
    store::{
        Tx, accounts,
        musrenbangs::{self, Meeting},
        plans, proposals,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What stands in the lists of each year and stage so far.
type Listed = BTreeMap<(CycleId, StageKind), BTreeSet<ProposalNumber>>;

impl Life {
    /// All of it; what is counted now is remembered, and published.
    pub async fn check(&mut self) {
        jobs::run_due(&self.city.services).await.unwrap();
        jobs::publish(&self.city.services).await.unwrap();
        let mut tx = self.city.read().await;
        self.no_proposal_is_lost(&mut tx).await;
        let mut listed = Listed::new();
        for hall in &self.halls {
            let meeting = musrenbangs::find(&mut tx, hall.meeting).await.unwrap().unwrap();
            if meeting.status.has_closed() {
                check_list(&mut tx, &meeting, &mut listed).await;
            }
        }
        for plan in &self.plans {
            check_plan(&mut tx, *plan).await;
        }
        for id in &self.gone {
            let account = accounts::find(&mut tx, *id).await.unwrap().unwrap();
            assert!(account.residence_confirmed_at.is_none() && account.name.is_empty(), "{id} has left for good");
        }
        assert_eq!(plans::due_to_close(&mut tx, self.city.today()).await.unwrap(), [], "a period cannot be evaluated");
        let found = recount(&mut tx).await.unwrap();
        assert!(found.differences.is_empty(), "{:#?}", found.differences);
        drop(tx);
        self.remember().await;
        // What comes next is later than what is remembered.
        self.city.pass(TimeDelta::seconds(1));
    }

    /// Each that waits stands before one meeting, and none before two that work.
    async fn no_proposal_is_lost(&self, tx: &mut Tx) {
        for &id in &self.proposals {
            let proposal = proposals::find(tx, id).await.unwrap().unwrap();
            let mut stands = Vec::new();
            let came = musrenbangs::of_proposal(tx, id).await.unwrap();
            for meeting in &came {
                if musrenbangs::item(tx, meeting.id, id).await.unwrap().is_some_and(|item| item.stands_here) {
                    stands.push(meeting.id);
                }
            }
            assert!(stands.len() <= 1, "{id} stands before {stands:?}");
            let mut at = Vec::new();
            for meeting in came.iter().filter(|meeting| !meeting.status.has_closed()) {
                // One that closed and was opened again keeps what it handed on.
                if musrenbangs::minutes(tx, meeting.id).await.unwrap().is_empty() {
                    at.push((meeting.cycle, meeting.stage));
                }
            }
            at.sort_unstable();
            assert!(at.windows(2).all(|two| two[0] != two[1]), "{id} is before two meetings that work: {at:?}");
            for meeting in came.iter().filter(|meeting| !meeting.status.has_closed()) {
                // What it returned it waits for, unless it closed meanwhile.
                let item = musrenbangs::item(tx, meeting.id, id).await.unwrap().unwrap();
                let waits = item.status == Status::Returned && musrenbangs::minutes(tx, meeting.id).await.unwrap().is_empty();
                assert!(!waits || item.stands_here, "{id} is awaited by a meeting that it has left");
            }
            if let Some(standing) = musrenbangs::standing(tx, id).await.unwrap() {
                let decision = Decision::of(proposal.position.status);
                assert_eq!(standing.decision, decision, "{id} is {:?}, and its meeting says otherwise", proposal.position);
            }
            let waits = matches!(proposal.position.status, Status::Submitted | Status::Verified | Status::Agreed | Status::Reserve);
            let is_before_a_meeting = waits && proposal.position.stage.is_meeting();
            assert!(!is_before_a_meeting || stands.len() == 1, "{id} is lost: {:?}", proposal.position);
        }
    }
}

/// Nothing stands in two lists of a year and stage, and no list is above its ceiling without a reason.
async fn check_list(tx: &mut Tx, meeting: &Meeting, listed: &mut Listed) {
    let minutes = musrenbangs::minutes(tx, meeting.id).await.unwrap();
    for line in &minutes[0].minutes.priority {
        let is_new = listed.entry((meeting.cycle, meeting.stage)).or_default().insert(line.number.clone());
        assert!(is_new, "{} is in two lists of {:?}", line.number, meeting.stage);
    }
    let ceiling = agenda::ceiling_of(tx, meeting).await.unwrap();
    let items = musrenbangs::items(tx, meeting.id).await.unwrap();
    let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed));
    for physical in [true, false] {
        let spent = Rupiah::total(agreed.clone().filter(|item| item.physical == physical).map(|item| item.cost)).unwrap();
        let over = ceiling.as_ref().and_then(|announced| announced.ceiling.excess(physical, spent));
        assert!(over.is_none() || meeting.notes.ceiling.is_some(), "{:?} passes its ceiling by {over:?}", meeting.stage);
    }
}

/// Each period is evaluated once, on the answers that there are still, and extended once at most.
async fn check_plan(tx: &mut Tx, id: PlanId) {
    let plan = plans::find(tx, id).await.unwrap().unwrap();
    let journey = plan_journey(tx, id).await.unwrap();
    let times = |kind| journey.iter().filter(|leg| leg.kind == kind).count();
    let (evaluated, extended) = (times(PlanEventKind::ResponsesClosed), times(PlanEventKind::Extended));
    assert!(extended <= 1 && evaluated <= 1 + extended, "{id} was evaluated {evaluated} and extended {extended} times");
    assert_eq!(plan.evaluation.is_some(), evaluated > extended, "{id}");
    let counted = plans::stances::tally(tx, id).await.unwrap();
    let of = |count: i64| u32::try_from(count).unwrap();
    let kept = Tally {
        supporting: of(plan.counts.supporting),
        opposing: of(plan.counts.opposing),
        local: of(plan.counts.supporting_local + plan.counts.opposing_local),
    };
    assert_eq!(counted, kept, "{id}");
    assert!(plan.evaluation.is_none_or(|evaluation| evaluation.tally == counted), "{id} was evaluated otherwise");
}
