//! What an office recorded for a resident: nobody decides alone on what they wrote down, and the office goes on when
//! its people change.

use domain::{
    account::{Actor, Role},
    cycle::StageKind,
    ids::ProposalId,
    permission::may_act_as_self,
    proposal::{DraftChange, DraftValue, Status},
    refusal::Refusal,
};
use services::{
    commands::{self, musrenbang},
    queries::{draft_page::draft_page, inbox::inbox, proposal_page::proposal_page},
    store::proposals,
};
use testing::typed::words;
use testing::{
    DANAU_SIPIN, LEGOK, MURNI, TestCity, both_databases,
    world::{World, day, reason, refusal},
};

/// What this reader is offered on the page: to mend and withdraw, and to second.
async fn offered(city: &TestCity, actor: &Actor, id: ProposalId) -> (bool, bool) {
    let mine = proposal_page(&city.services, actor, id, (None, None)).await.unwrap().unwrap().mine;
    (mine.is_mine, mine.may_second)
}

both_databases!(
    async fn whoever_recorded_a_proposal_does_not_decide_on_it_alone(city: TestCity) {
        let world = World::new(city.clone()).await;
        let rt = LEGOK.rt(1);
        let (head, lurah) = (city.officer(Role::RtHead, rt.as_str()).await, city.office_of(LEGOK).await);
        let (meeting, id) = (world.meeting(StageKind::Rt, &rt).await, world.record(&head, "Nenek Karangan", &rt, "titian surau").await);
        let (head, lurah) = (head.actor().await, lurah.actor().await);
        let why = reason("DATA_KURANG");
        let until = day("2027-02-01");
        assert_eq!(refusal(musrenbang::verify_proposal(&city.services, &head, meeting, id).await), Refusal::RecordedByYou);
        assert_eq!(refusal(musrenbang::return_proposal(&city.services, &head, meeting, id, &why, until).await), Refusal::RecordedByYou);
        assert_eq!(refusal(musrenbang::reject_proposal(&city.services, &head, meeting, id, &why).await), Refusal::RecordedByYou);
        world.open(&head, meeting).await;
        let accepted = musrenbang::accept_suggestion(&city.services, &head, meeting, Some(&words("Melebihi pagu."))).await.unwrap();
        assert_eq!((accepted.agreed, accepted.own), (0, 0), "the whole list at once does not take it along either");
        assert_eq!(world.at(id).await, (StageKind::Rt, Status::Submitted));
        musrenbang::verify_proposal(&city.services, &lurah, meeting, id).await.unwrap();
        let accepted = musrenbang::accept_suggestion(&city.services, &head, meeting, Some(&words("Melebihi pagu."))).await.unwrap();
        assert_eq!((accepted.agreed, accepted.own), (1, 0), "once another has found it in order it is like any other");
        assert_eq!(world.at(id).await, (StageKind::Rt, Status::Agreed));
    }

    async fn a_kelurahan_with_one_officer_finishes_too(city: TestCity) {
        let world = World::new(city.clone()).await;
        let rt = LEGOK.rt(1);
        let (lurah, head) = (city.office_of(LEGOK).await, city.officer(Role::RtHead, rt.as_str()).await);
        let id = world.record(&lurah, "Pak Karangan", &rt, "saluran di gang").await;
        let meeting = world.meeting(StageKind::Rt, &rt).await;
        let (lurah, head) = (lurah.actor().await, head.actor().await);
        assert_eq!(refusal(musrenbang::verify_proposal(&city.services, &lurah, meeting, id).await), Refusal::RecordedByYou);
        assert_eq!((offered(&city, &lurah, id).await, offered(&city, &head, id).await), ((true, false), (true, true)));
        assert_eq!(refusal(commands::second_proposal(&city.services, &lurah, id).await), Refusal::NotOnYourself);
        commands::second_proposal(&city.services, &head, id).await.unwrap();
        commands::second_proposal(&city.services, &head, id).await.unwrap();
        let events = services::ledger::proposal_journey(&mut city.read().await, id).await.unwrap();
        let seconded = events.iter().filter(|event| event.event.kind == domain::proposal::EventKind::Seconded).count();
        assert_eq!(seconded, 1, "said once, in the public history");
        assert!(!offered(&city, &head, id).await.1);
        musrenbang::verify_proposal(&city.services, &lurah, meeting, id).await.unwrap();
        assert_eq!(world.at(id).await, (StageKind::Rt, Status::Verified));
    }

    async fn whoever_may_second_finds_it_in_the_inbox_and_whoever_recorded_it_reads_for_whom_it_waits(city: TestCity) {
        let world = World::new(city.clone()).await;
        let rt = LEGOK.rt(1);
        let (lurah, head) = (city.office_of(LEGOK).await, city.officer(Role::RtHead, rt.as_str()).await);
        let (camat, elsewhere) = (city.office_of(DANAU_SIPIN).await, city.office_of(MURNI).await);
        let id = world.record(&head, "Pak Karangan", &rt, "saluran di gang").await;
        let inbox = async |person: &testing::TestPerson| {
            let actor = person.actor().await;
            inbox(&city.services, &actor, &may_act_as_self(&actor).unwrap()).await.unwrap()
        };
        for (person, sees) in [(&lurah, true), (&camat, true), (&head, false), (&elsewhere, false)] {
            let lines = inbox(person).await.to_second;
            assert_eq!(lines.iter().any(|line| line.id == id), sees);
        }
        let waits =
            async || inbox(&head).await.waiting.iter().any(|item| item.proposal == id && item.authorship.waits_for_another(Some(head.id)));
        assert!(waits().await);
        commands::second_proposal(&city.services, &lurah.actor().await, id).await.unwrap();
        assert!(!waits().await && inbox(&camat).await.to_second.is_empty());
    }

    async fn only_the_offices_around_second_and_only_what_was_recorded(city: TestCity) {
        let world = World::new(city.clone()).await;
        let rt = LEGOK.rt(1);
        let head = city.officer(Role::RtHead, rt.as_str()).await;
        let recorded = world.record(&head, "Nenek Karangan", &rt, "titian surau").await;
        let own = world.propose(&city.confirmed_resident_of(&rt).await, &rt, "lampu di tikungan", 1).await;
        for (person, may) in [
            (city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await, false),
            (city.office_of(MURNI).await, false),
            (city.city_officer(Role::Planner).await, false),
            (city.city_officer(Role::CityAdmin).await, false),
            (city.confirmed_resident_of(&rt).await, false),
            (city.office_of(DANAU_SIPIN).await, true),
        ] {
            let actor = person.actor().await;
            let outcome = commands::second_proposal(&city.services, &actor, recorded).await;
            assert_eq!(outcome.is_ok(), may);
            assert_eq!(refusal(commands::second_proposal(&city.services, &actor, own).await), Refusal::NotFound);
        }
        assert_eq!(refusal(commands::second_proposal(&city.services, &Actor::public(), recorded).await), Refusal::SignInFirst);
        let mut tx = city.begin().await;
        assert!(!proposals::second(&mut tx, recorded, head.id).await.unwrap(), "never by its author");
    }

    async fn whoever_takes_over_the_office_mends_and_withdraws_what_was_recorded(city: TestCity) {
        let world = World::new(city.clone()).await;
        let rt = LEGOK.rt(1);
        let (former, lurah) = (city.officer(Role::RtHead, rt.as_str()).await, city.office_of(LEGOK).await);
        let recorded = world.record(&former, "Nenek Karangan", &rt, "titian surau").await;
        let resident = city.confirmed_resident_of(&rt).await;
        let own = world.propose(&resident, &rt, "lampu di tikungan", 1).await;
        let meeting = world.meeting(StageKind::Rt, &rt).await;
        let lurah = lurah.actor().await;
        for id in [recorded, own] {
            let why = reason("DATA_KURANG");
            musrenbang::return_proposal(&city.services, &lurah, meeting, id, &why, day("2027-02-01")).await.unwrap();
        }
        let successor = city.officer(Role::RtHead, rt.as_str()).await.actor().await;
        let stranger = city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await.actor().await;
        assert!(draft_page(&city.services, &successor, recorded).await.unwrap().is_some());
        assert!(draft_page(&city.services, &stranger, recorded).await.unwrap().is_none());
        assert!(draft_page(&city.services, &successor, own).await.unwrap().is_none(), "a resident's own stays the resident's");
        let mended = DraftChange::of([DraftValue::Households(Some(21))]);
        let save = async |actor: &Actor, id| commands::save_draft(&city.services, actor, id, &mended, false).await;
        assert_eq!(refusal(save(&stranger, recorded).await), Refusal::NotYourOffice);
        assert_eq!(refusal(save(&successor, own).await), Refusal::NotYourOffice);
        save(&successor, recorded).await.unwrap();
        commands::submit_proposal(&city.services, &successor, recorded).await.unwrap();
        assert_eq!(world.at(recorded).await, (StageKind::Rt, Status::Submitted));
        let why = words("Sudah dikerjakan warga sendiri.");
        assert_eq!(refusal(commands::withdraw_proposal(&city.services, &stranger, recorded, Some(&why)).await), Refusal::NotYourOffice);
        commands::withdraw_proposal(&city.services, &successor, recorded, Some(&why)).await.unwrap();
        assert_eq!(world.at(recorded).await.1, Status::Withdrawn);
    }
);
