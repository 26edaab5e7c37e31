//! Opening an account, signing in and out, changing one's password and home.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{account::Actor, permission::MayActAsSelf, permission::may_act_as_self, refusal::Refusal};
use services::{
    CommandError, Problem, Services, SessionToken, SignIn, Visit,
    commands::{self, Registration},
    queries::{actor::actor_of, people},
};
use testing::typed::{self, claim, line, region};
use testing::{LEGOK, MURNI, PASSWORD, TestCity, TestPerson, both_databases};

fn form(name: &str, contact: &str, password: &str, home: &str) -> Registration {
    let home = Some(home).filter(|home| !home.is_empty()).map(region);
    Registration { name: line(name), contact: typed::contact(contact), password: password.into(), home }
}

fn problems<T>(outcome: Result<T, CommandError>) -> Vec<Problem> {
    match outcome.err() {
        Some(CommandError::Problems(problems)) => problems,
        other => panic!("no problems at fields: {other:?}"),
    }
}

async fn actor(services: &Services, token: &SessionToken) -> Actor {
    actor_of(services, token).await.unwrap()
}

async fn myself(person: &TestPerson) -> MayActAsSelf {
    may_act_as_self(&person.actor().await).unwrap()
}

async fn sign_in(services: &Services, contact: &str, password: &str) -> Result<SessionToken, CommandError> {
    match commands::sign_in(services, &claim(contact), password.into(), &Visit::default()).await? {
        SignIn::Done(signed_in) => Ok(signed_in.token),
        SignIn::Half(_) => panic!("a code is asked for"),
    }
}

both_databases!(
    async fn whoever_registers_is_signed_in_and_waits_for_confirmation(city: TestCity) {
        let form = form("  Nurhayati   binti Contoh ", "0812-3456-7890", "perahu biru di danau", LEGOK.rt(1).as_str());
        let (id, signed_in) = commands::register_account(&city.services, form, &Visit::default()).await.unwrap();
        let actor = actor(&city.services, &signed_in.token).await;
        let signed = actor.signed_in().unwrap();
        assert_eq!((signed.id, signed.name.as_str()), (id, "Nurhayati binti Contoh"));
        assert_eq!((signed.home.clone(), signed.residence_confirmed), (Some(LEGOK.rt(1)), false));
        assert!(actor.assignments().is_empty());
        assert!(sign_in(&city.services, "+62 812 3456 7890", "perahu biru di danau").await.is_ok());
    }

    async fn nobody_registers_with_a_weak_password_or_a_home_that_is_no_rt(city: TestCity) {
        for (password, home, problem) in [
            ("pendek", LEGOK.rt(1).as_str(), Problem::new("password", Refusal::TooShort { least: 10 })),
            ("nurhayati 081234567890", "", Problem::new("password", Refusal::PasswordTooWeak)),
            (PASSWORD, LEGOK.code, Problem::new("home", Refusal::RegionUnknown)),
        ] {
            let form = form("Nurhayati", "0812 3456 7890", password, home);
            assert_eq!(problems(commands::register_account(&city.services, form, &Visit::default()).await), [problem]);
        }
    }

    async fn signing_in_fails_in_one_way_only(city: TestCity) {
        let known = city.resident_of(&LEGOK.rt(1)).await;
        for (contact, password) in
            [(known.contact.as_str(), "bukan kata sandinya"), ("tiada@contoh.id", PASSWORD), ("bukan kontak", PASSWORD), ("", "")]
        {
            let outcome = sign_in(&city.services, contact, password).await;
            assert!(matches!(outcome, Err(CommandError::Refused(Refusal::SignInFailed))), "{contact}");
        }
    }

    async fn signing_out_ends_this_session_or_all(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let here = sign_in(&city.services, &person.contact, PASSWORD).await.unwrap();
        let there = sign_in(&city.services, &person.contact.to_uppercase(), PASSWORD).await.unwrap();
        commands::sign_out(&city.services, &here).await.unwrap();
        commands::sign_out(&city.services, &here).await.unwrap();
        assert!(actor(&city.services, &here).await.signed_in().is_none());
        let permit = may_act_as_self(&actor(&city.services, &there).await).unwrap();
        assert_eq!(commands::sign_out_everywhere(&city.services, &permit).await.unwrap(), 1);
        assert!(actor(&city.services, &there).await.signed_in().is_none());
    }

    async fn a_new_password_ends_every_session_but_the_new_one(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (old, permit) = (person.session().await, myself(&person).await);
        let new = "perahu biru di danau";
        let signed_in = commands::change_password(&city.services, &permit, PASSWORD.into(), new.into(), &Visit::default()).await.unwrap();
        assert!(actor(&city.services, &old).await.signed_in().is_none());
        assert_eq!(actor(&city.services, &signed_in.token).await.id(), Some(person.id));
        assert!(sign_in(&city.services, &person.contact, PASSWORD).await.is_err());
        assert!(sign_in(&city.services, &person.contact, new).await.is_ok());
    }

    async fn a_password_changes_only_with_the_old_one_to_a_good_one(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let permit = myself(&person).await;
        for (old, new, problem) in [
            ("keliru sekali", "perahu biru di danau", Problem::new("old_password", Refusal::PasswordWrong)),
            (PASSWORD, "pendek", Problem::new("new_password", Refusal::TooShort { least: 10 })),
            (PASSWORD, person.contact.as_str(), Problem::new("new_password", Refusal::PasswordTooWeak)),
        ] {
            let outcome = commands::change_password(&city.services, &permit, old.into(), new.into(), &Visit::default()).await.map(drop);
            assert_eq!(problems(outcome), [problem]);
        }
        assert!(sign_in(&city.services, &person.contact, PASSWORD).await.is_ok());
    }

    async fn moving_house_asks_for_a_new_confirmation(city: TestCity) {
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let permit = myself(&person).await;
        commands::set_home(&city.services, &permit, &LEGOK.rt(1)).await.unwrap();
        assert!(person.actor().await.signed_in().unwrap().residence_confirmed, "the same RT again changes nothing");
        for home in [LEGOK.code, "15.71.10.1003-099"] {
            let outcome = commands::set_home(&city.services, &permit, &region(home)).await;
            assert_eq!(problems(outcome), [Problem::new("home", Refusal::RegionUnknown)]);
        }
        commands::set_home(&city.services, &permit, &MURNI.rt(2)).await.unwrap();
        let moved = person.actor().await;
        assert_eq!((moved.signed_in().unwrap().home.clone(), moved.signed_in().unwrap().residence_confirmed), (Some(MURNI.rt(2)), false));
        assert!(people::roles_of(&city.services, person.id).await.unwrap().is_empty());
    }
);
