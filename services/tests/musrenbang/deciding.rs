//! Verifying, returning, refusing, merging, passing on, recommending, deciding.

use crate::world::{World, day, problems, reason, refusal};
use chrono::TimeDelta;
use domain::{
    account::Role,
    cycle::StageKind,
    ids::ProposalId,
    money::Rupiah,
    musrenbang::MusrenbangStatus,
    proposal::{EventKind, ProposalNumber, Status},
    refusal::Refusal,
};
use services::{
    commands::{
        musrenbang::{
            Ruling, accept_suggestion, close_musrenbang, correct_opening, decide, merge_proposals, open_musrenbang, recommend,
            reject_proposal, reroute_proposal, return_proposal, schedule_musrenbang, undo_merge, verify_proposal,
        },
        submit_proposal, support_proposal,
    },
    store::musrenbangs,
};
use testing::typed::{recommendation, ruling, schedule};
use testing::{DISHUB, LEGOK, MURNI, PUPR, TestCity, both_databases};

fn decision(code: &str) -> Ruling {
    ruling(code, Some(reason("PAGU")))
}

async fn kinds(world: &World, id: ProposalId) -> Vec<EventKind> {
    let events = services::ledger::proposal_journey(&mut world.city.read().await, id).await.unwrap();
    events.into_iter().map(|entry| entry.event.kind).collect()
}

both_databases!(
    async fn an_office_verifies_returns_and_refuses_with_a_reason(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let services = &world.city.services;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let [good, unclear, bad] = [
            world.propose(&neighbour, &LEGOK.rt(1), "baik", 10).await,
            world.propose(&neighbour, &LEGOK.rt(1), "kurang", 10).await,
            world.propose(&neighbour, &LEGOK.rt(1), "jelek", 10).await,
        ];
        verify_proposal(services, &head, rt, good).await.unwrap();
        reject_proposal(services, &head, rt, bad, &reason("BUKAN_KEWENANGAN")).await.unwrap();
        let past = return_proposal(services, &head, rt, unclear, &reason("DATA_KURANG"), day("2027-01-19")).await;
        assert_eq!(problems(past), ["until"]);
        return_proposal(services, &head, rt, unclear, &reason("DATA_KURANG"), day("2027-01-27")).await.unwrap();
        assert_eq!(world.proposal(unclear).await.returned_until, Some(crate::world::day("2027-01-27")));
        submit_proposal(services, &neighbour.actor().await, unclear).await.unwrap();
        assert_eq!(
            [world.at(good).await.1, world.at(unclear).await.1, world.at(bad).await.1],
            [Status::Verified, Status::Submitted, Status::Rejected]
        );
        assert_eq!(world.proposal(unclear).await.returned_until, None);
        assert_eq!(kinds(&world, unclear).await, [EventKind::Submitted, EventKind::Returned, EventKind::Resubmitted]);
    }

    async fn nobody_decides_on_a_proposal_of_their_own(city: TestCity) {
        let world = World::new(city).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        let actor = head.actor().await;
        let own = world.propose(&head, &LEGOK.rt(1), "sendiri", 10).await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let services = &world.city.services;
        assert_eq!(refusal(verify_proposal(services, &actor, rt, own).await), Refusal::NotOnYourself);
        world.open(&actor, rt).await;
        assert_eq!(refusal(decide(services, &actor, rt, own, &decision("agreed")).await), Refusal::NotOnYourself);
        accept_suggestion(services, &actor, rt, None).await.unwrap();
        assert_eq!(world.at(own).await, (StageKind::Rt, Status::Submitted), "the whole list leaves it alone too");
        let officer = world.city.office_of(LEGOK).await.actor().await;
        decide(services, &officer, rt, own, &decision("agreed")).await.unwrap();
        assert_eq!(world.at(own).await.1, Status::Agreed);
    }

    async fn other_offices_and_ended_assignments_are_refused(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let proposal = world.propose(&neighbour, &LEGOK.rt(1), "satu", 10).await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let services = &world.city.services;
        let strangers = [
            world.city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await,
            world.city.office_of(MURNI).await,
            world.city.city_officer(Role::CityAdmin).await,
            world.city.city_officer(Role::Inspector).await,
            world.city.former_officer(&[(Role::KelurahanOfficer, LEGOK.code)]).await,
            neighbour,
        ];
        for stranger in strangers {
            let actor = stranger.actor().await;
            assert_eq!(refusal(verify_proposal(services, &actor, rt, proposal).await), Refusal::NotYourOffice);
            assert_eq!(refusal(open_musrenbang(services, &actor, rt, &crate::world::opening(), true).await), Refusal::NotYourOffice);
        }
        let public = domain::account::Actor::public();
        assert_eq!(refusal(verify_proposal(services, &public, rt, proposal).await), Refusal::SignInFirst);
        assert_eq!(world.at(proposal).await.1, Status::Submitted);
    }

    async fn duplicates_are_merged_and_come_apart_again(city: TestCity) {
        let world = World::new(city).await;
        let people = [world.city.confirmed_resident_of(&LEGOK.rt(1)).await, world.city.confirmed_resident_of(&LEGOK.rt(1)).await];
        let services = &world.city.services;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let stays = world.propose(&people[0], &LEGOK.rt(1), "satu", 10).await;
        let goes = world.propose(&people[1], &LEGOK.rt(1), "sama", 10).await;
        for (proposal, by) in [(stays, 0), (goes, 0), (goes, 1)] {
            support_proposal(services, &people[by].actor().await, proposal).await.unwrap();
        }
        verify_proposal(services, &head, rt, goes).await.unwrap();
        let number = world.proposal(stays).await.number.unwrap();
        let unknown = ProposalNumber::parse("15.71.10.1003/2028/0999").unwrap();
        assert_eq!(problems(merge_proposals(services, &head, rt, goes, &unknown, &reason("GANDA")).await), ["into"]);
        assert_eq!(problems(merge_proposals(services, &head, rt, goes, &number, &reason("PAGU")).await), ["reason_code"]);
        merge_proposals(services, &head, rt, goes, &number, &reason("GANDA")).await.unwrap();
        assert_eq!((world.at(goes).await.1, world.proposal(goes).await.merged_into), (Status::Merged, Some(stays)));
        assert_eq!(world.proposal(stays).await.support_count, 2, "each person once");
        undo_merge(services, &head, rt, goes, &reason("LAINNYA")).await.unwrap();
        assert_eq!((world.at(goes).await.1, world.proposal(goes).await.merged_into), (Status::Verified, None));
        assert_eq!((world.proposal(stays).await.support_count, world.proposal(goes).await.support_count), (1, 2));
        assert_eq!(kinds(&world, stays).await, [EventKind::Submitted, EventKind::Absorbed, EventKind::Released]);
        let itself = world.proposal(goes).await.number.unwrap();
        assert_eq!(problems(merge_proposals(services, &head, rt, goes, &itself, &reason("GANDA")).await), ["into"]);
        assert!(matches!(refusal(undo_merge(services, &head, rt, goes, &reason("LAINNYA")).await), Refusal::StatusForbids { .. }));
    }

    async fn a_level_recommends_beside_the_original(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        let services = &world.city.services;
        let form = recommendation("Cukup separuhnya.", "5", "5.000.000");
        recommend(services, &officer, legok, sent[0], &form).await.unwrap();
        let item = musrenbangs::item(&mut world.city.read().await, legok, sent[0]).await.unwrap().unwrap();
        assert_eq!((item.cost.amount(), item.proposed_cost.map(Rupiah::amount)), (5_000_000, Some(10_000_000)));
        assert_eq!(world.proposal(sent[0]).await.cost.map(Rupiah::amount), Some(10_000_000), "the original stays");
    }

    async fn a_recommended_volume_without_a_cost_has_that_of_the_catalogue(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        let services = &world.city.services;
        let fewer = recommendation("Cukup empat.", "4", "");
        recommend(services, &officer, legok, sent[0], &fewer).await.unwrap();
        let item = musrenbangs::item(&mut world.city.read().await, legok, sent[0]).await.unwrap().unwrap();
        assert_eq!((item.volume.map(|volume| volume.to_string()), item.cost.amount()), (Some("4".into()), 4_000_000));
    }

    async fn a_proposal_is_passed_to_another_agency_and_its_forum(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        let services = &world.city.services;
        assert_eq!(problems(reroute_proposal(services, &officer, legok, sent[0], PUPR.code, &reason("OPD_KELIRU")).await), ["agency"]);
        reroute_proposal(services, &officer, legok, sent[0], DISHUB.code, &reason("OPD_KELIRU")).await.unwrap();
        let proposal = world.proposal(sent[0]).await;
        let (pupr, dishub) = (world.city.agency(PUPR).await.id(), world.city.agency(DISHUB).await.id());
        assert_eq!((proposal.agency, proposal.requested_agency), (Some(dishub), Some(pupr)));
        accept_suggestion(services, &officer, legok, None).await.unwrap();
        world.delegate(&officer, legok).await;
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        let kecamatan = world.meeting(StageKind::Kecamatan, &testing::DANAU_SIPIN.region()).await;
        let camat = world.city.office_of(testing::DANAU_SIPIN).await.actor().await;
        world.open(&camat, kecamatan).await;
        decide(services, &camat, kecamatan, sent[0], &decision("agreed")).await.unwrap();
        services::commands::musrenbang::propose_ranking(services, &camat, kecamatan).await.unwrap();
        world.delegate(&camat, kecamatan).await;
        close_musrenbang(services, &camat, kecamatan, None).await.unwrap();
        let verifier = world.city.office_of(DISHUB).await.actor().await;
        let (from, to) = (world.forum(DISHUB).await, world.forum(PUPR).await);
        verify_proposal(services, &verifier, from, sent[0]).await.unwrap();
        world.city.pass(TimeDelta::minutes(5));
        reroute_proposal(services, &verifier, from, sent[0], PUPR.code, &reason("OPD_KELIRU")).await.unwrap();
        let mut tx = world.city.read().await;
        let waiting = musrenbangs::waiting_for_decision(&mut tx, to, world.city.today(), 10).await.unwrap();
        assert_eq!(waiting.iter().map(|item| item.proposal).collect::<Vec<_>>(), [sent[0]], "the new agency is told");
        assert_eq!(musrenbangs::item(&mut tx, from, sent[0]).await.unwrap(), None);
        assert!(musrenbangs::item(&mut tx, to, sent[0]).await.unwrap().is_some());
    }

    async fn decisions_need_an_open_meeting_and_reasons(city: TestCity) {
        let world = World::new(city).await;
        let neighbour = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let services = &world.city.services;
        let proposal = world.propose(&neighbour, &LEGOK.rt(1), "satu", 10).await;
        assert_eq!(refusal(decide(services, &head, rt, proposal, &decision("agreed")).await), Refusal::MeetingNotOpen);
        assert_eq!(world.at(proposal).await.1, Status::Submitted, "nothing is half done");
        world.open(&head, rt).await;
        let silent = ruling("deferred", None);
        assert_eq!(problems(decide(services, &head, rt, proposal, &silent).await), ["reason_text"]);
        assert_eq!(problems(decide(services, &head, rt, proposal, &decision("merged")).await), ["decision"]);
        for (code, status) in
            [("agreed", Status::Agreed), ("reserve", Status::Reserve), ("rejected", Status::Rejected), ("deferred", Status::Deferred)]
        {
            decide(services, &head, rt, proposal, &decision(code)).await.unwrap();
            assert_eq!(world.at(proposal).await.1, status);
        }
        let item = musrenbangs::item(&mut world.city.read().await, rt, proposal).await.unwrap().unwrap();
        assert_eq!(item.reason.map(|reason| reason.code().code()), Some("PAGU"));
    }

    async fn a_meeting_is_scheduled_opened_and_put_right(city: TestCity) {
        let world = World::new(city).await;
        let officer = world.city.office_of(LEGOK).await.actor().await;
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        let services = &world.city.services;
        assert_eq!(problems(schedule_musrenbang(services, &officer, legok, &schedule("2027-01-19", ""), None).await), ["scheduled_on"]);
        schedule_musrenbang(services, &officer, legok, &schedule("2027-01-25", "Aula"), None).await.unwrap();
        let early = refusal(correct_opening(services, &officer, legok, &crate::world::opening(), None).await);
        assert_eq!(early, Refusal::MeetingForbids { status: MusrenbangStatus::Prepared });
        world.open(&officer, legok).await;
        let opened_at = world.loaded(legok).await.opened_at;
        world.city.pass(TimeDelta::minutes(30));
        let more = crate::world::opening_at("Aula kelurahan", 52);
        correct_opening(services, &officer, legok, &more, None).await.unwrap();
        let meeting = world.loaded(legok).await;
        assert_eq!((meeting.attendance.map(|came| came.total), meeting.opened_at), (Some(52), opened_at));
        let twice = refusal(open_musrenbang(services, &officer, legok, &more, true).await);
        assert_eq!(twice, Refusal::MeetingForbids { status: MusrenbangStatus::Open });
        let cycle = services::store::cycles::find(&mut world.city.read().await, world.cycle).await.unwrap().unwrap();
        assert!(cycle.weights_locked_at.is_some(), "the weights are locked when the first meeting opens");
    }
);
