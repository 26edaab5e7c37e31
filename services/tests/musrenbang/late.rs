//! What comes when its meeting has closed: on to the next one that is still to be held, or waiting for next year;
//! never lost.

use crate::world::{World, day, problems, reason};
use domain::{
    account::{Actor, Role},
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    permission::may_act_as_self,
    proposal::{DraftChange, EventKind, Status},
};
use services::{
    commands::{
        DraftStart,
        musrenbang::{accept_suggestion, close_musrenbang, reroute_proposal, return_proposal},
        save_draft, start_draft, submit_proposal,
    },
    late::Destination,
    queries::{draft_page::draft_page, inbox::inbox, meeting_page::meeting_page, proposal_page::proposal_page},
    store::{
        musrenbangs::{self, board},
        proposals,
    },
};
use testing::typed::words;
use testing::{DANAU_SIPIN, DISHUB, LEGOK, PUPR, TestCity, both_databases};

/// Opens and closes a meeting as it is.
async fn hold(world: &World, actor: &Actor, meeting: MusrenbangId, has_next: bool) {
    world.open(actor, meeting).await;
    accept_suggestion(&world.city.services, actor, meeting, Some(&words("Pagu sudah terpakai."))).await.unwrap();
    if has_next {
        world.delegate(actor, meeting).await;
    }
    close_musrenbang(&world.city.services, actor, meeting, None).await.unwrap();
}

/// All meetings that a proposal of RT 1 of Legok would come to, up to and with `last`.
async fn hold_up_to(world: &World, last: StageKind) {
    let (city, rt) = (&world.city, LEGOK.rt(1));
    let offices = [
        (StageKind::Rt, city.officer(Role::RtHead, rt.as_str()).await, world.meeting(StageKind::Rt, &rt).await),
        (StageKind::Kelurahan, city.office_of(LEGOK).await, world.meeting(StageKind::Kelurahan, &LEGOK.region()).await),
        (StageKind::Kecamatan, city.office_of(DANAU_SIPIN).await, world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await),
        (StageKind::AgencyForum, city.office_of(PUPR).await, world.forum(PUPR).await),
        (StageKind::Kota, city.city_officer(Role::Planner).await, world.meeting(StageKind::Kota, &testing::JAMBI.region()).await),
    ];
    for (stage, office, meeting) in offices {
        hold(world, &office.actor().await, meeting, stage != StageKind::Kota).await;
        if stage == last {
            return;
        }
    }
}

async fn waiting(world: &World, office: &Actor) -> Vec<ProposalId> {
    let permit = may_act_as_self(office).unwrap();
    inbox(&world.city.services, office, &permit).await.unwrap().waiting.into_iter().map(|item| item.proposal).collect()
}

both_databases!(
    async fn a_late_proposal_goes_to_the_next_open_meeting_and_its_page_says_so_before_it_is_sent(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        hold_up_to(&world, StageKind::Rt).await;
        let lurah = world.city.office_of(LEGOK).await.actor().await;
        let id = ProposalId(services.clock.new_id());
        start_draft(services, &lurah, DraftStart { id, on_behalf_of: Some(words("Mak Ijah")) }).await.unwrap();
        assert_eq!(draft_page(services, &lurah, id).await.unwrap().unwrap().destination, Destination::InTime, "no place is chosen yet");
        let mut tx = world.city.begin().await;
        proposals::save_draft(&mut tx, id, &world.draft(&LEGOK.rt(1), "datang terlambat", 3)).await.unwrap();
        tx.commit().await.unwrap();
        let destination = draft_page(services, &lurah, id).await.unwrap().unwrap().destination;
        assert_eq!(destination, Destination::Later(StageKind::Kelurahan));
        submit_proposal(services, &lurah, id).await.unwrap();
        assert_eq!(world.at(id).await, (StageKind::Kelurahan, Status::Submitted));
        let events = services::ledger::proposal_journey(&mut world.city.read().await, id).await.unwrap();
        assert_eq!(events.iter().map(|entry| entry.event.kind).collect::<Vec<_>>(), [EventKind::Submitted, EventKind::WentOn]);
        assert_eq!(waiting(&world, &lurah).await, [id], "it lies in somebody's inbox");
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        assert_eq!(musrenbangs::item(&mut world.city.read().await, rt, id).await.unwrap(), None, "the closed list stays as it was");
    }

    async fn what_was_returned_and_mended_after_the_closing_goes_on(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let rt = world.meeting(StageKind::Rt, &LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "dikembalikan", 3).await;
        return_proposal(services, &head, rt, id, &reason("DATA_KURANG"), day("2027-01-30")).await.unwrap();
        hold(&world, &head, rt, true).await;
        let me = author.actor().await;
        assert_eq!(draft_page(services, &me, id).await.unwrap().unwrap().destination, Destination::Later(StageKind::Kelurahan));
        save_draft(services, &me, id, &DraftChange::default(), false).await.unwrap();
        submit_proposal(services, &me, id).await.unwrap();
        assert_eq!(world.at(id).await, (StageKind::Kelurahan, Status::Submitted));
    }

    async fn a_list_handed_up_to_a_closed_meeting_goes_on_as_well(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (legok, officer, sent) = world.legok_with(&[10]).await;
        let camat = world.city.office_of(DANAU_SIPIN).await.actor().await;
        hold(&world, &camat, world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await, true).await;
        accept_suggestion(services, &officer, legok, None).await.unwrap();
        world.delegate(&officer, legok).await;
        let goes_to = async || meeting_page(services, &officer, legok).await.unwrap().unwrap().goes_to;
        assert_eq!(goes_to().await, Some(Destination::Later(StageKind::AgencyForum)), "said before it is closed");
        close_musrenbang(services, &officer, legok, None).await.unwrap();
        assert_eq!(goes_to().await, Some(Destination::Later(StageKind::AgencyForum)), "and after");
        assert_eq!(world.at(sent[0]).await, (StageKind::AgencyForum, Status::Submitted));
        assert_eq!(waiting(&world, &world.city.office_of(PUPR).await.actor().await).await, [sent[0]]);
    }

    async fn a_forum_that_has_closed_takes_nothing_from_another(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        hold_up_to(&world, StageKind::Kecamatan).await;
        let id = world.propose(&world.city.confirmed_resident_of(&LEGOK.rt(1)).await, &LEGOK.rt(1), "salah alamat", 3).await;
        let (pupr, dishub) = (world.forum(PUPR).await, world.forum(DISHUB).await);
        let verifier = world.city.office_of(PUPR).await.actor().await;
        assert_eq!(waiting(&world, &verifier).await, [id]);
        hold(&world, &world.city.office_of(DISHUB).await.actor().await, dishub, true).await;
        let outcome = reroute_proposal(services, &verifier, pupr, id, DISHUB.code, &reason("OPD_KELIRU")).await;
        assert_eq!(problems(outcome), ["agency"]);
        assert_eq!(waiting(&world, &verifier).await, [id], "it stays in somebody's inbox");
    }

    async fn when_all_have_closed_it_waits_for_next_year_where_the_kelurahan_sees_it(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        hold_up_to(&world, StageKind::Kota).await;
        let author = world.city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let id = world.propose(&author, &LEGOK.rt(1), "terlalu lambat", 3).await;
        assert_eq!(world.at(id).await, (StageKind::Rt, Status::Submitted));
        let page = proposal_page(services, &author.actor().await, id, (None, None)).await.unwrap().unwrap();
        assert!(page.came_late);
        assert_eq!(waiting(&world, &world.city.office_of(LEGOK).await.actor().await).await, [id]);
        let late = board::late_in(&mut world.city.read().await, LEGOK.code, 10).await.unwrap();
        assert_eq!(late.iter().map(|item| item.proposal).collect::<Vec<_>>(), [id]);
    }
);
