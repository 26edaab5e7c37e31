//! Forgotten passwords: codes by e-mail, from an office, from the admin and from the machine; and the contracts of
//! `store/codes.rs` and `store/letters.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::{
    account::ContactKind,
    account::{Actor, Role},
    ids::AccountId,
    one_time_code::{CodeChannel, CodePurpose},
    permission::may_inspect,
    refusal::Refusal,
};
use services::{
    CommandError, Mailer, OneTimeCode, Problem, Services, Visit,
    commands::{self, MadeCode},
    guesses::FREE_GUESSES,
    jobs,
    letter::{LetterKind, Words},
    queries::{actor::actor_of, acts, find_residents::find_residents},
    store::{
        codes::{self, NewCode, UsedCode},
        contacts, letters,
    },
};
use testing::typed::claim;
use testing::{LEGOK, MURNI, MailServer, PASSWORD, TestCity, TestPerson, both_databases};

const NEW: &str = "perahu biru di danau";

fn visit() -> Visit {
    Visit { network: "203.0.113.9".into(), ..Visit::default() }
}

fn words(kind: LetterKind, code: &str) -> Words {
    Words { subject: kind.code().into(), body: format!("Kode: {code}\n") }
}

/// The city with a mail server.
async fn with_mail(city: &TestCity) -> (Services, MailServer) {
    let server = MailServer::start().await;
    let mailer = Mailer::new(server.url(), "Rembuk <noreply@contoh.id>").unwrap();
    (Services { mailer: Some(mailer), ..city.services.clone() }, server)
}

async fn proven(city: &TestCity) -> TestPerson {
    let person = city.resident_of(&LEGOK.rt(1)).await;
    let mut tx = city.begin().await;
    contacts::set(&mut tx, person.id, ContactKind::Email, &person.contact, Some(city.now())).await.unwrap();
    tx.commit().await.unwrap();
    person
}

async fn reset(services: &Services, contact: &str, code: &str, new: &str) -> Result<(), CommandError> {
    commands::reset_password(services, &claim(contact), code, new, &visit()).await
}

fn refusal<T>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome.err() {
        Some(CommandError::Refused(refusal)) => refusal,
        Some(CommandError::Problems(mut problems)) => problems.pop().unwrap().refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn make(city: &TestCity, actor: &Actor, owner: AccountId) -> Result<MadeCode, CommandError> {
    commands::make_code(&city.services, actor, owner, CodePurpose::Password).await
}

async fn can_sign_in(services: &Services, person: &TestPerson, password: &str) -> bool {
    commands::sign_in(services, &claim(&person.contact), password.into(), &Visit::default()).await.is_ok()
}

both_databases!(
    async fn a_forgotten_password_is_set_anew_with_a_code_by_e_mail(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let person = proven(&city).await;
        let session = person.session().await;
        commands::ask_code(&services, &claim(&person.contact.to_uppercase()), &visit()).await.unwrap();
        assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 1);
        assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 0, "a letter is sent once");
        let letter = server.received().pop().unwrap();
        assert_eq!(letter.to, [format!("TO:<{}>", person.contact)]);
        reset(&services, &person.contact, &letter.code().to_lowercase(), NEW).await.unwrap();
        assert!(can_sign_in(&services, &person, NEW).await && !can_sign_in(&services, &person, PASSWORD).await);
        assert!(actor_of(&services, &session).await.unwrap().signed_in().is_none(), "every session ended");
        assert_eq!(refusal(reset(&services, &person.contact, &letter.code(), NEW).await), Refusal::CodeWrong, "a code works once");
        assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 1, "and the owner is told");
        assert!(server.received()[1].text.contains("Subject: password_changed"));
    }

    async fn only_the_latest_letter_opens(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let person = proven(&city).await;
        for _ in 0..2 {
            commands::ask_code(&services, &claim(&person.contact), &visit()).await.unwrap();
            assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 1);
            city.pass(TimeDelta::minutes(11));
        }
        let codes: Vec<String> = server.received().iter().map(testing::Received::code).collect();
        assert_eq!(refusal(reset(&services, &person.contact, &codes[0], NEW).await), Refusal::CodeWrong);
        reset(&services, &person.contact, &codes[1], NEW).await.unwrap();
    }

    async fn asking_for_a_code_tells_nothing_about_accounts(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let (unproven, known) = (city.resident_of(&LEGOK.rt(1)).await, proven(&city).await);
        for contact in [unproven.contact.as_str(), "tiada@contoh.id", "0812 3456 7890", "bukan kontak", "", &known.contact] {
            for _ in 0..FREE_GUESSES {
                commands::ask_code(&services, &claim(contact), &visit()).await.unwrap();
            }
            let outcome = commands::ask_code(&services, &claim(contact), &visit()).await;
            assert_eq!(refusal(outcome).code(), "wait_before_trying", "{contact}: letters are limited alike");
        }
        assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 1, "one letter in ten minutes, to the proven address");
        assert_eq!(server.received().len(), 1);
        for contact in [unproven.contact.as_str(), "tiada@contoh.id", known.contact.as_str()] {
            let outcome = reset(&services, contact, "ABCD-EFGH-JKMN", NEW).await;
            assert_eq!(refusal(outcome), Refusal::CodeWrong, "{contact}");
        }
    }

    async fn without_a_mail_server_no_letter_waits(city: TestCity) {
        let person = proven(&city).await;
        commands::ask_code(&city.services, &claim(&person.contact), &visit()).await.unwrap();
        assert!(letters::due(&mut city.read().await, city.now(), 10).await.unwrap().is_empty());
    }

    async fn a_letter_that_is_not_taken_is_tried_again_and_given_up_after_a_day(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let person = proven(&city).await;
        commands::ask_code(&services, &claim(&person.contact), &visit()).await.unwrap();
        server.refuse(2);
        for minutes in [1, 2] {
            assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 0);
            city.pass(TimeDelta::minutes(minutes) - TimeDelta::seconds(1));
            assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 0, "not yet");
            city.pass(TimeDelta::seconds(1));
        }
        assert_eq!(jobs::send_letters(&services, words).await.unwrap(), 1);
        let outside = Services { mailer: Some(Mailer::new("smtp://127.0.0.1:9", "noreply@contoh.id").unwrap()), ..services.clone() };
        city.pass(TimeDelta::minutes(10));
        commands::ask_code(&outside, &claim(&person.contact), &visit()).await.unwrap();
        assert_eq!(jobs::send_letters(&outside, words).await.unwrap(), 0, "nobody listens");
        city.pass(TimeDelta::hours(25));
        assert_eq!(jobs::send_letters(&outside, words).await.unwrap(), 0);
        assert!(letters::due(&mut city.read().await, city.now(), 10).await.unwrap().is_empty());
    }

    async fn two_servers_send_a_letter_once(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let person = proven(&city).await;
        commands::ask_code(&services, &claim(&person.contact), &visit()).await.unwrap();
        let (one, two) = tokio::join!(jobs::send_letters(&services, words), jobs::send_letters(&services, words));
        assert_eq!((one.unwrap() + two.unwrap(), server.received().len()), (1, 1));
    }

    async fn the_kelurahan_makes_a_code_for_its_residents(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let lurah = city.office_of(LEGOK).await.actor().await;
        let made = make(&city, &lurah, person.id).await.unwrap();
        assert_eq!((made.contact.as_str(), made.expires_at), (person.contact.as_str(), city.now() + TimeDelta::hours(24)));
        let again = make(&city, &lurah, person.id).await.unwrap();
        let first = reset(&city.services, &person.contact, &made.code.to_string(), NEW).await;
        assert_eq!(refusal(first), Refusal::CodeWrong, "a new code takes the place of the last");
        city.pass(TimeDelta::hours(24) - TimeDelta::seconds(1));
        reset(&city.services, &person.contact, &again.code.to_string(), NEW).await.unwrap();
        assert!(can_sign_in(&city.services, &person, NEW).await);
        let late = make(&city, &lurah, person.id).await.unwrap();
        city.pass(TimeDelta::hours(24));
        assert_eq!(refusal(reset(&city.services, &person.contact, &late.code.to_string(), PASSWORD).await), Refusal::CodeWrong);
        let inspector = city.city_officer(Role::Inspector).await.actor().await;
        let lines = acts::log(&city.services, &may_inspect(&inspector).unwrap(), None).await.unwrap();
        let made: Vec<_> = lines.iter().filter(|line| line.action == "code_made").map(|line| line.role.as_deref()).collect();
        assert_eq!(made, [Some("kelurahan_officer"); 3], "every code is in the log");
        assert!(lines.iter().any(|line| line.action == "password_reset"));
    }

    async fn nobody_makes_a_code_for_an_account_that_is_not_theirs_to_open(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        let lurah = city.office_of(LEGOK).await;
        let head = city.resident_of(&LEGOK.rt(1)).await;
        city.grant(&head, Role::RtHead, LEGOK.rt(1).as_str()).await;
        let (admin, other) = (city.city_officer(Role::CityAdmin).await, city.city_officer(Role::CityAdmin).await);
        let planner = city.city_officer(Role::Planner).await;
        for (who, owner, expected) in [
            (Actor::public(), resident.id, Refusal::SignInFirst),
            (resident.actor().await, head.id, Refusal::NotYourOffice),
            (head.actor().await, resident.id, Refusal::NotYourOffice),
            (city.office_of(MURNI).await.actor().await, resident.id, Refusal::NotYourOffice),
            (planner.actor().await, resident.id, Refusal::NotYourOffice),
            (city.city_officer(Role::Inspector).await.actor().await, resident.id, Refusal::NotYourOffice),
            (lurah.actor().await, head.id, Refusal::CodeByAdminOnly),
            (admin.actor().await, planner.id, Refusal::CodeAtMachineOnly),
            (admin.actor().await, other.id, Refusal::CodeAtMachineOnly),
            (admin.actor().await, admin.id, Refusal::NotOnYourself),
            (admin.actor().await, AccountId(city.services.clock.new_id()), Refusal::NotFound),
        ] {
            assert_eq!(refusal(make(&city, &who, owner).await), expected);
        }
        make(&city, &admin.actor().await, head.id).await.unwrap();
        make(&city, &admin.actor().await, lurah.id).await.unwrap();
        let made = commands::make_code_without_permit(&city.services, planner.id).await.unwrap();
        reset(&city.services, &planner.contact, &made.code.to_string(), NEW).await.unwrap();
        assert!(can_sign_in(&city.services, &planner, NEW).await);
    }

    async fn a_weak_password_leaves_the_code_as_it_is(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let made = commands::make_code_without_permit(&city.services, person.id).await.unwrap();
        let code = made.code.to_string();
        for weak in ["pendek", "password12345", person.contact.as_str()] {
            let Err(CommandError::Problems(problems)) = reset(&city.services, &person.contact, &code, weak).await else { panic!("{weak}") };
            assert!(matches!(&problems[..], [Problem { field: "new_password", .. }]), "{weak}: {problems:?}");
        }
        reset(&city.services, &person.contact, &code, NEW).await.unwrap();
    }

    async fn codes_are_guessed_at_slowly_and_the_owner_is_not_kept_waiting(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let made = commands::make_code_without_permit(&city.services, person.id).await.unwrap();
        for _ in 0..FREE_GUESSES {
            assert_eq!(refusal(reset(&city.services, &person.contact, "ABCD-EFGH-JKMN", NEW).await), Refusal::CodeWrong);
        }
        let outcome = reset(&city.services, &person.contact, &made.code.to_string(), NEW).await;
        assert_eq!(refusal(outcome).code(), "wait_before_trying");
        let home = Visit { network: "198.51.100.7".into(), ..Visit::default() };
        commands::reset_password(&city.services, &claim(&person.contact), &made.code.to_string(), NEW, &home).await.unwrap();
    }

    async fn a_code_opens_its_own_account_only(city: TestCity) {
        let (one, two) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let made = commands::make_code_without_permit(&city.services, one.id).await.unwrap();
        assert_eq!(refusal(reset(&city.services, &two.contact, &made.code.to_string(), NEW).await), Refusal::CodeWrong);
        assert!(can_sign_in(&city.services, &two, PASSWORD).await);
    }

    async fn the_counter_finds_residents_of_its_own_kelurahan(city: TestCity) {
        let (here, _) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&MURNI.rt(1)).await);
        let head = city.resident_of(&LEGOK.rt(2)).await;
        city.grant(&head, Role::RtHead, LEGOK.rt(2).as_str()).await;
        let lurah = city.office_of(LEGOK).await.actor().await;
        let permit = domain::permission::may_find_residents(&lurah).unwrap();
        let mut found = find_residents(&city.services, &lurah, &permit, "warga contoh").await.unwrap();
        found.sort_by_key(|resident| resident.home.clone());
        let lines: Vec<_> = found.iter().map(|one| (one.id, one.home.as_str(), one.is_verified, one.refused.clone())).collect();
        assert_eq!(lines, [(here.id, "RT 01", false, None), (head.id, "RT 02", false, Some(Refusal::CodeByAdminOnly))]);
        for nothing in ["", " % ", "tiada"] {
            assert!(find_residents(&city.services, &lurah, &permit, nothing).await.unwrap().is_empty(), "{nothing}");
        }
    }

    async fn a_code_is_kept_used_once_and_removed(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (mut tx, now) = (city.begin().await, city.now());
        let new = |channel, hash: &'static [u8]| NewCode {
            id: city.services.clock.new_id(),
            owner: person.id,
            purpose: CodePurpose::Password,
            channel,
            contact: Some("a@contoh.id"),
            hash,
            made_at: now,
            made_by: None,
        };
        codes::insert(&mut tx, &new(CodeChannel::Mail, b"satu")).await.unwrap();
        codes::insert(&mut tx, &new(CodeChannel::Office, b"dua")).await.unwrap();
        let purpose = CodePurpose::Password;
        assert!(codes::is_live(&mut tx, person.id, purpose, b"satu", now).await.unwrap());
        assert!(!codes::is_live(&mut tx, person.id, CodePurpose::Contact, b"satu", now).await.unwrap());
        assert!(!codes::is_live(&mut tx, person.id, purpose, b"satu", now + TimeDelta::hours(1)).await.unwrap());
        assert!(codes::was_made(&mut tx, person.id, purpose, CodeChannel::Mail, now - TimeDelta::seconds(1)).await.unwrap());
        assert!(!codes::was_made(&mut tx, person.id, purpose, CodeChannel::Mail, now).await.unwrap());
        let used = codes::take(&mut tx, person.id, purpose, b"satu", now).await.unwrap();
        assert_eq!(used, Some(UsedCode { channel: CodeChannel::Mail, contact: Some("a@contoh.id".into()) }));
        assert_eq!(codes::take(&mut tx, person.id, purpose, b"satu", now).await.unwrap(), None);
        codes::replace(&mut tx, person.id, purpose, CodeChannel::Mail).await.unwrap();
        assert!(codes::is_live(&mut tx, person.id, purpose, b"dua", now).await.unwrap(), "those of other ways stay");
        codes::replace(&mut tx, person.id, purpose, CodeChannel::Office).await.unwrap();
        assert!(!codes::is_live(&mut tx, person.id, purpose, b"dua", now).await.unwrap());
        codes::insert(&mut tx, &new(CodeChannel::Admin, b"tiga")).await.unwrap();
        codes::forget_all(&mut tx, person.id, purpose).await.unwrap();
        assert!(!codes::is_live(&mut tx, person.id, purpose, b"tiga", now).await.unwrap());
        codes::insert(&mut tx, &new(CodeChannel::Machine, b"empat")).await.unwrap();
        assert_eq!(codes::purge(&mut tx, now + TimeDelta::hours(23)).await.unwrap(), 0);
        assert_eq!(codes::purge(&mut tx, now + TimeDelta::hours(24)).await.unwrap(), 1);
        assert!(OneTimeCode::parse(&OneTimeCode::new().unwrap().to_string()).is_some());
    }

    async fn a_letter_waits_is_claimed_by_one_and_goes(city: TestCity) {
        let (mut tx, now) = (city.begin().await, city.now());
        let id = city.services.clock.new_id();
        letters::insert(&mut tx, id, "password_code", "a@contoh.id", Some("ABCD"), now).await.unwrap();
        let due = letters::due(&mut tx, now, 10).await.unwrap();
        assert_eq!((due.len(), due[0].id, due[0].code.as_deref(), due[0].made_at, due[0].tries), (1, id, Some("ABCD"), now, 0));
        let later = now + TimeDelta::minutes(1);
        assert!(letters::claim(&mut tx, id, now, later).await.unwrap());
        assert!(!letters::claim(&mut tx, id, now, later).await.unwrap());
        assert!(letters::due(&mut tx, now, 10).await.unwrap().is_empty());
        assert_eq!(letters::due(&mut tx, later, 10).await.unwrap()[0].tries, 1);
        letters::delete(&mut tx, id).await.unwrap();
        assert!(letters::due(&mut tx, later, 10).await.unwrap().is_empty());
    }
);
