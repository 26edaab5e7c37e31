//! What holds at any moment, and how a year comes to its end.

use super::{Hall, Year};
use domain::{
    cycle::{Stage, StageKind},
    money::Rupiah,
    musrenbang::{Blocker, Decision, MeetingNotes, MusrenbangStatus},
    proposal::{ProposalNumber, Status},
};
use services::{
    CommandError, agenda,
    commands::{
        self, NewCycle,
        musrenbang::{close_musrenbang, decide, open_musrenbang, promote_reserve, propose_ranking, write_notes},
    },
    ledger::recount,
    queries::meeting_page::meeting_page,
    store::musrenbangs,
};
use std::collections::{BTreeMap, BTreeSet};
use testing::typed::{note, ruling};
use testing::{
    JAMBI,
    world::{opening, reason},
};

impl Year {
    /// What holds at any moment.
    pub async fn check(&self) {
        let mut tx = self.world.city.read().await;
        for &id in &self.proposals {
            let proposal = services::store::proposals::find(&mut tx, id).await.unwrap().unwrap();
            let mut stands = Vec::new();
            let came = musrenbangs::of_proposal(&mut tx, id).await.unwrap();
            for meeting in &came {
                if musrenbangs::item(&mut tx, meeting.id, id).await.unwrap().is_some_and(|item| item.stands_here) {
                    stands.push(meeting.id);
                }
            }
            assert!(stands.len() <= 1, "{id} stands before {stands:?}");
            let mut at = Vec::new();
            for meeting in came.iter().filter(|meeting| !meeting.status.has_closed()) {
                // One that closed and was opened again keeps what it handed on.
                if musrenbangs::minutes(&mut tx, meeting.id).await.unwrap().is_empty() {
                    at.push((meeting.cycle, meeting.stage));
                }
            }
            at.sort_unstable();
            assert!(at.windows(2).all(|two| two[0] != two[1]), "{id} is before two meetings that work: {at:?}");
            for meeting in came.iter().filter(|meeting| !meeting.status.has_closed()) {
                // What it returned it waits for, unless it closed meanwhile.
                let item = musrenbangs::item(&mut tx, meeting.id, id).await.unwrap().unwrap();
                let waits = item.status == Status::Returned && musrenbangs::minutes(&mut tx, meeting.id).await.unwrap().is_empty();
                assert!(!waits || item.stands_here, "{id} is awaited by a meeting that it has left");
            }
            if let Some(standing) = musrenbangs::standing(&mut tx, id).await.unwrap() {
                let decision = Decision::of(proposal.position.status);
                assert_eq!(standing.decision, decision, "{id} is {:?}, and its meeting says otherwise", proposal.position);
            }
            let waits = matches!(proposal.position.status, Status::Submitted | Status::Verified | Status::Agreed | Status::Reserve);
            let is_before_a_meeting = waits && proposal.position.stage.is_meeting();
            assert!(!is_before_a_meeting || stands.len() == 1, "{id} is lost: {:?}", proposal.position);
        }
        let mut listed: BTreeMap<StageKind, BTreeSet<ProposalNumber>> = BTreeMap::new();
        for hall in &self.halls {
            let meeting = musrenbangs::find(&mut tx, hall.meeting).await.unwrap().unwrap();
            if !meeting.status.has_closed() {
                continue;
            }
            let minutes = musrenbangs::minutes(&mut tx, hall.meeting).await.unwrap();
            for line in &minutes[0].minutes.priority {
                let is_new = listed.entry(meeting.stage).or_default().insert(line.number.clone());
                assert!(is_new, "{} is in two lists of {:?}", line.number, meeting.stage);
            }
            let ceiling = agenda::ceiling_of(&mut tx, &meeting).await.unwrap();
            let items = musrenbangs::items(&mut tx, hall.meeting).await.unwrap();
            let agreed = items.iter().filter(|item| Decision::of(item.status) == Some(Decision::Agreed));
            for physical in [true, false] {
                let spent = Rupiah::total(agreed.clone().filter(|item| item.physical == physical).map(|item| item.cost)).unwrap();
                let over = ceiling.as_ref().and_then(|announced| announced.ceiling.excess(physical, spent));
                assert!(over.is_none() || meeting.notes.ceiling.is_some(), "{:?} passes its ceiling by {over:?}", meeting.stage);
            }
        }
        let found = recount(&mut tx).await.unwrap();
        assert!(found.differences.is_empty(), "{:#?}", found.differences);
    }

    /// Every meeting can be closed, whatever was done in it.
    pub async fn finish(&self, hall: &Hall) {
        let (services, id) = (&self.world.city.services, hall.meeting);
        if self.world.loaded(id).await.status == MusrenbangStatus::Prepared {
            open_musrenbang(services, &hall.actor, id, &opening(), true).await.unwrap();
        }
        if self.world.loaded(id).await.status.has_closed() {
            return;
        }
        for item in self.items(hall).await.into_iter().filter(|item| item.stands_here && item.status.awaits_decision()) {
            let form = ruling("deferred", Some(reason("PAGU")));
            decide(services, &hall.actor, id, item.proposal, &form).await.unwrap();
        }
        propose_ranking(services, &hall.actor, id).await.unwrap();
        self.delegate(hall).await;
        let page = meeting_page(services, &hall.actor, id).await.unwrap().unwrap();
        if page.blockers.iter().any(|blocker| matches!(blocker, Blocker::CeilingExceeded { .. })) {
            let notes = MeetingNotes { ceiling: Some(note("Bencana banjir.")), ..MeetingNotes::default() };
            write_notes(services, &hall.actor, id, &notes, None).await.unwrap();
        }
        let closed = close_musrenbang(services, &hall.actor, id, None).await;
        if let Err(error) = closed {
            panic!("{:?} cannot close: {error}, {:#?}", page.meeting.stage, page.blockers);
        }
    }

    /// Whoever asks for it, in any order: what fits moves up, and nothing else.
    pub async fn promote_all(&self) {
        for hall in &self.halls {
            for item in self.items(hall).await {
                let promoted =
                    promote_reserve(&self.world.city.services, &hall.actor, hall.meeting, item.proposal, &reason("LAINNYA")).await;
                assert!(!matches!(promoted, Err(CommandError::Failed(_))), "{promoted:?}");
            }
        }
    }

    /// What its year did not take goes on in the next.
    pub async fn next_year(&self) {
        let (city, services) = (&self.world.city, &self.world.city.services);
        city.pass_days(365);
        let stages = StageKind::ALL.map(|kind| Stage::new(kind, None, None).unwrap()).to_vec();
        let new = NewCycle { plan_year: 2029, city: city.region(&JAMBI.region()).await.id, stages };
        commands::create_cycle_without_permit(services, &new).await.unwrap();
        for &id in &self.proposals {
            let position = self.world.proposal(id).await.position;
            let goes_on = match position.status {
                Status::Submitted | Status::Verified | Status::Reserve | Status::Returned | Status::Deferred | Status::Rejected => true,
                Status::Agreed => panic!("{id} was agreed and not sent up"),
                _ => false,
            };
            let again = services.clock.new_id().into();
            let author = self.world.author_of(id).await;
            let carried = commands::propose_again(services, &author, id, again).await;
            assert_eq!(carried.is_ok(), goes_on, "{id} {position:?}: {carried:?}");
            if let Ok(commands::ProposedAgain::Draft(draft)) = carried {
                commands::withdraw_proposal(services, &author, draft, None).await.unwrap();
            }
        }
    }
}
