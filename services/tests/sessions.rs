//! Contract of `store/sessions.rs`, and of reading the person behind a session.

use chrono::{Days, TimeDelta};
use domain::account::{Actor, Role};
use services::{Services, SessionToken, queries::actor::actor_of, store::sessions};
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
        sessions::end(&mut tx, &other.hash(), city.now()).await.unwrap();
        assert!(sessions::find_active(&mut tx, &token.hash(), since).await.unwrap().is_some());
        sessions::end(&mut tx, &token.hash(), city.now()).await.unwrap();
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

    async fn a_browser_stays_signed_in_for_thirty_days(city: TestCity) {
        let token = city.resident_of(&LEGOK.rt(1)).await.session().await;
        city.pass(TimeDelta::days(30) - TimeDelta::seconds(1));
        assert!(is_known(&city.services, &token).await);
        city.pass(TimeDelta::seconds(1));
        assert!(!is_known(&city.services, &token).await);
    }

    async fn a_session_knows_home_confirmation_and_the_roles_of_today(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(2)).await.actor().await;
        let signed = resident.signed_in().unwrap();
        assert_eq!((signed.home.clone(), signed.residence_confirmed, resident.assignments()), (Some(LEGOK.rt(2)), false, &[][..]));
        let confirmed = city.confirmed_resident_of(&LEGOK.rt(2)).await.actor().await;
        assert!(confirmed.signed_in().unwrap().residence_confirmed);
        let officer = city.officer(Role::KelurahanOfficer, LEGOK.code).await.actor().await;
        assert_eq!(officer.assignments()[0].region, Some(LEGOK.region()));
        let former = city.former_officer(Role::Planner, "").await.actor().await;
        assert!(former.assignments().is_empty());
        let unknown: Actor = actor_of(&city.services, &SessionToken::new().unwrap()).await.unwrap();
        assert!(unknown.signed_in().is_none());
    }
);
