//! Contract of `store/sessions.rs`, and of reading the person behind a session.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::{Days, TimeDelta};
use domain::{
    account::{Actor, Role},
    permission::may_act_as_self,
};
use services::{
    Services, SessionToken, commands,
    queries::{
        actor::{actor_of, recognise},
        own_sessions::own_sessions,
    },
    store::sessions,
};
use testing::{LEGOK, TestCity, both_databases};

async fn is_known(services: &Services, token: &SessionToken) -> bool {
    actor_of(services, token).await.unwrap().signed_in().is_some()
}

both_databases!(
    async fn a_session_is_found_by_the_hash_of_its_token_until_it_ends(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (token, other) = (SessionToken::new().unwrap(), SessionToken::new().unwrap());
        let mut tx = city.begin().await;
        sessions::insert(&mut tx, &token.hash(), person.id, "Peramban/1.0", city.now()).await.unwrap();
        let since = city.now() - Days::new(1);
        let found = sessions::find_active(&mut tx, &token.hash(), since).await.unwrap().unwrap();
        assert_eq!((found.account, found.last_seen_at), (person.id, city.now()));
        assert!(sessions::find_active(&mut tx, &other.hash(), since).await.unwrap().is_none());
        assert!(sessions::find_active(&mut tx, &token.hash(), city.now()).await.unwrap().is_none(), "too old");
        assert_eq!(sessions::end(&mut tx, &other.hash(), city.now()).await.unwrap(), None);
        assert!(sessions::find_active(&mut tx, &token.hash(), since).await.unwrap().is_some());
        assert_eq!(sessions::end(&mut tx, &token.hash(), city.now()).await.unwrap(), Some(person.id));
        assert_eq!(sessions::end(&mut tx, &token.hash(), city.now()).await.unwrap(), None, "ended once");
        assert!(sessions::find_active(&mut tx, &token.hash(), since).await.unwrap().is_none());
    }

    async fn ending_all_sessions_leaves_those_of_others(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let tokens = [person.session().await, person.session().await];
        let kept = other.session().await;
        let mut tx = city.begin().await;
        assert_eq!(sessions::end_all(&mut tx, person.id, city.now()).await.unwrap(), 2);
        assert_eq!(sessions::end_all(&mut tx, person.id, city.now()).await.unwrap(), 0);
        tx.commit().await.unwrap();
        for token in &tokens {
            assert!(!is_known(&city.services, token).await);
        }
        assert!(is_known(&city.services, &kept).await);
    }

    async fn a_browser_that_is_used_stays_signed_in_for_thirty_days(city: TestCity) {
        let token = city.resident_of(&LEGOK.rt(1)).await.session().await;
        for _ in 0..3 {
            city.pass(TimeDelta::days(9));
            commands::touch_session(&city.services, &token).await.unwrap();
        }
        city.pass(TimeDelta::days(3) - TimeDelta::seconds(1));
        assert!(is_known(&city.services, &token).await);
        city.pass(TimeDelta::seconds(1));
        assert!(!is_known(&city.services, &token).await);
    }

    async fn a_browser_that_is_not_used_is_signed_out(city: TestCity) {
        for (person, idle) in
            [(city.resident_of(&LEGOK.rt(1)).await, TimeDelta::days(14)), (city.office_of(LEGOK).await, TimeDelta::hours(12))]
        {
            let token = person.session().await;
            city.pass(idle - TimeDelta::seconds(1));
            assert!(is_known(&city.services, &token).await);
            city.pass(TimeDelta::seconds(1));
            assert!(!is_known(&city.services, &token).await);
            commands::touch_session(&city.services, &token).await.unwrap();
        }
    }

    async fn the_use_of_a_session_is_written_down_every_few_minutes_only(city: TestCity) {
        let token = city.resident_of(&LEGOK.rt(1)).await.session().await;
        let is_due = async || recognise(&city.services, &token).await.unwrap().is_touch_due;
        assert!(!is_due().await);
        city.pass(TimeDelta::minutes(5) - TimeDelta::seconds(1));
        assert!(!is_due().await);
        city.pass(TimeDelta::seconds(1));
        assert!(is_due().await);
        commands::touch_session(&city.services, &token).await.unwrap();
        assert!(!is_due().await);
        let mut tx = city.begin().await;
        sessions::touch(&mut tx, &token.hash(), city.now() - TimeDelta::hours(1)).await.unwrap();
        let found = sessions::find_active(&mut tx, &token.hash(), city.now() - Days::new(1)).await.unwrap().unwrap();
        assert_eq!(found.last_seen_at, city.now(), "never backwards");
    }

    async fn a_person_sees_their_sessions_and_ends_one(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let (phone, foreign) = (person.session().await, other.session().await);
        city.pass(TimeDelta::minutes(10));
        let here = person.session().await;
        let permit = may_act_as_self(&actor_of(&city.services, &here).await.unwrap()).unwrap();
        let listed = own_sessions(&city.services, &permit, Some(&here)).await.unwrap();
        let lines: Vec<_> = listed.iter().map(|line| (line.user_agent.as_str(), line.is_this, line.last_seen)).collect();
        assert_eq!(lines, [("test", true, city.now()), ("test", false, city.now() - TimeDelta::minutes(10))]);
        let stranger = may_act_as_self(&other.actor().await).unwrap();
        commands::end_session(&city.services, &stranger, &listed[1].name).await.unwrap();
        assert!(is_known(&city.services, &phone).await, "nobody ends another person's session");
        for name in [listed[1].name.as_str(), listed[1].name.as_str(), "tiada"] {
            commands::end_session(&city.services, &permit, name).await.unwrap();
        }
        assert!(
            !is_known(&city.services, &phone).await && is_known(&city.services, &here).await && is_known(&city.services, &foreign).await
        );
        assert_eq!(own_sessions(&city.services, &permit, Some(&here)).await.unwrap().len(), 1);
        let mut tx = city.read().await;
        let (day, now) = (city.now() - Days::new(1), city.now());
        assert_eq!(sessions::of_account(&mut tx, person.id, day, day, 10).await.unwrap().len(), 1);
        for (created_after, seen_after) in [(now, day), (day, now)] {
            assert!(sessions::of_account(&mut tx, person.id, created_after, seen_after, 10).await.unwrap().is_empty());
        }
    }

    async fn old_and_ended_sessions_are_removed(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let tokens = [person.session().await, person.session().await];
        city.pass(TimeDelta::hours(1));
        let mut tx = city.begin().await;
        sessions::end(&mut tx, &tokens[0].hash(), city.now()).await.unwrap();
        let before = city.now() - TimeDelta::hours(1);
        assert_eq!(sessions::purge(&mut tx, before, city.now()).await.unwrap(), 0);
        assert_eq!(sessions::purge(&mut tx, before, city.now() + TimeDelta::seconds(1)).await.unwrap(), 1, "the ended one");
        assert_eq!(sessions::purge(&mut tx, city.now(), before).await.unwrap(), 1, "the old one");
    }

    async fn a_session_knows_home_confirmation_and_the_roles_of_today(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(2)).await.actor().await;
        let signed = resident.signed_in().unwrap();
        assert_eq!((signed.home.clone(), signed.residence_confirmed, resident.assignments()), (Some(LEGOK.rt(2)), false, &[][..]));
        let confirmed = city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await;
        assert!(confirmed.signed_in().unwrap().residence_confirmed);
        let officer = city.officer(Role::KelurahanOfficer, LEGOK.code).await.actor().await;
        assert_eq!(officer.assignments()[0].region, Some(LEGOK.region()));
        let former = city.former_officer(&[(Role::Planner, "")]).await.actor().await;
        assert!(former.assignments().is_empty());
        let unknown: Actor = actor_of(&city.services, &SessionToken::new().unwrap()).await.unwrap();
        assert!(unknown.signed_in().is_none());
    }
);
