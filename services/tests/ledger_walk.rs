//! A crowd does whatever comes to its mind, allowed or not: support, answers, likes, mergers and their undoing, moving,
//! being confirmed and denied, leaving for good. After every few steps the ledger says what is counted.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::{Actor, Role},
    comment::{CommentKind, Subject},
    cycle::StageKind,
    ids::{CommentId, MusrenbangId, PlanId, ProposalId},
    permission::{may_act_as_self, may_comment, may_like, may_moderate, may_take_stance},
    plan::Stance,
};
use rand::{Rng as _, SeedableRng as _, rngs::StdRng, seq::IndexedRandom as _};
use services::{
    CommandError, Visit,
    commands::{
        self, NewComment,
        musrenbang::{merge_proposals, reject_proposal, undo_merge, verify_proposal},
    },
    ledger::recount,
};
use testing::typed::{note, words};
use testing::{
    LEGOK, MURNI, PASSWORD, TestCity, TestPerson, both_databases,
    plans::published,
    world::{World, reason},
};

/// So many acts, of which about half are refused.
const STEPS: usize = 1500;
const BETWEEN_RECOUNTS: usize = 50;

struct Crowd {
    world: World,
    people: Vec<TestPerson>,
    proposals: Vec<ProposalId>,
    plan: PlanId,
    comments: Vec<CommentId>,
    head: Actor,
    lurahs: [Actor; 2],
    moderator: Actor,
    meeting: MusrenbangId,
}

impl Crowd {
    async fn gather(city: TestCity) -> Self {
        let world = World::new(city.clone()).await;
        let mut people = Vec::new();
        for home in [LEGOK.rt(1), LEGOK.rt(1), LEGOK.rt(2), MURNI.rt(1), MURNI.rt(2), LEGOK.rt(3)] {
            people.push(city.confirmed_resident_of(&home).await);
        }
        let mut proposals = Vec::new();
        for (number, author) in people.iter().enumerate().take(5) {
            proposals.push(world.propose(author, &LEGOK.rt(1), &format!("usulan {number}"), 1).await);
        }
        let meeting = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let plan = published(&city, &[LEGOK.region()]).await;
        Self {
            head: city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await,
            lurahs: [city.office_of(LEGOK).await.actor().await, city.office_of(MURNI).await.actor().await],
            moderator: city.officer(Role::Moderator, LEGOK.region().city().as_str()).await.actor().await,
            comments: Vec::new(),
            world,
            people,
            proposals,
            plan,
            meeting,
        }
    }

    /// One act; whether it was allowed.
    async fn act(&mut self, rng: &mut StdRng) -> Result<(), CommandError> {
        let services = &self.world.city.services;
        let person = self.people.choose(rng).unwrap();
        let (actor, proposal) = (person.actor().await, *self.proposals.choose(rng).unwrap());
        match rng.random_range(0..14) {
            0..=2 => commands::support_proposal(services, &actor, proposal).await,
            3 => commands::withdraw_support(services, &actor, proposal).await,
            4 => {
                let stance = if rng.random_bool(0.5) { Stance::Support } else { Stance::Oppose };
                commands::take_stance(services, &may_take_stance(&actor, self.plan)?, stance).await
            }
            5 => {
                let id = CommentId(services.clock.new_id());
                let subject = if rng.random_bool(0.5) { Subject::Plan(self.plan) } else { Subject::Proposal(proposal) };
                let form = NewComment { id, kind: CommentKind::Suggestion, body: words("Lebih cepat.") };
                commands::add_comment(services, &may_comment(&actor, subject)?, form).await?;
                self.comments.push(id);
                Ok(())
            }
            6..=7 => {
                let Some(comment) = self.comments.choose(rng) else { return Ok(()) };
                match rng.random_range(0..8) {
                    0 => commands::hide_comment(services, &may_moderate(&self.moderator, *comment)?, &note("Iklan saja.")).await,
                    1 => commands::restore_comment(services, &may_moderate(&self.moderator, *comment)?).await,
                    other => commands::like_comment(services, &may_like(&actor, *comment)?, other > 3).await,
                }
            }
            8 => verify_proposal(services, &self.head, self.meeting, proposal).await,
            9 => {
                let into = self.world.proposal(*self.proposals.choose(rng).unwrap()).await.number.unwrap();
                merge_proposals(services, &self.head, self.meeting, proposal, &into, &reason("GANDA")).await
            }
            10 => undo_merge(services, &self.head, self.meeting, proposal, &reason("DATA_KURANG")).await,
            11 => {
                let home = [LEGOK.rt(1), LEGOK.rt(4), MURNI.rt(3)].choose(rng).unwrap().clone();
                commands::set_home(services, &may_act_as_self(&actor)?, &home).await
            }
            12 => {
                let lurah = self.lurahs.choose(rng).unwrap();
                if rng.random_bool(0.7) {
                    return commands::confirm_residence(services, lurah, person.id, None).await;
                }
                commands::withdraw_confirmation(services, lurah, person.id, None, &note("Sudah pindah.")).await.map(drop)
            }
            _ => self.leave_or_end(rng, person, proposal).await,
        }
    }

    /// What cannot be taken back, seldom.
    async fn leave_or_end(&self, rng: &mut StdRng, person: &TestPerson, proposal: ProposalId) -> Result<(), CommandError> {
        let services = &self.world.city.services;
        match rng.random_range(0..100) {
            0 => reject_proposal(services, &self.head, self.meeting, proposal, &reason("SUDAH_TEREALISASI")).await,
            1 => {
                let me = may_act_as_self(&person.actor().await)?;
                commands::delete_account(services, &me, PASSWORD.into(), &Visit::default()).await
            }
            _ => Ok(()),
        }
    }
}

both_databases!(
    async fn whatever_a_crowd_does_the_ledger_says_what_is_counted(city: TestCity) {
        let mut crowd = Crowd::gather(city.clone()).await;
        let mut rng = StdRng::seed_from_u64(2028);
        let mut allowed = 0;
        for step in 1..=STEPS {
            city.pass(chrono::Duration::minutes(7));
            match crowd.act(&mut rng).await {
                Ok(()) => allowed += 1,
                Err(CommandError::Failed(failure)) => panic!("step {step}: {failure}"),
                Err(CommandError::Refused(_) | CommandError::Problems(_)) => {}
            }
            if step % BETWEEN_RECOUNTS == 0 {
                let found = recount(&mut city.read().await).await.unwrap();
                assert!(found.differences.is_empty(), "after step {step}: {:#?}", found.differences);
            }
        }
        let found = recount(&mut city.read().await).await.unwrap();
        assert!(allowed > STEPS / 3 && found.entries > 250, "{allowed} allowed, {} entries", found.entries);
    }
);
