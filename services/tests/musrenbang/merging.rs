//! Who may merge what into what, and whom that counts where.

use crate::world::{World, reason, refusal};
use domain::proposal::ProposalNumber;
use domain::{
    account::Role,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    ledger::Frozen,
    proposal::{Status, SupportCount},
    refusal::Refusal,
};
use services::{
    CommandError,
    commands::{
        self,
        musrenbang::{
            accept_suggestion, close_musrenbang, decide, merge_proposals, open_musrenbang, reject_proposal, undo_merge, verify_proposal,
        },
    },
    queries::{
        meeting_page::{case_page, work_page},
        proposal_page::{Mine, proposal_page},
    },
    store::musrenbangs,
};
use std::collections::BTreeSet;
use testing::typed::{ruling, words};
use testing::{DANAU_SIPIN, LEGOK, MURNI, TestCity, TestPerson, both_databases};

async fn number(world: &World, id: ProposalId) -> ProposalNumber {
    world.proposal(id).await.number.unwrap()
}

async fn support(world: &World, person: &TestPerson, id: ProposalId) {
    commands::support_proposal(&world.city.services, &person.actor().await, id).await.unwrap();
}

async fn count(world: &World, id: ProposalId) -> (u32, u32) {
    let proposal = world.proposal(id).await;
    (proposal.support_count, proposal.support_local)
}

async fn frozen(world: &World, meeting: MusrenbangId, id: ProposalId) -> Option<SupportCount> {
    musrenbangs::frozen_support(&mut world.city.read().await, meeting, id).await.unwrap().map(Frozen::support)
}

async fn mine(world: &World, person: &TestPerson, id: ProposalId) -> Mine {
    proposal_page(&world.city.services, &person.actor().await, id, (None, None)).await.unwrap().unwrap().mine
}

/// Proposals of one RT before the meeting of that RT, which has not opened, and its officer.
async fn before_the_rt(world: &World, count: usize) -> (MusrenbangId, TestPerson, Vec<ProposalId>) {
    let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
    let mut sent = Vec::new();
    for title in 0..count {
        sent.push(world.propose(&neighbour, &LEGOK.rt(1), &title.to_string(), 10).await);
    }
    (world.meeting(StageKind::Rt, &LEGOK.rt(1)).await, world.city.office_of(LEGOK).await, sent)
}

both_databases!(
    async fn an_office_merges_only_what_stands_before_its_own_meeting(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (legok, _, elsewhere) = world.legok_with(&[10, 20]).await;
        let admirer = world.city.confirmed_resident_of(&LEGOK.rt(2)).await;
        support(&world, &admirer, elsewhere[0]).await;
        let neighbour = world.city.confirmed_resident_of(&MURNI.rt(1)).await;
        let own = world.propose(&neighbour, &MURNI.rt(1), "dari Murni", 10).await;
        let other_rt = world.propose(&neighbour, &MURNI.rt(2), "RT lain", 10).await;
        support(&world, &neighbour, own).await;
        let (lurah, rt) = (world.city.office_of(MURNI).await.actor().await, world.meeting(StageKind::Rt, &MURNI.rt(1)).await);
        let before = (count(&world, elsewhere[0]).await, frozen(&world, legok, elsewhere[0]).await);
        for target in [elsewhere[0], elsewhere[1], other_rt] {
            let refused = merge_proposals(services, &lurah, rt, own, &number(&world, target).await, &reason("GANDA")).await;
            assert!(
                matches!(&refused, Err(CommandError::Problems(found)) if found[0].refusal == Refusal::NotBeforeThisMeeting),
                "{refused:?}"
            );
        }
        assert_eq!((count(&world, elsewhere[0]).await, frozen(&world, legok, elsewhere[0]).await), before, "nobody else's counts move");
        assert_eq!(world.at(own).await, (StageKind::Rt, Status::Submitted));
    }

    async fn nobody_merges_into_a_proposal_of_their_own_or_one_they_wrote_down(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, _, sent) = before_the_rt(&world, 1).await;
        let head = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        world.city.grant(&head, Role::RtHead, LEGOK.rt(1).as_str()).await;
        let actor = head.actor().await;
        let own = world.propose(&head, &LEGOK.rt(1), "milik ketua", 10).await;
        let recorded = world.record(&head, "Ibu Sari", &LEGOK.rt(1), "dicatat ketua").await;
        for target in [own, recorded] {
            let refused = merge_proposals(services, &actor, rt, sent[0], &number(&world, target).await, &reason("GANDA")).await;
            assert!(matches!(&refused, Err(CommandError::Problems(found)) if found[0].refusal == Refusal::NotOnYourself), "{refused:?}");
        }
        let away = merge_proposals(services, &actor, rt, own, &number(&world, sent[0]).await, &reason("GANDA")).await;
        assert_eq!(refusal(away), Refusal::NotOnYourself, "and nobody merges their own away");
        let (page, permit) = work_page(services, &actor, rt).await.unwrap();
        let case = case_page(services, &permit, &page, sent[0]).await.unwrap().unwrap();
        assert!(case.others.is_empty(), "the page offers neither");
        let lurah = world.city.office_of(LEGOK).await.actor().await;
        merge_proposals(services, &lurah, rt, sent[0], &number(&world, recorded).await, &reason("GANDA")).await.unwrap();
    }

    async fn the_page_offers_exactly_what_the_merger_allows(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 5).await;
        let actor = officer.actor().await;
        merge_proposals(services, &actor, rt, sent[1], &number(&world, sent[2]).await, &reason("GANDA")).await.unwrap();
        reject_proposal(services, &actor, rt, sent[3], &reason("BUKAN_KEWENANGAN")).await.unwrap();
        let (page, permit) = work_page(services, &actor, rt).await.unwrap();
        let case = case_page(services, &permit, &page, sent[0]).await.unwrap().unwrap();
        let offered: BTreeSet<String> = case.others.into_iter().map(|(number, _)| number).collect();
        let mut allowed = BTreeSet::new();
        for id in &sent {
            let number = number(&world, *id).await;
            if merge_proposals(services, &actor, rt, sent[0], &number, &reason("GANDA")).await.is_ok() {
                undo_merge(services, &actor, rt, sent[0], &reason("LAINNYA")).await.unwrap();
                allowed.insert(number.to_string());
            }
        }
        assert_eq!((offered.len(), &offered), (2, &allowed));
        world.open(&actor, rt).await;
        accept_suggestion(services, &actor, rt, None).await.unwrap();
        world.delegate(&actor, rt).await;
        close_musrenbang(services, &actor, rt, None).await.unwrap();
        let (page, permit) = work_page(services, &actor, rt).await.unwrap();
        assert!(case_page(services, &permit, &page, sent[2]).await.unwrap().unwrap().offered.is_empty(), "it has gone up");
        let late = undo_merge(services, &actor, rt, sent[1], &reason("LAINNYA")).await;
        assert!(matches!(refusal(late), Refusal::MeetingForbids { .. }));
    }

    async fn neighbours_are_those_of_the_proposal_that_goes_on(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let camat = world.city.office_of(DANAU_SIPIN).await.actor().await;
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        let (legok, lurah, from_legok) = world.legok_with(&[10]).await;
        world.agree_and_close(&lurah, legok).await;
        let author = world.city.confirmed_resident_of(&MURNI.rt(1)).await;
        let from_murni = world.propose(&author, &MURNI.rt(1), "dari Murni", 10).await;
        let head = world.city.officer(Role::RtHead, MURNI.rt(1).as_str()).await.actor().await;
        world.pass_on(&head, world.meeting(StageKind::Rt, &MURNI.rt(1)).await, &[from_murni]).await;
        let lurah = world.city.office_of(MURNI).await.actor().await;
        world.pass_on(&lurah, world.meeting(StageKind::Kelurahan, &MURNI.region()).await, &[from_murni]).await;
        let of_legok = [world.city.confirmed_resident_of(&LEGOK.rt(1)).await, world.city.confirmed_resident_of(&LEGOK.rt(2)).await];
        for person in of_legok.iter().chain([&author]) {
            support(&world, person, from_legok[0]).await;
        }
        support(&world, &author, from_murni).await;
        assert_eq!((count(&world, from_legok[0]).await, count(&world, from_murni).await), ((3, 2), (1, 1)));
        merge_proposals(services, &camat, kecamatan, from_legok[0], &number(&world, from_murni).await, &reason("GANDA")).await.unwrap();
        assert_eq!(count(&world, from_murni).await, (3, 1), "the neighbours of Legok are not those of Murni");
        let rate = services::store::proposals::line(&mut world.city.read().await, from_murni).await.unwrap().unwrap().support_rate;
        assert_eq!(rate, 1_000_000 / 40, "one neighbour in an RT of 40 households");
        undo_merge(services, &camat, kecamatan, from_legok[0], &reason("LAINNYA")).await.unwrap();
        assert_eq!((count(&world, from_legok[0]).await, count(&world, from_murni).await), ((3, 2), (1, 1)));
    }

    async fn whoever_moved_is_a_neighbour_where_they_live_when_counts_are_frozen(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 1).await;
        let (actor, mover) = (officer.actor().await, world.city.confirmed_resident_of(&LEGOK.rt(2)).await);
        support(&world, &mover, sent[0]).await;
        assert_eq!(count(&world, sent[0]).await, (1, 1));
        commands::set_home(services, &domain::permission::may_act_as_self(&mover.actor().await).unwrap(), &MURNI.rt(1)).await.unwrap();
        let murni = world.city.office_of(MURNI).await.actor().await;
        commands::confirm_residence(services, &murni, mover.id, None).await.unwrap();
        world.pass_on(&actor, rt, &sent).await;
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        open_musrenbang(services, &actor, legok, &crate::world::opening(), true).await.unwrap();
        assert_eq!(frozen(&world, legok, sent[0]).await, Some(SupportCount { local: 0, other: 1 }));
        commands::withdraw_support(services, &mover.actor().await, sent[0]).await.unwrap();
        assert_eq!(count(&world, sent[0]).await, (0, 0), "leaving needs no confirmation");
        assert_eq!(frozen(&world, legok, sent[0]).await, Some(SupportCount { local: 0, other: 1 }), "what was frozen stands");
    }

    async fn a_merger_freezes_who_had_come_by_then_and_its_undoing_is_exact(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 3).await;
        let actor = officer.actor().await;
        let mut people = Vec::new();
        for _ in 0..6 {
            people.push(world.city.confirmed_resident_of(&LEGOK.rt(1)).await);
        }
        for (person, id) in [(0, 0), (1, 0), (1, 1), (2, 1), (3, 2)] {
            support(&world, &people[person], sent[id]).await;
        }
        world.pass_on(&actor, rt, &sent).await;
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        world.city.pass(chrono::TimeDelta::hours(1));
        world.open(&actor, legok).await;
        world.city.pass(chrono::TimeDelta::hours(1));
        support(&world, &people[4], sent[0]).await;
        support(&world, &people[5], sent[1]).await;
        let at_rest =
            async || [frozen(&world, legok, sent[0]).await, frozen(&world, legok, sent[1]).await, frozen(&world, legok, sent[2]).await];
        let local = |counts: [u32; 3]| counts.map(|local| Some(SupportCount { local, other: 0 }));
        assert_eq!(at_rest().await, local([2, 2, 1]));
        let merge = async |from: usize, into: usize| {
            merge_proposals(services, &actor, legok, sent[from], &number(&world, sent[into]).await, &reason("GANDA")).await.unwrap();
        };
        merge(1, 0).await;
        assert_eq!(
            (at_rest().await, count(&world, sent[0]).await),
            (local([3, 2, 1]), (5, 5)),
            "who came after the opening is counted live only"
        );
        merge(0, 2).await;
        assert_eq!(at_rest().await, local([3, 2, 4]));
        undo_merge(services, &actor, legok, sent[1], &reason("LAINNYA")).await.unwrap();
        assert_eq!(at_rest().await, local([2, 2, 3]), "two steps up as well");
        undo_merge(services, &actor, legok, sent[0], &reason("LAINNYA")).await.unwrap();
        assert_eq!(at_rest().await, local([2, 2, 1]));
    }

    async fn a_supporter_of_a_merged_one_reads_why_they_are_counted_and_can_leave(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 3).await;
        let actor = officer.actor().await;
        let [only_first, only_second, both] = [
            world.city.confirmed_resident_of(&LEGOK.rt(1)).await,
            world.city.confirmed_resident_of(&LEGOK.rt(2)).await,
            world.city.confirmed_resident_of(&LEGOK.rt(3)).await,
        ];
        for (person, id) in [(&only_first, sent[0]), (&only_second, sent[1]), (&both, sent[0]), (&both, sent[1])] {
            support(&world, person, id).await;
        }
        for (from, into) in [(0, 1), (1, 2)] {
            merge_proposals(services, &actor, rt, sent[from], &number(&world, sent[into]).await, &reason("GANDA")).await.unwrap();
        }
        let through = async |person: &TestPerson, id| {
            let mine = mine(&world, person, id).await;
            (mine.supports, mine.counted_through.map(|line| line.id))
        };
        assert_eq!(through(&only_first, sent[0]).await, (true, None), "their own words still stand there");
        assert_eq!(through(&only_first, sent[1]).await, (true, Some(sent[0])));
        assert_eq!(through(&only_first, sent[2]).await, (true, Some(sent[0])), "two mergers on");
        assert_eq!(through(&only_second, sent[0]).await, (false, None));
        assert_eq!((count(&world, sent[2]).await.0, count(&world, sent[1]).await.0), (3, 3));

        commands::withdraw_support(services, &only_first.actor().await, sent[0]).await.unwrap();
        assert_eq!([count(&world, sent[0]).await.0, count(&world, sent[1]).await.0, count(&world, sent[2]).await.0], [1, 2, 2]);
        commands::withdraw_support(services, &both.actor().await, sent[0]).await.unwrap();
        assert_eq!([count(&world, sent[0]).await.0, count(&world, sent[2]).await.0], [0, 2], "they back the second still");
        commands::withdraw_support(services, &both.actor().await, sent[2]).await.unwrap();
        assert_eq!((count(&world, sent[2]).await.0, mine(&world, &both, sent[2]).await.supports), (1, false), "counted by no other way");
        let refused = commands::support_proposal(services, &both.actor().await, sent[0]).await;
        assert_eq!(refusal(refused), Refusal::StatusForbids { status: Status::Merged });
    }

    async fn what_was_merged_into_something_that_ends_has_a_way_on(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 4).await;
        let actor = officer.actor().await;
        let fan = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        support(&world, &fan, sent[0]).await;
        for (from, into) in [(0, 1), (2, 3)] {
            merge_proposals(services, &actor, rt, sent[from], &number(&world, sent[into]).await, &reason("GANDA")).await.unwrap();
        }
        let proposer = world.author_of(sent[3]).await;
        commands::withdraw_proposal(services, &proposer, sent[3], Some(&words("Sudah dikerjakan warga."))).await.unwrap();
        assert_eq!(world.at(sent[2]).await, (StageKind::Rt, Status::Submitted), "taken back: the other stands for itself");
        world.pass_on(&actor, rt, &[sent[1]]).await;
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        verify_proposal(services, &actor, legok, sent[1]).await.unwrap();
        world.open(&actor, legok).await;
        let no = ruling("rejected", Some(reason("BUKAN_KEWENANGAN")));
        decide(services, &actor, legok, sent[1], &no).await.unwrap();
        assert_eq!((world.at(sent[0]).await, world.proposal(sent[0]).await.merged_into), ((StageKind::Kelurahan, Status::Submitted), None));
        assert_eq!((count(&world, sent[0]).await.0, count(&world, sent[1]).await.0), (1, 0), "with its own supporters");
        let yes = ruling("agreed", None);
        decide(services, &actor, legok, sent[0], &yes).await.unwrap();
        let standing = musrenbangs::standing(&mut world.city.read().await, sent[0]).await.unwrap().unwrap();
        assert_eq!(standing.meeting, legok, "before the meeting where the other stood");
    }

    async fn mergers_in_any_order_count_everybody_once(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 4).await;
        let actor = officer.actor().await;
        let mut people = Vec::new();
        for _ in 0..4 {
            let person = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
            people.push(person.actor().await);
        }
        let mut numbers = Vec::new();
        for id in &sent {
            numbers.push(number(&world, *id).await);
        }
        let mut model = Model::default();
        let mut random = 15_712_028_u64;
        let mut next = |below: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(random >> 33).unwrap() % below
        };
        for turn in 0..120 {
            let (kind, one, other) = (next(5), next(4), next(4));
            match kind {
                0 | 1 if model.into[one].is_none() => {
                    commands::support_proposal(services, &people[other], sent[one]).await.unwrap();
                    model.backs.insert((other, one));
                }
                2 => {
                    commands::withdraw_support(services, &people[other], sent[one]).await.unwrap();
                    let family = model.family(one);
                    model.backs.retain(|(person, proposal)| *person != other || !family.contains(proposal));
                }
                3 => {
                    let done = merge_proposals(services, &actor, rt, sent[one], &numbers[other], &reason("GANDA")).await;
                    assert_eq!(done.is_ok(), one != other && model.into[one].is_none() && model.into[other].is_none(), "{turn}: {done:?}");
                    if done.is_ok() {
                        model.into[one] = Some(other);
                    }
                }
                4 => {
                    let done = undo_merge(services, &actor, rt, sent[one], &reason("LAINNYA")).await;
                    assert_eq!(done.is_ok(), model.into[one].take().is_some(), "{turn}: {done:?}");
                }
                _ => {}
            }
            for (proposal, id) in sent.iter().enumerate() {
                assert_eq!(count(&world, *id).await.0, model.count(proposal), "turn {turn}, {kind} {one} {other}: proposal {proposal}");
            }
        }
    }

    async fn mergers_and_farewells_at_one_moment_never_fail(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (rt, officer, sent) = before_the_rt(&world, 2).await;
        let (one, other) = (officer.actor().await, world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await);
        let fan = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (first, second) = (number(&world, sent[0]).await, number(&world, sent[1]).await);
        for round in 0..50 {
            support(&world, &fan, sent[0]).await;
            support(&world, &fan, sent[1]).await;
            let (fan, double) = (fan.actor().await, reason("GANDA"));
            let (a, b, c, d) = tokio::join!(
                merge_proposals(services, &one, rt, sent[0], &second, &double),
                merge_proposals(services, &other, rt, sent[1], &first, &double),
                commands::withdraw_support(services, &fan, sent[1]),
                commands::withdraw_support(services, &fan, sent[0]),
            );
            for outcome in [&a, &b, &c, &d] {
                assert!(!matches!(outcome, Err(CommandError::Failed(_))), "round {round}: {outcome:?}");
            }
            assert!(a.is_ok() != b.is_ok(), "one of them was first: {a:?} {b:?}");
            for id in &sent {
                assert_eq!(count(&world, *id).await.0, 0, "round {round}");
                let _ = undo_merge(services, &one, rt, *id, &reason("LAINNYA")).await;
            }
        }
    }
);

/// Who backs what, and what went into what, in the plainest form.
#[derive(Default)]
struct Model {
    backs: BTreeSet<(usize, usize)>,
    into: [Option<usize>; 4],
}

impl Model {
    fn family(&self, proposal: usize) -> BTreeSet<usize> {
        let merged = (0..4).filter(|other| self.into[*other] == Some(proposal));
        merged.flat_map(|other| self.family(other)).chain([proposal]).collect()
    }

    fn count(&self, proposal: usize) -> u32 {
        let family = self.family(proposal);
        let people: BTreeSet<usize> = self.backs.iter().filter(|(_, backed)| family.contains(backed)).map(|(person, _)| *person).collect();
        u32::try_from(people.len()).unwrap()
    }
}
