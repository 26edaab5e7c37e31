//! What is meant to be done once: contracts of `store/intents.rs`, and that the key stands or falls with what it was
//! made for. How requests carry it is tested in http `once`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::permission::may_support;
use services::{
    CommandError, Failure, Services, commands,
    intent::{Answer, Intent, Known},
    jobs,
    queries::intents::known,
    store::{Outage, intents, proposals},
    unit::Unit,
};
use std::sync::Arc;
use testing::{LEGOK, TestCity, TestPerson, both_databases, world::World};

const MADE: &str = "0f9d9e3c-5a3f-4c39-9f8e-1f0f8f6a5b11";

fn meant_by(person: &TestPerson, request: &[u8]) -> Arc<Intent> {
    Arc::new(Intent::new(&format!("{}.{MADE}", person.id), request.to_vec()).unwrap())
}

fn led_to(path: &str) -> Answer {
    Answer { status: 303, location: Some(path.to_owned()), body: None }
}

async fn in_a_unit(services: &Services, work: impl AsyncFnOnce(&mut Unit)) {
    let mut unit = Unit::begin(services, None).await.unwrap();
    work(&mut unit).await;
    unit.commit().await.unwrap();
}

both_databases!(
    async fn a_key_is_taken_once_answered_forgotten_and_swept(city: TestCity) {
        let (services, person) = (&city.services, city.resident_of(&LEGOK.rt(1)).await);
        let now = services.clock.now();
        in_a_unit(services, async |unit| {
            assert!(intents::insert(&mut unit.tx, "satu", person.id, b"x", now).await.unwrap());
            assert!(!intents::insert(&mut unit.tx, "satu", person.id, b"y", now).await.unwrap());
            let kept = intents::find(&mut unit.tx, "satu").await.unwrap().unwrap();
            assert_eq!((kept.account, kept.request, kept.answer), (person.id, b"x".to_vec(), None));
            intents::answer(&mut unit.tx, "satu", &led_to("/usulan")).await.unwrap();
            assert_eq!(intents::find(&mut unit.tx, "satu").await.unwrap().unwrap().answer, Some(led_to("/usulan")));
            intents::remove(&mut unit.tx, "satu").await.unwrap();
            assert!(intents::insert(&mut unit.tx, "satu", person.id, b"y", now).await.unwrap());
            intents::forget_all(&mut unit.tx, person.id).await.unwrap();
            assert_eq!(intents::find(&mut unit.tx, "satu").await.unwrap(), None);
            intents::insert(&mut unit.tx, "lama", person.id, b"x", now - TimeDelta::days(3)).await.unwrap();
            intents::insert(&mut unit.tx, "baru", person.id, b"x", now - TimeDelta::days(1)).await.unwrap();
        })
        .await;
        jobs::tidy_up(services).await.unwrap();
        in_a_unit(services, async |unit| {
            assert_eq!(intents::find(&mut unit.tx, "lama").await.unwrap(), None);
            assert!(intents::find(&mut unit.tx, "baru").await.unwrap().is_some());
            assert_eq!(intents::purge(&mut unit.tx, now).await.unwrap(), 1);
        })
        .await;
    }

    async fn the_key_stands_or_falls_with_what_is_done(city: TestCity) {
        let world = World::new(city.clone()).await;
        let neighbour = city.confirmed_resident_of(&LEGOK.rt(2)).await;
        let proposal = world.propose(&neighbour, &LEGOK.rt(2), "parit", 3).await;
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (actor, intent) = (person.actor().await, meant_by(&person, b"dukung"));
        let meaning = city.services.meaning(Some(Arc::clone(&intent)));
        assert!(may_support(&actor, proposal).is_ok());
        // Dropped: neither is there.
        drop(Unit::begin(&meaning, None).await.unwrap());
        assert_eq!(known(&city.services, &intent).await.unwrap(), Known::New);
        commands::support_proposal(&meaning, &actor, proposal).await.unwrap();
        assert!(intent.is_written());
        assert_eq!(known(&city.services, &intent).await.unwrap(), Known::Done);
        // Another process, which does not know that: it has done nothing.
        let later = city.services.meaning(Some(meant_by(&person, b"dukung")));
        let outcome = commands::withdraw_support(&later, &actor, proposal).await;
        assert!(matches!(outcome, Err(CommandError::Failed(Failure::Unavailable(Outage::Conflict)))), "{outcome:?}");
        in_a_unit(&city.services, async |unit| {
            assert!(proposals::support_of(&mut unit.tx, proposal, person.id).await.unwrap().is_some());
        })
        .await;
        commands::keep_answer(&city.services, &intent, &led_to("/usulan")).await.unwrap();
        assert_eq!(known(&city.services, &intent).await.unwrap(), Known::Answered(led_to("/usulan")));
        assert_eq!(known(&city.services, &meant_by(&person, b"lain")).await.unwrap(), Known::Other);
        commands::forget_intent(&city.services, &intent).await.unwrap();
        assert_eq!(known(&city.services, &intent).await.unwrap(), Known::New);
    }
);
