//! The proposer objects to what a meeting said, and the office above answers.

use chrono::Days;
use domain::{
    account::{Actor, Role},
    city::Setting,
    cycle::StageKind,
    ids::{MusrenbangId, ProposalId},
    musrenbang::{Decision, MusrenbangStatus},
    permission::may_act_as_self,
    proposal::{EventKind, Objection, Status},
    refusal::Refusal,
};
use services::{
    commands::{
        ObjectionAnswer, Wanted, answer_objection, change_settings, may_answer_objection_there, may_object_there,
        musrenbang::{decide, propose_ranking},
        propose_again, raise_objection,
    },
    queries::{inbox::inbox, objection_page::objection_page, proposal_page::proposal_page},
    store::{musrenbangs, projections, proposals},
};
use testing::typed::{note, objection_answer, ruling};
use testing::{
    DANAU_SIPIN, LEGOK, TestCity, both_databases,
    faults::found_after,
    world::{World, reason, refusal},
};

const WHY: &str = "Jalan itu satu-satunya jalan ke sekolah.";

fn answer(is_upheld: bool) -> ObjectionAnswer {
    objection_answer(is_upheld, "Sudah kami periksa di lapangan.")
}

/// One proposal was agreed on in Legok, the other one decided on so, and the meeting has closed.
async fn decided_in_legok(world: &World, decision: &str) -> (MusrenbangId, ProposalId) {
    let (legok, officer, sent) = world.legok_with(&[10, 20]).await;
    let services = &world.city.services;
    propose_ranking(services, &officer, legok).await.unwrap();
    let form = ruling(decision, Some(reason("PAGU")));
    decide(services, &officer, legok, sent[1], &form).await.unwrap();
    let author = world.author_of(sent[1]).await;
    let early = raise_objection(services, &author, sent[1], &note(WHY)).await;
    assert_eq!(refusal(early), Refusal::MeetingForbids { status: MusrenbangStatus::Open }, "the meeting may still say otherwise");
    world.agree_and_close(&officer, legok).await;
    (legok, sent[1])
}

async fn camat(world: &World) -> Actor {
    world.city.office_of(DANAU_SIPIN).await.actor().await
}

async fn to_answer(world: &World, actor: &Actor) -> Vec<ProposalId> {
    let permit = may_act_as_self(actor).unwrap();
    inbox(&world.city.services, actor, &permit).await.unwrap().objections.into_iter().map(|line| line.id).collect()
}

both_databases!(
    async fn an_objection_that_is_upheld_brings_the_proposal_before_the_meeting_above(city: TestCity) {
        let world = World::new(city).await;
        let (legok, id) = decided_in_legok(&world, "rejected").await;
        let (services, author, camat) = (&world.city.services, world.author_of(id).await, camat(&world).await);
        assert_eq!(refusal(raise_objection(services, &camat, id, &note(WHY)).await), Refusal::NotYourOffice);
        assert_eq!(refusal(may_object_there(services, &camat, id).await), Refusal::NotYourOffice, "whatever they write");
        may_object_there(services, &author, id).await.unwrap();
        raise_objection(services, &author, id, &note(WHY)).await.unwrap();
        let due_on = world.city.today() + Days::new(14);
        assert_eq!(world.proposal(id).await.objection, Some(Objection { due_on, is_dismissed: false }));
        assert_eq!(to_answer(&world, &camat).await, [id]);
        let lurah = world.city.office_of(LEGOK).await.actor().await;
        assert_eq!(to_answer(&world, &lurah).await, [], "who decided does not answer");
        assert_eq!(refusal(answer_objection(services, &lurah, id, &answer(true)).await), Refusal::NotYourOffice);
        assert_eq!(refusal(may_answer_objection_there(services, &lurah, id).await), Refusal::NotYourOffice, "whatever they write");
        may_answer_objection_there(services, &camat, id).await.unwrap();
        let page = objection_page(services, &camat, id).await.unwrap().unwrap();
        assert_eq!((page.may_answer, page.may_raise), (true, None));
        assert_eq!(page.raised.unwrap().event.note.unwrap().text(), WHY);

        answer_objection(services, &camat, id, &answer(true)).await.unwrap();
        assert_eq!(world.at(id).await, (StageKind::Kecamatan, Status::Submitted), "its own meeting has closed");
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        let mut tx = world.city.read().await;
        let above = musrenbangs::item(&mut tx, kecamatan, id).await.unwrap().unwrap();
        let below = musrenbangs::item(&mut tx, legok, id).await.unwrap().unwrap();
        assert_eq!((above.stands_here, above.support_is_frozen), (true, true), "with the support that Legok had counted");
        assert_eq!((below.stands_here, Decision::of(below.status)), (false, Some(Decision::Rejected)), "its list stays as it was");
        let kinds: Vec<EventKind> =
            services::ledger::proposal_journey(&mut tx, id).await.unwrap().iter().map(|entry| entry.event.kind).collect();
        assert_eq!(kinds[kinds.len() - 3..], [EventKind::ObjectionRaised, EventKind::Reinstated, EventKind::WentOn]);
        assert_eq!((world.proposal(id).await.objection, to_answer(&world, &camat).await), (None, vec![]));
    }

    async fn an_objection_is_raised_once_and_dismissed_with_words(city: TestCity) {
        let world = World::new(city).await;
        let (_, id) = decided_in_legok(&world, "reserve").await;
        let (services, author, camat) = (&world.city.services, world.author_of(id).await, camat(&world).await);
        raise_objection(services, &author, id, &note(WHY)).await.unwrap();
        assert_eq!(refusal(raise_objection(services, &author, id, &note(WHY)).await), Refusal::ObjectedAlready);
        for (column, value) in [("objection_due_on", "'2030-01-01'"), ("objection_dismissed", "NOT objection_dismissed")] {
            let statement = format!("UPDATE proposals SET {column} = {value} WHERE objection_due_on IS NOT NULL");
            assert_eq!(found_after(&world.city, &statement).await, [column]);
        }
        answer_objection(services, &camat, id, &answer(false)).await.unwrap();
        assert_eq!(world.at(id).await, (StageKind::Kelurahan, Status::Reserve));
        assert_eq!(to_answer(&world, &camat).await, []);
        let again = answer_objection(services, &camat, id, &answer(true)).await;
        assert_eq!(refusal(again), Refusal::StatusForbids { status: Status::Reserve });
        assert_eq!(refusal(raise_objection(services, &author, id, &note(WHY)).await), Refusal::ObjectedAlready);
    }

    async fn the_head_of_the_rt_may_object_too_and_nobody_after_two_weeks(city: TestCity) {
        let world = World::new(city).await;
        let (_, id) = decided_in_legok(&world, "deferred").await;
        let (services, author) = (&world.city.services, world.author_of(id).await);
        let may_until = async |actor: &Actor| {
            let page = proposal_page(services, actor, id, (None, None)).await.unwrap().unwrap();
            page.mine.may_object_until
        };
        let last = world.city.today() + Days::new(14);
        let head = world.city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        assert_eq!((may_until(&author).await, may_until(&head.actor().await).await), (Some(last), Some(last)));
        assert_eq!(may_until(&world.city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await).await, None);
        world.city.pass_days(15);
        let (author, head) = (world.author_of(id).await, head.actor().await);
        assert_eq!((may_until(&author).await, may_until(&head).await), (None, None));
        assert_eq!(refusal(raise_objection(services, &head, id, &note(WHY)).await), Refusal::ObjectionTooLate { last });
    }

    async fn an_objection_has_the_days_that_the_city_gives_when_it_is_raised(city: TestCity) {
        let world = World::new(city).await;
        let (_, id) = decided_in_legok(&world, "rejected").await;
        let (services, decided_on) = (&world.city.services, world.city.today());
        let planner = world.city.city_officer(Role::Planner).await.actor().await;
        let give = async |setting: Setting, days: &str| {
            let wanted = [Wanted::from(setting.chosen(days).unwrap())];
            change_settings(services, &planner, &wanted, &note("Perwal 5/2027")).await.unwrap();
        };
        give(Setting::ObjectDays, "5").await;
        give(Setting::AnswerDays, "3").await;
        let last = decided_on + Days::new(5);
        let page = objection_page(services, &world.author_of(id).await, id).await.unwrap().unwrap();
        assert_eq!(page.may_raise, Some(last));
        world.city.pass_days(6);
        let author = world.author_of(id).await;
        assert_eq!(refusal(raise_objection(services, &author, id, &note(WHY)).await), Refusal::ObjectionTooLate { last });
        give(Setting::ObjectDays, "6").await;
        raise_objection(services, &author, id, &note(WHY)).await.unwrap();
        let raised = Some(Objection { due_on: world.city.today() + Days::new(3), is_dismissed: false });
        assert_eq!(world.proposal(id).await.objection, raised);
        give(Setting::AnswerDays, "30").await;
        assert_eq!(world.proposal(id).await.objection, raised, "what was raised keeps its day");
    }

    async fn what_is_upheld_after_all_meetings_waits_for_the_next_year(city: TestCity) {
        let world = World::new(city).await;
        let (_, id) = decided_in_legok(&world, "rejected").await;
        let (services, author, camat) = (&world.city.services, world.author_of(id).await, camat(&world).await);
        raise_objection(services, &author, id, &note(WHY)).await.unwrap();
        let kecamatan = world.meeting(StageKind::Kecamatan, &DANAU_SIPIN.region()).await;
        for meeting in [kecamatan, world.forum(testing::PUPR).await, world.meeting(StageKind::Kota, &testing::JAMBI.region()).await] {
            world.close_empty(meeting).await;
        }
        answer_objection(services, &camat, id, &answer(true)).await.unwrap();
        assert_eq!(world.at(id).await, (StageKind::Kelurahan, Status::Verified), "no meeting is left");
        let later = propose_again(services, &author, id, services.clock.new_id().into()).await;
        assert!(later.is_err(), "its year has not ended");
    }

    async fn objections_are_found_by_stage_and_place(city: TestCity) {
        let world = World::new(city).await;
        let (_, id) = decided_in_legok(&world, "rejected").await;
        let mut tx = world.city.begin().await;
        let due_on = world.city.today();
        let raised = Objection { due_on, is_dismissed: false };
        proposals::set_objection(&mut tx, id, raised).await.unwrap();
        let place = DANAU_SIPIN.region();
        for (stage, place, found) in [
            (StageKind::Kelurahan, Some(place.as_str()), vec![id]),
            (StageKind::Kelurahan, None, vec![id]),
            (StageKind::Kelurahan, Some("15.71.01"), vec![]),
            (StageKind::Rt, Some(place.as_str()), vec![]),
        ] {
            let lines = proposals::objected(&mut tx, stage, place, 10).await.unwrap();
            assert_eq!(lines.iter().map(|line| line.id).collect::<Vec<_>>(), found, "{stage:?} {place:?}");
            assert!(lines.iter().all(|line| line.objection_due_on == Some(due_on)));
        }
        proposals::set_objection(&mut tx, id, Objection { is_dismissed: true, ..raised }).await.unwrap();
        let remarks = projections::remarks(&mut tx, None, 100).await.unwrap();
        let said = remarks.iter().find(|row| row.id == id.0).unwrap();
        assert_eq!((said.objection_due_on, said.objection_dismissed), (Some(due_on), true));
        assert_eq!(proposals::objected(&mut tx, StageKind::Kelurahan, None, 10).await.unwrap(), []);
    }
);
