//! How the years of a life come to their end: every meeting can be closed, whatever was done in it, reserves move up,
//! and what a year did not take goes on in the next.

use super::{life::Life, offices::Hall};
use domain::{
    musrenbang::{Blocker, MeetingNotes, MusrenbangStatus},
    proposal::Status,
    refusal::Refusal,
};
use services::{
    CommandError,
    commands::{
        self, ProposedAgain,
        musrenbang::{close_musrenbang, decide, open_musrenbang, promote_reserve, propose_ranking, write_notes},
    },
    queries::meeting_page::meeting_page,
};
use testing::typed::{note, ruling};
use testing::world::{opening, reason};

impl Life {
    /// The meetings of every year so far, each from the RTs to the city.
    pub async fn finish_all(&self) {
        for hall in &self.halls {
            self.finish(hall).await;
        }
    }

    /// Those of all years but the latest.
    pub async fn finish_earlier(&self) {
        for hall in self.halls.iter().filter(|hall| hall.cycle != self.world().cycle) {
            self.finish(hall).await;
        }
    }

    async fn finish(&self, hall: &Hall) {
        let (services, id) = (&self.city.services, hall.meeting);
        if self.world().loaded(id).await.status == MusrenbangStatus::Prepared {
            open_musrenbang(services, &hall.actor, id, &opening(), true).await.unwrap();
        }
        if self.world().loaded(id).await.status.has_closed() {
            return;
        }
        for item in self.items(hall).await.into_iter().filter(|item| item.stands_here && item.status.awaits_decision()) {
            let form = ruling("deferred", Some(reason("PAGU")));
            decide(services, &hall.actor, id, item.proposal, &form).await.unwrap();
        }
        propose_ranking(services, &hall.actor, id).await.unwrap();
        self.delegate(hall).await.unwrap();
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
                let promoted = promote_reserve(&self.city.services, &hall.actor, hall.meeting, item.proposal, &reason("LAINNYA")).await;
                assert!(!matches!(promoted, Err(CommandError::Failed(_))), "{promoted:?}");
            }
        }
    }

    /// What its year did not take goes on in the latest, by whoever keeps it, once. Every other draft that comes of it
    /// is thrown away.
    pub async fn carry_over(&mut self) {
        let latest = self.world().cycle;
        for id in self.proposals.clone() {
            let proposal = self.world().proposal(id).await;
            if proposal.cycle == latest {
                continue;
            }
            let position = proposal.position;
            let goes_on = match position.status {
                Status::Submitted | Status::Verified | Status::Reserve | Status::Returned | Status::Deferred | Status::Rejected => true,
                Status::Agreed => panic!("{id} was agreed and not sent up"),
                _ => false,
            };
            // Of these nobody may be there who can say for which RT it is now, or who may write it anew.
            let wants_its_author = matches!(position.status, Status::Returned | Status::Rejected);
            let is_unkept = wants_its_author && self.world().author_of(id).await.signed_in().is_none();
            let carried = self.propose_again(id).await;
            let is_full = matches!(carried, Err(CommandError::Refused(Refusal::TooManyDrafts { .. })));
            assert!(!matches!(carried, Err(CommandError::Failed(_))), "{id} {position:?}: {carried:?}");
            let is_open = is_full || is_unkept || self.again.contains(&id);
            assert!(is_open || carried.is_ok() == goes_on, "{id} {position:?}: {carried:?}");
            if let Ok(ProposedAgain::Draft(draft)) = carried
                && self.again.len().is_multiple_of(2)
            {
                let author = self.world().author_of(draft).await;
                commands::withdraw_proposal(&self.city.services, &author, draft, None).await.unwrap();
            }
            self.hear();
        }
    }
}
