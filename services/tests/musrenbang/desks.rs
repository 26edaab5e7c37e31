//! Two at one desk: only what somebody changed is written, and what was changed meanwhile is pointed out.

use crate::world::{World, opening, opening_at, reason, refusal};
use domain::{
    account::Actor,
    musrenbang::MeetingNotes,
    priority::{CriterionSource, Points},
    proposal::Status,
    refusal::Refusal,
};
use services::{
    CommandError,
    commands::musrenbang::{Ruling, Scored, ShownScores, correct_opening, decide, schedule_musrenbang, score_proposals, write_notes},
    store::{cycles, musrenbangs::scores},
};
use testing::typed::{note, ruling, schedule};
use testing::{LEGOK, TestCity, both_databases};

/// What stands at the fields that somebody else changed.
fn taken<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Vec<(&'static str, String)> {
    let Err(CommandError::Problems(problems)) = outcome else { panic!("{outcome:?}") };
    let value = |refusal| if let Refusal::ChangedTo { value } = refusal { value } else { panic!("{refusal:?}") };
    problems.into_iter().map(|problem| (problem.field, value(problem.refusal))).collect()
}

both_databases!(
    async fn two_windows_that_score_different_fields_keep_each_others(city: TestCity) {
        let world = World::new(city).await;
        let (legok, officer, sent) = world.legok_with(&[10, 20, 30]).await;
        let services = &world.city.services;
        let criteria = cycles::criteria(&mut world.city.read().await, world.cycle).await.unwrap();
        let urgency = criteria.all().iter().find(|criterion| criterion.source == CriterionSource::Assessors).unwrap().id;
        let points = |value| Points::new(value).unwrap();
        let value = |index: usize, given| (sent[index], urgency, points(given));
        let first = score_proposals(services, &officer, legok, &[value(0, 2), value(1, 2)], Some(&ShownScores::new())).await.unwrap();
        assert_eq!(first, Scored::default());
        // Both windows were opened now.
        let shown = ShownScores::from([((sent[0], urgency), points(2)), ((sent[1], urgency), points(2))]);
        let one = score_proposals(services, &officer, legok, &[value(0, 5), value(1, 2)], Some(&shown)).await.unwrap();
        let other = score_proposals(services, &officer, legok, &[value(0, 2), value(1, 4), value(2, 3)], Some(&shown)).await.unwrap();
        assert_eq!((one, other), (Scored::default(), Scored { kept: 1, ..Scored::default() }));
        let stored = async || {
            let found = scores::scores(&mut world.city.read().await, legok).await.unwrap();
            sent.iter().map(|id| found.iter().find(|one| one.proposal == *id).map(|one| one.score.points.get())).collect::<Vec<_>>()
        };
        assert_eq!(stored().await, [Some(5), Some(4), Some(3)], "nobody undid what the other did");
        let again = score_proposals(services, &officer, legok, &[value(0, 1), value(1, 1)], Some(&shown)).await.unwrap();
        assert_eq!((again.taken, stored().await), (2, vec![Some(5), Some(4), Some(3)]), "both changed the same: it is pointed out");
    }

    async fn no_decision_undoes_another_in_silence(city: TestCity) {
        let world = World::new(city).await;
        let (legok, first, sent) = world.legok_with(&[10]).await;
        let second = world.city.office_of(LEGOK).await.actor().await;
        let services = &world.city.services;
        let seen = Some(services::ledger::proposal_journey(&mut world.city.read().await, sent[0]).await.unwrap().len());
        let reserve = Ruling { seen, ..ruling("reserve", Some(reason("PAGU"))) };
        decide(services, &first, legok, sent[0], &reserve).await.unwrap();
        let agreed = Ruling { seen, ..ruling("agreed", None) };
        assert_eq!(refusal(decide(services, &second, legok, sent[0], &agreed).await), Refusal::ChangedMeanwhile);
        assert_eq!(world.at(sent[0]).await.1, Status::Reserve);
        decide(services, &first, legok, sent[0], &reserve).await.unwrap();
        let seen = Some(services::ledger::proposal_journey(&mut world.city.read().await, sent[0]).await.unwrap().len());
        decide(services, &second, legok, sent[0], &Ruling { seen, ..agreed }).await.unwrap();
        assert_eq!(world.at(sent[0]).await.1, Status::Agreed, "whoever has seen it may decide otherwise");
    }

    async fn a_day_and_a_place_set_by_two_officers_both_stand(city: TestCity) {
        let world = World::new(city).await;
        let services = &world.city.services;
        let (first, second) = (world.city.office_of(LEGOK).await.actor().await, world.city.office_of(LEGOK).await.actor().await);
        let legok = world.meeting(domain::cycle::StageKind::Kelurahan, &LEGOK.region()).await;
        let shown = schedule("2027-01-25", "Aula");
        let set = async |actor: &Actor, day, place| schedule_musrenbang(services, actor, legok, &schedule(day, place), Some(&shown)).await;
        schedule_musrenbang(services, &first, legok, &shown, None).await.unwrap();
        set(&first, "2027-01-27", "Aula").await.unwrap();
        set(&second, "2027-01-25", "Balai warga").await.unwrap();
        let meeting = world.loaded(legok).await;
        assert_eq!((meeting.scheduled_on.unwrap().to_string().as_str(), meeting.place.as_str()), ("2027-01-27", "Balai warga"));
        assert_eq!(
            taken(set(&second, "2027-01-28", "Pendopo").await),
            [("scheduled_on", "2027-01-27".into()), ("place", "Balai warga".into())]
        );
        assert_eq!(world.loaded(legok).await.place, "Balai warga");
    }

    async fn attendance_and_notes_of_two_officers_both_stand(city: TestCity) {
        let world = World::new(city).await;
        let (legok, first, _) = world.legok_with(&[10]).await;
        let second = world.city.office_of(LEGOK).await.actor().await;
        let services = &world.city.services;
        let shown = opening();
        let more = opening_at("Aula kelurahan", 52);
        correct_opening(services, &first, legok, &more, Some(&shown)).await.unwrap();
        let elsewhere = opening_at("Balai RW", 40);
        correct_opening(services, &second, legok, &elsewhere, Some(&shown)).await.unwrap();
        let meeting = world.loaded(legok).await;
        assert_eq!((meeting.attendance.unwrap().total, meeting.place.as_str()), (52, "Balai RW"));
        let fewer = opening_at("Aula kelurahan", 41);
        assert_eq!(taken(correct_opening(services, &second, legok, &fewer, Some(&shown)).await), [("attendance", "52".into())]);

        let empty = MeetingNotes::default();
        let dissent = MeetingNotes { dissent: Some(note("RT 02 menolak.")), ..empty.clone() };
        write_notes(services, &first, legok, &dissent, Some(&empty)).await.unwrap();
        let by_vote = MeetingNotes { by_vote: true, ceiling: Some(note("Disetujui camat.")), ..empty.clone() };
        write_notes(services, &second, legok, &by_vote, Some(&empty)).await.unwrap();
        assert_eq!(world.loaded(legok).await.notes, MeetingNotes { dissent: dissent.dissent, ..by_vote });
        let other = MeetingNotes { dissent: Some(note("RT 03 menolak.")), ..empty.clone() };
        assert_eq!(taken(write_notes(services, &second, legok, &other, Some(&empty)).await), [("dissent", "RT 02 menolak.".into())]);
    }
);
