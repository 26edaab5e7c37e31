//! Before which meeting a proposal stands, and that it stands before one: corrected places, reopened meetings, the
//! budget, the end of a year.

use crate::world::{World, day, reason, refusal};
use domain::{
    account::Role,
    cycle::{Stage, StageKind},
    ids::{CycleId, MusrenbangId, ProposalId},
    musrenbang::{Decision, MusrenbangStatus},
    proposal::{DraftChange, DraftValue, Marking, Status},
    refusal::Refusal,
    region::RegionCode,
};
use services::{
    commands::{
        self, NewCycle, ProposedAgain,
        musrenbang::{
            Ruling, close_musrenbang, decide, mark_progress, recommend, reopen_musrenbang, reroute_proposal, return_proposal,
            verify_proposal,
        },
    },
    queries::{meeting_page::meeting_page, proposal_page::proposal_page},
    store::{musrenbangs, proposals},
};
use testing::typed::{marking, recommendation, ruling, words};
use testing::{DISHUB, JAMBI, LEGOK, MURNI, PUPR, TestCity, TestPerson, both_databases};

fn decision(code: &str) -> Ruling {
    ruling(code, Some(reason("PAGU")))
}

fn mark(code: &str) -> Marking {
    marking(code, "9.000.000", "sesuai dokumen")
}

async fn standing(world: &World, id: ProposalId) -> Option<MusrenbangId> {
    musrenbangs::standing(&mut world.city.read().await, id).await.unwrap().map(|standing| standing.meeting)
}

/// Corrects the RT of what was returned, and sends it again.
async fn mend(world: &World, author: &TestPerson, id: ProposalId, rt: &RegionCode) {
    let place = DraftChange::of([DraftValue::Rt(Some(rt.clone()))]);
    let actor = author.actor().await;
    let saved = commands::save_draft(&world.city.services, &actor, id, &place, false).await.unwrap();
    assert_eq!(saved.problems, []);
    commands::submit_proposal(&world.city.services, &actor, id).await.unwrap();
}

/// The year after that of the world begins.
async fn next_year(world: &World) -> CycleId {
    world.city.pass_days(365);
    let stages = StageKind::ALL.map(|kind| Stage::new(kind, None, None).unwrap()).to_vec();
    let new = NewCycle { plan_year: 2029, city: world.city.region(&JAMBI.region()).await.id, stages };
    commands::create_cycle_without_permit(&world.city.services, &new).await.unwrap()
}

both_databases!(
    async fn a_corrected_place_leaves_the_meeting_of_the_old_one(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let (old, new) = (world.meeting(StageKind::Rt, &LEGOK.rt(1)).await, world.meeting(StageKind::Rt, &MURNI.rt(1)).await);
        let id = world.propose(&author, &LEGOK.rt(1), "salah alamat", 10).await;
        commands::support_proposal(services, &author.actor().await, id).await.unwrap();
        return_proposal(services, &head, old, id, &reason("LOKASI_SALAH"), day("2027-01-30")).await.unwrap();
        world.open(&head, old).await;
        mend(&world, &author, id, &MURNI.rt(1)).await;
        assert_eq!(standing(&world, id).await, Some(new));
        assert!(musrenbangs::item(&mut world.city.read().await, old, id).await.unwrap().is_none());
        assert_eq!(refusal(verify_proposal(services, &head, old, id).await), Refusal::NotFound, "the old office has no say any more");
        let proposal = world.proposal(id).await;
        assert_eq!((proposal.support_count, proposal.support_local), (1, 0), "neighbours are those of Murni now");
        world.delegate(&head, old).await;
        close_musrenbang(services, &head, old, None).await.unwrap();
        let other = world.city.officer(Role::RtHead, MURNI.rt(1).as_str()).await.actor().await;
        verify_proposal(services, &other, new, id).await.unwrap();
    }

    async fn a_closed_meeting_keeps_what_it_returned_on_its_list(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let (old, new) = (world.meeting(StageKind::Rt, &LEGOK.rt(1)).await, world.meeting(StageKind::Rt, &LEGOK.rt(2)).await);
        let id = world.propose(&author, &LEGOK.rt(1), "salah alamat", 10).await;
        return_proposal(services, &head, old, id, &reason("LOKASI_SALAH"), day("2027-01-30")).await.unwrap();
        world.open(&head, old).await;
        world.delegate(&head, old).await;
        close_musrenbang(services, &head, old, None).await.unwrap();
        mend(&world, &author, id, &LEGOK.rt(2)).await;
        let item = musrenbangs::item(&mut world.city.read().await, old, id).await.unwrap().unwrap();
        assert_eq!((item.status, item.stands_here), (Status::Returned, false), "as its minutes say");
        assert_eq!(refusal(verify_proposal(services, &head, old, id).await), Refusal::StageForbids { stage: StageKind::Rt });
        assert_eq!(standing(&world, id).await, Some(new));
        let money = musrenbangs::money(&mut world.city.read().await, old).await.unwrap();
        assert_eq!((money.proposals, money.agreed), (1, 0));
    }

    async fn what_was_returned_and_is_sent_again_or_withdrawn_is_awaited_by_no_meeting(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let said = async |id| {
            let mut tx = world.city.read().await;
            let standing = musrenbangs::standing(&mut tx, id).await.unwrap().unwrap();
            let item = musrenbangs::item(&mut tx, rt, id).await.unwrap().unwrap();
            (standing.meeting, standing.decision, item.status, item.reason.is_some())
        };
        let [mended, given_up, never_read] = [
            world.propose(&author, &LEGOK.rt(1), "dilengkapi", 10).await,
            world.propose(&author, &LEGOK.rt(1), "dicabut", 10).await,
            world.propose(&author, &LEGOK.rt(1), "belum dibaca", 10).await,
        ];
        for id in [mended, given_up] {
            return_proposal(services, &head, rt, id, &reason("DATA_KURANG"), day("2027-01-30")).await.unwrap();
            assert_eq!(said(id).await, (rt, Some(Decision::Returned), Status::Returned, true));
        }
        mend(&world, &author, mended, &LEGOK.rt(1)).await;
        assert_eq!(said(mended).await, (rt, None, Status::Submitted, false));
        for id in [given_up, never_read] {
            let actor = author.actor().await;
            commands::withdraw_proposal(services, &actor, id, Some(&words("Sudah diperbaiki warga."))).await.unwrap();
            assert_eq!(said(id).await, (rt, None, Status::Withdrawn, false));
        }
    }

    async fn what_is_mended_past_a_meeting_that_has_closed_leaves_the_one_that_returned_it(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let old = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "salah alamat", 10).await;
        return_proposal(services, &head, old, id, &reason("LOKASI_SALAH"), day("2027-01-30")).await.unwrap();
        world.close_empty(world.meeting(StageKind::Rt, &LEGOK.rt(2)).await).await;
        mend(&world, &author, id, &LEGOK.rt(2)).await;
        assert_eq!(standing(&world, id).await, Some(world.meeting(StageKind::Kelurahan, &LEGOK.region()).await));
        assert!(musrenbangs::item(&mut world.city.read().await, old, id).await.unwrap().is_none(), "it is awaited there no longer");
    }

    async fn only_what_the_city_has_sent_on_enters_the_rkpd(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (kota, planner, sent) = world.after_the_city(1).await;
        reopen_musrenbang(services, &planner, kota, &reason("LAINNYA")).await.unwrap();
        let early = mark_progress(services, &planner, sent[0], &mark("rkpd")).await;
        assert_eq!(refusal(early), Refusal::StatusForbids { status: Status::Agreed }, "its meeting is at work on it again");
        close_musrenbang(services, &planner, kota, None).await.unwrap();
        mark_progress(services, &planner, sent[0], &mark("rkpd")).await.unwrap();
        assert_eq!(refusal(reopen_musrenbang(services, &planner, kota, &reason("LAINNYA")).await), Refusal::TakenUpAbove);
    }

    async fn what_the_budget_left_out_says_why_on_the_citys_list_too(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (kota, planner, sent) = world.after_the_city(2).await;
        mark_progress(services, &planner, sent[1], &mark("deferred")).await.unwrap();
        let item = musrenbangs::item(&mut world.city.read().await, kota, sent[1]).await.unwrap().unwrap();
        assert_eq!(
            (Decision::of(item.status), item.reason.map(|reason| reason.text().to_owned())),
            (Some(Decision::Deferred), Some("sesuai dokumen".into()))
        );
        reopen_musrenbang(services, &planner, kota, &reason("LAINNYA")).await.unwrap();
        let page = meeting_page(services, &planner, kota).await.unwrap().unwrap();
        assert!(page.blockers.is_empty(), "nothing is asked again: {:?}", page.blockers);
        close_musrenbang(services, &planner, kota, None).await.unwrap();
        assert_eq!((world.at(sent[0]).await.1, world.at(sent[1]).await.1), (Status::Forwarded, Status::Deferred));
    }

    async fn what_the_city_passed_to_another_agency_does_not_come_back_to_no_meeting(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (verifier, sent) = world.before_the_forum(1).await;
        world.pass_on(&verifier, world.forum(PUPR).await, &sent).await;
        let planner = world.city.city_officer(Role::Planner).await.actor().await;
        let kota = world.meeting(StageKind::Kota, &JAMBI.region()).await;
        reroute_proposal(services, &planner, kota, sent[0], DISHUB.code, &reason("OPD_KELIRU")).await.unwrap();
        let again = reopen_musrenbang(services, &verifier, world.forum(PUPR).await, &reason("LAINNYA")).await;
        assert_eq!(refusal(again), Refusal::TakenUpAbove);
        assert_eq!(standing(&world, sent[0]).await, Some(kota));
    }

    async fn a_recommendation_belongs_to_its_year(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let old = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "dua tahun", 10).await;
        let cost = |cost: &str| recommendation("Cukup sebagian.", "", cost);
        recommend(services, &head, old, id, &cost("5.000.000")).await.unwrap();
        world.open(&head, old).await;
        decide(services, &head, old, id, &decision("deferred")).await.unwrap();
        world.delegate(&head, old).await;
        close_musrenbang(services, &head, old, None).await.unwrap();
        let year = next_year(&world).await;
        commands::propose_again(services, &author.actor().await, id, ProposalId(services.clock.new_id())).await.unwrap();
        let rt = world.city.region(&LEGOK.rt(1)).await.id;
        let new = musrenbangs::of_region(&mut world.city.read().await, year, StageKind::Rt, rt).await.unwrap().unwrap().id;
        let costs = async |meeting| musrenbangs::item(&mut world.city.read().await, meeting, id).await.unwrap().unwrap().cost.amount();
        assert_eq!(costs(new).await, 10_000_000, "this year nobody has recommended anything yet");
        recommend(services, &head, new, id, &cost("7.000.000")).await.unwrap();
        assert_eq!((costs(old).await, costs(new).await), (5_000_000, 7_000_000), "last year's list stays as it was");
        assert_eq!(proposals::recommendations_of(&mut world.city.read().await, id).await.unwrap().len(), 2);
    }

    async fn what_its_year_left_open_goes_on_in_the_next(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let actor = author.actor().await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let never_held = world.meeting(StageKind::Rt, &LEGOK.rt(2)).await;
        let its_head = world.city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await.actor().await;
        let [reserve, returned, unheard, unmended] = [
            world.propose(&author, &LEGOK.rt(1), "cadangan", 10).await,
            world.propose(&author, &LEGOK.rt(1), "dikembalikan", 10).await,
            world.propose(&author, &LEGOK.rt(2), "tidak dibahas", 10).await,
            world.propose(&author, &LEGOK.rt(2), "tidak dilengkapi", 10).await,
        ];
        return_proposal(services, &its_head, never_held, unmended, &reason("DATA_KURANG"), day("2027-01-30")).await.unwrap();
        world.open(&head, rt).await;
        decide(services, &head, rt, reserve, &decision("reserve")).await.unwrap();
        return_proposal(services, &head, rt, returned, &reason("DATA_KURANG"), day("2027-01-30")).await.unwrap();
        let again = async |id| commands::propose_again(services, &actor, id, ProposalId(services.clock.new_id())).await;
        let offered = async |id| proposal_page(services, &actor, id, (None, None)).await.unwrap().unwrap().mine.may_propose_again;
        assert!(!offered(unheard).await, "its own year is written for");
        assert_eq!(refusal(again(unheard).await), Refusal::StatusForbids { status: Status::Submitted });
        let running = next_year(&world).await;
        assert!(!offered(reserve).await);
        assert_eq!(
            refusal(again(reserve).await),
            Refusal::MeetingForbids { status: MusrenbangStatus::Open },
            "its meeting may still agree"
        );
        world.delegate(&head, rt).await;
        close_musrenbang(services, &head, rt, None).await.unwrap();
        for (id, becomes) in
            [(reserve, Status::Submitted), (returned, Status::Returned), (unheard, Status::Submitted), (unmended, Status::Returned)]
        {
            assert!(offered(id).await);
            assert_eq!(again(id).await.unwrap(), ProposedAgain::Carried(id));
            assert_eq!((world.proposal(id).await.cycle, world.at(id).await.1), (running, becomes));
            assert_eq!(refusal(again(id).await), Refusal::StatusForbids { status: becomes }, "a second click changes nothing");
        }
        let lists = async |id| {
            let came = musrenbangs::of_proposal(&mut world.city.read().await, id).await.unwrap();
            came.iter().map(|meeting| (meeting.cycle, meeting.id == never_held)).collect::<Vec<_>>()
        };
        assert_eq!((lists(unheard).await, lists(unmended).await), (vec![(running, false)], vec![]), "that meeting never said anything");
        let kept = musrenbangs::item(&mut world.city.read().await, rt, reserve).await.unwrap().unwrap();
        assert_eq!((kept.status, kept.stands_here), (Status::Reserve, false));
        let mended = DraftChange::of([DraftValue::Title(words("Usulan yang dilengkapi"))]);
        commands::save_draft(services, &actor, returned, &mended, false).await.unwrap();
    }

    async fn a_reserve_is_deferred_after_the_closing(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
        decide(services, &officer, legok, sent[1], &decision("reserve")).await.unwrap();
        world.agree_and_close(&officer, legok).await;
        let (page, permit) = services::queries::meeting_page::work_page(services, &officer, legok).await.unwrap();
        let case = services::queries::meeting_page::case_page(services, &permit, &page, sent[1]).await.unwrap().unwrap();
        assert_eq!(case.decisions, [Decision::Deferred], "it is offered");
        decide(services, &officer, legok, sent[1], &decision("deferred")).await.unwrap();
        assert_eq!(world.at(sent[1]).await, (StageKind::Kelurahan, Status::Deferred));
    }
);
