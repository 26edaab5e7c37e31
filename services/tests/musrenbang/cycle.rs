//! One whole cycle: an RT's list goes up to the city and into the budget, with a reason for everything left behind.

use crate::world::{World, day, reason, refusal};
use domain::proposal::Marking;
use domain::{
    account::{Actor, Role},
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    proposal::{EventKind, Status},
    refusal::Refusal,
};
use services::{
    commands::{
        musrenbang::{
            accept_suggestion, close_musrenbang, decide, mark_progress, merge_proposals, propose_ranking, return_proposal, undo_merge,
            verify_proposal,
        },
        submit_proposal,
    },
    queries::{proposal_export::proposal_export, proposal_list::Wanted},
    store::musrenbangs,
};
use testing::typed::{marking, ruling, words};
use testing::{DANAU_SIPIN, JAMBI, LEGOK, PUPR, TestCity, both_databases, rows_of};

/// Verifies and agrees to what is there, and closes.
async fn pass_on(world: &World, actor: &Actor, meeting: MusrenbangId, proposals: &[ProposalId], delegates: bool) {
    let services = &world.city.services;
    for id in proposals {
        verify_proposal(services, actor, meeting, *id).await.expect("verified");
    }
    world.open(actor, meeting).await;
    propose_ranking(services, actor, meeting).await.expect("ranked");
    accept_suggestion(services, actor, meeting, Some(&words("Pagu sudah terpakai."))).await.expect("decided");
    if delegates {
        world.delegate(actor, meeting).await;
    }
    close_musrenbang(services, actor, meeting, None).await.expect("closed");
}

fn mark(mark: &str) -> Marking {
    marking(mark, "9.000.000", "sesuai dokumen")
}

both_databases!(
    async fn a_proposal_travels_from_its_rt_into_the_budget(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        world.announce(&LEGOK.region(), 12_000_000).await;
        let neighbours = [world.city.confirmed_resident_of(&LEGOK.rt(1)).await, world.city.confirmed_resident_of(&LEGOK.rt(1)).await];
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let mut sent = Vec::new();
        for (index, title) in ["jalan", "lampu", "parit", "taman"].into_iter().enumerate() {
            sent.push(world.propose(&neighbours[index % 2], &LEGOK.rt(1), title, 10).await);
            world.city.pass(chrono::TimeDelta::seconds(1));
        }
        let [winner, reserve, refused, twin] = sent[..] else { panic!("four proposals") };
        // One goes back and comes again; two are merged and taken apart.
        return_proposal(services, &head, rt, winner, &reason("DATA_KURANG"), day("2027-01-30")).await.unwrap();
        submit_proposal(services, &neighbours[0].actor().await, winner).await.unwrap();
        let number = world.proposal(reserve).await.number.unwrap();
        merge_proposals(services, &head, rt, twin, &number, &reason("GANDA")).await.unwrap();
        undo_merge(services, &head, rt, twin, &reason("LAINNYA")).await.unwrap();
        merge_proposals(services, &head, rt, twin, &number, &reason("GANDA")).await.unwrap();
        world.open(&head, rt).await;
        accept_suggestion(services, &head, rt, None).await.unwrap();
        world.delegate(&head, rt).await;
        assert_eq!(close_musrenbang(services, &head, rt, None).await.unwrap().forwarded, 3);
        // The kelurahan has money for one; another cannot be done at all.
        let legok = world.meeting(StageKind::Kelurahan, &LEGOK.region()).await;
        let lurah = world.city.office_of(LEGOK).await.actor().await;
        for id in [winner, reserve, refused] {
            assert_eq!(world.at(id).await, (StageKind::Kelurahan, Status::Submitted));
            verify_proposal(services, &lurah, legok, id).await.unwrap();
        }
        world.open(&lurah, legok).await;
        let no = ruling("rejected", Some(reason("BUKAN_KEWENANGAN")));
        decide(services, &lurah, legok, refused, &no).await.unwrap();
        propose_ranking(services, &lurah, legok).await.unwrap();
        accept_suggestion(services, &lurah, legok, Some(&words("Pagu sudah terpakai."))).await.unwrap();
        world.delegate(&lurah, legok).await;
        assert_eq!(close_musrenbang(services, &lurah, legok, None).await.unwrap().forwarded, 1);
        let stays = [world.at(reserve).await, world.at(refused).await, world.at(twin).await];
        assert_eq!(
            stays,
            [(StageKind::Kelurahan, Status::Reserve), (StageKind::Kelurahan, Status::Rejected), (StageKind::Rt, Status::Merged)]
        );
        // Kecamatan, forum, city.
        let camat = world.city.office_of(DANAU_SIPIN).await.actor().await;
        pass_on(&world, &camat, world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await, &[winner], true).await;
        let verifier = world.city.office_of(PUPR).await.actor().await;
        pass_on(&world, &verifier, world.forum(PUPR).await, &[winner], true).await;
        let planner = world.city.city_officer(Role::Planner).await.actor().await;
        let kota = world.meeting(StageKind::Kota, &JAMBI.region()).await;
        pass_on(&world, &planner, kota, &[winner], false).await;
        assert_eq!(world.at(winner).await, (StageKind::Kota, Status::Forwarded));
        assert_eq!(refusal(mark_progress(services, &verifier, winner, &mark("rkpd")).await), Refusal::NotYourOffice);
        for code in ["rkpd", "apbd"] {
            mark_progress(services, &planner, winner, &mark(code)).await.unwrap();
        }
        for code in ["under_way", "finished"] {
            mark_progress(services, &verifier, winner, &mark(code)).await.unwrap();
        }
        assert_eq!(world.at(winner).await, (StageKind::Finished, Status::Finished));
        let rows = rows_of(proposal_export(services, &Wanted::default()).await.unwrap()).await;
        let row = rows.iter().find(|row| row.status == "finished").unwrap();
        assert_eq!((row.rank, row.apbd_amount), (Some(1), Some(9_000_000)), "a file says which place it had and what it got");
        assert!(row.score.is_some());
        let mut tx = world.city.read().await;
        let events = services::ledger::proposal_journey(&mut tx, winner).await.unwrap();
        assert_eq!(events.iter().filter(|entry| entry.event.kind == EventKind::Arrived).count(), 4);
        assert!(events.iter().all(|entry| !entry.office.is_empty()), "every step says which office");
        assert_eq!(musrenbangs::of_proposal(&mut tx, winner).await.unwrap().len(), 5);
        let minutes = musrenbangs::minutes(&mut tx, legok).await.unwrap().remove(0).minutes;
        assert_eq!((minutes.priority.len(), minutes.reserve.len(), minutes.not_accommodated.len()), (1, 1, 1));
        assert_eq!((minutes.attendance.total, minutes.delegates.len()), (40, 1));
    }

    async fn the_budget_may_leave_out_what_the_city_agreed_on(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let planner = world.city.city_officer(Role::Planner).await.actor().await;
        let (_, _, sent) = world.legok_with(&[10]).await;
        let early = mark_progress(services, &planner, sent[0], &mark("deferred")).await;
        assert_eq!(refusal(early), Refusal::StatusForbids { status: Status::Verified });
    }
);
