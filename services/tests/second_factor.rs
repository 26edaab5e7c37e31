//! The second step of signing in, and the contract of `store/second_factors.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::{
    account::Role,
    permission::{may_act_as_self, may_inspect, may_manage_person},
    refusal::Refusal,
};
use services::{
    CommandError, HalfToken, Problem, Services, SignIn, SignedIn, Visit,
    checkup::{self, Level},
    commands::{self, enrol_second_factor},
    queries::{
        actor::actor_of,
        second_factor::{SecondStep, has_second_step, second_step},
    },
    store::second_factors,
};
use testing::typed::claim;
use testing::{LEGOK, PASSWORD, TestCity, TestPerson, both_databases};
use totp_rs::{Builder, Secret};

/// What an app shows at this moment.
fn shown(city: &TestCity, letters: &str) -> String {
    let secret = Secret::try_from_base32(letters.replace(' ', "")).unwrap();
    let seconds = u64::try_from(city.now().timestamp()).unwrap();
    Builder::new().with_secret(secret).build().unwrap().generate(seconds).to_string()
}

async fn letters(city: &TestCity, person: &TestPerson) -> String {
    let permit = may_act_as_self(&person.actor().await).unwrap();
    commands::begin_second_factor(&city.services, &permit).await.unwrap();
    match second_step(&city.services, &permit).await.unwrap() {
        SecondStep::Trying { letters, address } => {
            assert!(address.starts_with("otpauth://totp/"), "{address}");
            letters
        }
        other => panic!("{other:?}"),
    }
}

/// The key of the app, and the codes on paper.
async fn enrolled(city: &TestCity, person: &TestPerson) -> (String, Vec<String>) {
    let letters = letters(city, person).await;
    let permit = may_act_as_self(&person.actor().await).unwrap();
    let code = shown(city, &letters);
    let (codes, _) = enrol_second_factor(&city.services, &permit, PASSWORD.into(), &code, &Visit::default()).await.unwrap();
    city.pass(TimeDelta::minutes(1));
    (letters, codes)
}

async fn half(services: &Services, person: &TestPerson) -> HalfToken {
    match commands::sign_in(services, &claim(&person.contact), PASSWORD.into(), &Visit::default()).await.unwrap() {
        SignIn::Half(half) => half,
        SignIn::Done(_) => panic!("no code was asked for"),
    }
}

async fn finish(services: &Services, half: &HalfToken, code: &str) -> Result<SignedIn, CommandError> {
    commands::finish_sign_in(services, half, code, &Visit::default()).await
}

fn refusal<T>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome.err() {
        Some(CommandError::Refused(refusal)) => refusal,
        Some(CommandError::Problems(problems)) => problems[0].refusal.clone(),
        other => panic!("not refused: {other:?}"),
    }
}

both_databases!(
    async fn a_right_password_alone_opens_no_session(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        let before = person.session().await;
        let (letters, _) = enrolled(&city, &person).await;
        assert!(actor_of(&city.services, &before).await.unwrap().signed_in().is_none(), "sessions from before have ended");
        let waiting = half(&city.services, &person).await;
        assert_eq!(refusal(finish(&city.services, &waiting, "000000").await), Refusal::SecondStepWrong);
        let signed_in = finish(&city.services, &waiting, &shown(&city, &letters)).await.unwrap();
        assert_eq!(actor_of(&city.services, &signed_in.token).await.unwrap().id(), Some(person.id));
        assert_eq!(refusal(finish(&city.services, &waiting, &shown(&city, &letters)).await), Refusal::SignInAgain, "it led to a session");
        let nobody = HalfToken::new().unwrap();
        assert_eq!(refusal(finish(&city.services, &nobody, "123456").await), Refusal::SignInAgain);
    }

    async fn a_code_works_once_also_for_two_at_one_moment(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        let (letters, codes) = enrolled(&city, &person).await;
        let code = shown(&city, &letters);
        for code in [code.as_str(), codes[0].as_str()] {
            let (one, other) = (half(&city.services, &person).await, half(&city.services, &person).await);
            let (one, other) = tokio::join!(finish(&city.services, &one, code), finish(&city.services, &other, code));
            assert_ne!(one.is_ok(), other.is_ok());
        }
        let again = half(&city.services, &person).await;
        assert_eq!(refusal(finish(&city.services, &again, &code).await), Refusal::SecondStepWrong);
        assert_eq!(refusal(finish(&city.services, &again, &codes[0]).await), Refusal::SecondStepWrong);
        assert!(finish(&city.services, &again, &codes[1].to_uppercase()).await.is_ok(), "however it is typed");
        let permit = may_act_as_self(&person.actor().await).unwrap();
        let SecondStep::On { unused_codes, .. } = second_step(&city.services, &permit).await.unwrap() else { panic!("it is on") };
        assert_eq!(unused_codes, 8);
    }

    async fn guessing_codes_ends_with_the_password_being_asked_again(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        let (letters, _) = enrolled(&city, &person).await;
        let waiting = half(&city.services, &person).await;
        for _ in 0..5 {
            assert_ne!(refusal(finish(&city.services, &waiting, "000000").await), Refusal::SignInAgain);
        }
        assert_eq!(refusal(finish(&city.services, &waiting, &shown(&city, &letters)).await), Refusal::SignInAgain);
        let next = half(&city.services, &person).await;
        let outcome = refusal(finish(&city.services, &next, "000000").await);
        assert!(matches!(outcome, Refusal::WaitBeforeTrying { .. }), "and the guesser waits: {outcome:?}");
        city.pass(TimeDelta::minutes(16));
        let late = half(&city.services, &person).await;
        city.pass(TimeDelta::minutes(11));
        assert_eq!(refusal(finish(&city.services, &late, &shown(&city, &letters)).await), Refusal::SignInAgain, "after ten minutes");
    }

    async fn what_an_app_counts_from_is_sealed_where_there_is_a_key(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        let mut sealed = city.clone();
        sealed.services.two_steps.seal = "0f".repeat(32).parse().unwrap();
        let (letters, on_paper) = enrolled(&sealed, &person).await;
        let stored = second_factors::find(&mut city.read().await, person.id).await.unwrap().unwrap().secret;
        let bare = Secret::try_from_base32(letters.replace(' ', "")).unwrap();
        assert!(stored.is_sealed && !stored.bytes.windows(20).any(|part| part == bare.as_bytes()));
        let waiting = half(&sealed.services, &person).await;
        let without_key = finish(&city.services, &waiting, &shown(&city, &letters)).await;
        assert!(matches!(&without_key, Err(CommandError::Problems(found)) if found[0].refusal == Refusal::SealingKeyMissing));
        let mut other = city.clone();
        other.services.two_steps.seal = "1e".repeat(32).parse().unwrap();
        for (city, fits) in [(&sealed, true), (&city, false), (&other, false)] {
            assert_eq!(checkup::closed_secrets(&city.services).await.unwrap() == 0, fits);
            let found = checkup::look_over(&city.services).await;
            assert_eq!(found.iter().any(|finding| finding.code == "other_key" && finding.level == Level::Bad), !fits);
        }
        assert_eq!(second_factors::sealed(&mut city.read().await).await.unwrap(), [(person.id, stored)]);
        assert!(finish(&sealed.services, &waiting, &shown(&city, &letters)).await.is_ok());
        let waiting = half(&sealed.services, &person).await;
        assert!(finish(&city.services, &waiting, &on_paper[0]).await.is_ok(), "paper opens also where the key is lost");
    }

    async fn an_official_without_it_has_no_rights_where_it_is_a_duty(city: TestCity) {
        let (officer, resident) = (city.office_of(LEGOK).await, city.confirmed_resident_of(&LEGOK.rt(1)).await);
        let mut strict = city.services.clone();
        strict.two_steps.is_duty = true;
        let token = officer.session().await;
        let actor = actor_of(&strict, &token).await.unwrap();
        assert!(actor.awaits_second_step() && actor.assignments().is_empty() && !actor.has_role(Role::KelurahanOfficer));
        let outcome = commands::confirm_residence(&strict, &actor, city.resident_of(&LEGOK.rt(1)).await.id, None).await;
        assert_eq!(refusal(outcome), Refusal::NotYourOffice);
        assert!(!actor_of(&strict, &resident.session().await).await.unwrap().awaits_second_step(), "residents are not asked");
        assert!(!actor_of(&city.services, &token).await.unwrap().awaits_second_step(), "nor anybody where it is none");
        enrolled(&city, &officer).await;
        let actor = actor_of(&strict, &officer.session().await).await.unwrap();
        assert!(!actor.awaits_second_step() && actor.has_role(Role::KelurahanOfficer));
    }

    async fn a_second_step_is_set_up_and_taken_off_with_the_password_and_a_code(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        let permit = may_act_as_self(&person.actor().await).unwrap();
        let visit = Visit::default();
        let nothing = enrol_second_factor(&city.services, &permit, PASSWORD.into(), "123456", &visit).await;
        assert_eq!(refusal(nothing), Refusal::NotFound, "nothing was begun");
        assert_eq!(refusal(commands::renew_recovery_codes(&city.services, &permit, PASSWORD.into(), &visit).await), Refusal::NotFound);
        let key = letters(&city, &person).await;
        for (password, code, field) in [("bukan sandinya", shown(&city, &key), "password"), (PASSWORD, "000000".into(), "code")] {
            match enrol_second_factor(&city.services, &permit, password.into(), &code, &visit).await {
                Err(CommandError::Problems(problems)) => assert_eq!(problems[0].field, field),
                other => panic!("{:?}", other.map(|(codes, _)| codes)),
            }
        }
        let (key, codes) = enrolled(&city, &person).await;
        commands::begin_second_factor(&city.services, &permit).await.unwrap();
        assert!(matches!(second_step(&city.services, &permit).await.unwrap(), SecondStep::On { .. }), "one in force is not replaced");
        let renewed = commands::renew_recovery_codes(&city.services, &permit, PASSWORD.into(), &visit).await.unwrap();
        assert!(renewed.iter().all(|code| !codes.contains(code)));
        let waiting = half(&city.services, &person).await;
        assert_eq!(refusal(finish(&city.services, &waiting, &codes[0]).await), Refusal::SecondStepWrong, "earlier codes are void");
        match commands::remove_second_factor(&city.services, &permit, PASSWORD.into(), "000000", &visit).await {
            Err(CommandError::Problems(problems)) => assert_eq!(problems, [Problem::new("code", Refusal::SecondStepWrong)]),
            other => panic!("{other:?}"),
        }
        commands::remove_second_factor(&city.services, &permit, PASSWORD.into(), &shown(&city, &key), &visit).await.unwrap();
        assert!(matches!(second_step(&city.services, &permit).await.unwrap(), SecondStep::Off));
        assert_eq!(refusal(finish(&city.services, &waiting, &shown(&city, &key)).await), Refusal::SignInAgain);
        let done = commands::sign_in(&city.services, &claim(&person.contact), PASSWORD.into(), &visit).await.unwrap();
        assert!(matches!(done, SignIn::Done(_)));
    }

    async fn a_city_admin_takes_it_off_for_whoever_lost_phone_and_paper(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        enrolled(&city, &person).await;
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let inspect = may_inspect(&admin).unwrap();
        assert!(has_second_step(&city.services, &inspect, person.id).await.unwrap());
        let token = person.session().await;
        let permit = may_manage_person(&admin, person.id).unwrap();
        commands::reset_second_factor(&city.services, &permit).await.unwrap();
        commands::reset_second_factor(&city.services, &permit).await.unwrap();
        assert!(!has_second_step(&city.services, &inspect, person.id).await.unwrap());
        assert!(actor_of(&city.services, &token).await.unwrap().signed_in().is_none());
        let lines = services::queries::acts::log(&city.services, &inspect, None).await.unwrap();
        let actions = lines.iter().map(|line| line.action.as_str()).filter(|action| action.starts_with("second_factor"));
        assert_eq!(actions.collect::<Vec<_>>(), ["second_factor_reset", "second_factor_enrolled"], "once, and the log says so");
    }

    async fn sign_ins_that_nobody_finished_are_removed(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        enrolled(&city, &person).await;
        let waiting = half(&city.services, &person).await;
        let mut tx = city.begin().await;
        let begun = city.now();
        assert_eq!(second_factors::purge_halves(&mut tx, begun - TimeDelta::minutes(10)).await.unwrap(), 0);
        assert_eq!(second_factors::try_half(&mut tx, &waiting.hash(), begun - TimeDelta::minutes(10), 1).await.unwrap(), Some(person.id));
        assert_eq!(second_factors::try_half(&mut tx, &waiting.hash(), begun - TimeDelta::minutes(10), 1).await.unwrap(), None);
        assert_eq!(second_factors::purge_halves(&mut tx, begun).await.unwrap(), 1);
        second_factors::begin_half(&mut tx, &waiting.hash(), person.id, begun).await.unwrap();
        second_factors::end_half(&mut tx, &waiting.hash()).await.unwrap();
        assert!(second_factors::is_enrolled(&mut tx, person.id).await.unwrap());
        assert!(!second_factors::use_step(&mut tx, person.id, 0).await.unwrap(), "earlier than the last");
        assert!(!second_factors::use_recovery_code(&mut tx, person.id, b"tiada", begun).await.unwrap());
        second_factors::set_recovery_codes(&mut tx, person.id, &[b"satu".to_vec()], begun).await.unwrap();
        assert_eq!(second_factors::unused_recovery_codes(&mut tx, person.id).await.unwrap(), 1);
        second_factors::enrol(&mut tx, person.id, begun).await.unwrap();
        let sealed = second_factors::find(&mut tx, person.id).await.unwrap().unwrap().secret;
        assert!(!second_factors::begin(&mut tx, person.id, &sealed, begun).await.unwrap());
        assert!(second_factors::remove(&mut tx, person.id).await.unwrap() && !second_factors::remove(&mut tx, person.id).await.unwrap());
    }
);
