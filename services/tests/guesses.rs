//! Contracts of `store/guesses.rs` and `store/browsers.rs`, and what they are for: guessing slows the guesser, never
//! the owner.

use chrono::TimeDelta;
use domain::{permission::may_act_as_self, refusal::Refusal};
use services::{
    BrowserToken, CommandError, Services, SignIn, SignedIn, Visit, commands,
    guesses::FREE_GUESSES,
    jobs,
    store::{browsers, guesses},
};
use testing::typed::claim;
use testing::{LEGOK, PASSWORD, TestCity, TestPerson, both_databases};

const THIEF: &str = "203.0.113.9";
const OWNER: &str = "198.51.100.7";
const WRONG: &str = "bukan kata sandinya";

fn from(network: &str, browser: Option<&BrowserToken>) -> Visit {
    Visit { user_agent: "test".into(), network: network.into(), browser: browser.cloned(), asked: None }
}

async fn sign_in(services: &Services, contact: &str, password: &str, visit: &Visit) -> Result<SignedIn, CommandError> {
    match commands::sign_in(services, &claim(contact), password.into(), visit).await? {
        SignIn::Done(signed_in) => Ok(signed_in),
        SignIn::Half(_) => panic!("a code is asked for"),
    }
}

/// How a try ended, in a word.
async fn try_in(services: &Services, contact: &str, password: &str, visit: &Visit) -> &'static str {
    match sign_in(services, contact, password, visit).await {
        Ok(_) => "in",
        Err(CommandError::Refused(Refusal::SignInFailed)) => "wrong",
        Err(CommandError::Refused(Refusal::WaitBeforeTrying { .. })) => "wait",
        Err(other) => panic!("{other:?}"),
    }
}

async fn guess_until_it_waits(services: &Services, person: &TestPerson) {
    for _ in 0..FREE_GUESSES {
        assert_eq!(try_in(services, &person.contact, WRONG, &from(THIEF, None)).await, "wrong");
    }
    assert_eq!(try_in(services, &person.contact, WRONG, &from(THIEF, None)).await, "wait");
}

both_databases!(
    async fn wrong_guesses_never_keep_the_owner_out(city: TestCity) {
        let (person, services) = (city.resident_of(&LEGOK.rt(1)).await, &city.services);
        let known = sign_in(services, &person.contact, PASSWORD, &from(THIEF, None)).await.unwrap().browser;
        guess_until_it_waits(services, &person).await;
        assert_eq!(try_in(services, &person.contact, PASSWORD, &from(THIEF, None)).await, "wait", "the guesser waits, also when right");
        assert_eq!(try_in(services, &person.contact.to_uppercase(), PASSWORD, &from(THIEF, None)).await, "wait");
        assert_eq!(try_in(services, &person.contact, PASSWORD, &from(OWNER, None)).await, "in", "from another address at once");
        assert_eq!(try_in(services, &person.contact, PASSWORD, &from(THIEF, Some(&known))).await, "in", "a known browser beside the thief");
        let other = city.resident_of(&LEGOK.rt(1)).await;
        assert_eq!(try_in(services, &other.contact, PASSWORD, &from(THIEF, None)).await, "in", "a neighbour behind the same address");
    }

    async fn a_known_browser_is_slowed_down_on_its_own(city: TestCity) {
        let (person, services) = (city.resident_of(&LEGOK.rt(1)).await, &city.services);
        let known = sign_in(services, &person.contact, PASSWORD, &from(OWNER, None)).await.unwrap().browser;
        for _ in 0..FREE_GUESSES {
            assert_eq!(try_in(services, &person.contact, WRONG, &from(OWNER, Some(&known))).await, "wrong");
        }
        assert_eq!(try_in(services, &person.contact, WRONG, &from(OWNER, Some(&known))).await, "wait");
        assert_eq!(try_in(services, &person.contact, PASSWORD, &from(OWNER, None)).await, "in");
        let stranger = sign_in(services, &city.resident_of(&LEGOK.rt(1)).await.contact, PASSWORD, &from(THIEF, None)).await.unwrap();
        guess_until_it_waits(services, &person).await;
        let visit = from(THIEF, Some(&stranger.browser));
        assert_eq!(try_in(services, &person.contact, WRONG, &visit).await, "wait", "somebody else's browser is no known one");
        let forged = from(THIEF, Some(&BrowserToken::new().unwrap()));
        assert_eq!(try_in(services, &person.contact, WRONG, &forged).await, "wait");
    }

    async fn the_wait_grows_and_the_right_password_ends_it(city: TestCity) {
        let (person, services) = (city.resident_of(&LEGOK.rt(1)).await, &city.services);
        guess_until_it_waits(services, &person).await;
        let visit = from(THIEF, None);
        for seconds in [15, 30, 60, 120, 240, 480, 900, 900] {
            city.pass(TimeDelta::seconds(seconds - 1));
            assert_eq!(try_in(services, &person.contact, WRONG, &visit).await, "wait", "after {seconds} s less one");
            city.pass(TimeDelta::seconds(1));
            assert_eq!(try_in(services, &person.contact, WRONG, &visit).await, "wrong", "after {seconds} s");
        }
        city.pass(TimeDelta::minutes(15));
        assert_eq!(try_in(services, &person.contact, PASSWORD, &visit).await, "in");
        guess_until_it_waits(services, &person).await;
        city.pass(TimeDelta::hours(24) + TimeDelta::seconds(1));
        guess_until_it_waits(services, &person).await;
    }

    async fn many_guesses_at_one_moment_are_counted_as_many(city: TestCity) {
        let (person, services) = (city.resident_of(&LEGOK.rt(1)).await, &city.services);
        let tries: Vec<_> = (0..30)
            .map(|_| {
                let (services, contact) = (services.clone(), person.contact.clone());
                tokio::spawn(async move { try_in(&services, &contact, WRONG, &from(THIEF, None)).await })
            })
            .collect();
        let mut looked_at = 0;
        for one in tries {
            looked_at += u32::from(one.await.unwrap() == "wrong");
        }
        assert_eq!(looked_at, FREE_GUESSES, "no more passwords are looked at than one after the other");
    }

    async fn servers_that_share_a_database_count_together(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let one = &city.services;
        let other = Services::new(one.database.clone(), one.clock.clone(), one.photos.clone());
        let mut ends = Vec::new();
        for number in 0..=FREE_GUESSES {
            let services = if number % 2 == 0 { one } else { &other };
            ends.push(try_in(services, &person.contact, WRONG, &from(THIEF, None)).await);
        }
        assert_eq!(ends.pop(), Some("wait"));
        assert!(ends.iter().all(|end| *end == "wrong"), "{ends:?}");
        assert_eq!(try_in(&other, &person.contact, PASSWORD, &from(OWNER, None)).await, "in");
    }

    async fn unknown_contacts_wait_like_known_ones(city: TestCity) {
        for contact in ["tiada@contoh.id", "0812 0000 0000", "bukan kontak"] {
            for _ in 0..FREE_GUESSES {
                assert_eq!(try_in(&city.services, contact, WRONG, &from(THIEF, None)).await, "wrong", "{contact}");
            }
            assert_eq!(try_in(&city.services, contact, WRONG, &from(THIEF, None)).await, "wait", "{contact}");
        }
    }

    async fn a_clock_that_goes_back_keeps_nobody_waiting_for_long(city: TestCity) {
        let (person, services) = (city.resident_of(&LEGOK.rt(1)).await, &city.services);
        guess_until_it_waits(services, &person).await;
        services.clock.set(city.now() - TimeDelta::days(2));
        assert_eq!(try_in(services, &person.contact, PASSWORD, &from(THIEF, None)).await, "in");
    }

    async fn the_old_password_is_not_guessed_at_on_a_phone_left_on_a_table(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let permit = may_act_as_self(&person.actor().await).unwrap();
        let mut ends = Vec::new();
        for _ in 0..=FREE_GUESSES {
            let outcome =
                commands::change_password(&city.services, &permit, WRONG.into(), "perahu biru di danau".into(), &from(THIEF, None)).await;
            let Err(CommandError::Problems(problems)) = outcome else { panic!("a problem at the old password") };
            ends.push(problems[0].refusal.code());
        }
        assert_eq!(ends.pop(), Some("wait_before_trying"));
        assert!(ends.iter().all(|end| *end == "password_wrong"), "{ends:?}");
        assert_eq!(try_in(&city.services, &person.contact, PASSWORD, &from(THIEF, None)).await, "in", "signing in is counted apart");
    }

    async fn a_series_is_counted_waits_and_is_forgotten(city: TestCity) {
        let (mut tx, now) = (city.begin().await, city.now());
        assert_eq!(guesses::count(&mut tx, b"satu", now).await.unwrap(), Some(1));
        assert_eq!(guesses::count(&mut tx, b"satu", now).await.unwrap(), Some(2));
        assert_eq!(guesses::count(&mut tx, b"dua", now).await.unwrap(), Some(1));
        guesses::set_free_at(&mut tx, b"satu", now + TimeDelta::minutes(1)).await.unwrap();
        assert_eq!(guesses::count(&mut tx, b"satu", now + TimeDelta::seconds(59)).await.unwrap(), None);
        assert_eq!(guesses::free_at(&mut tx, b"satu").await.unwrap(), Some(now + TimeDelta::minutes(1)));
        assert_eq!(guesses::count(&mut tx, b"satu", now + TimeDelta::minutes(1)).await.unwrap(), Some(3));
        guesses::forget(&mut tx, b"satu").await.unwrap();
        assert_eq!(guesses::free_at(&mut tx, b"satu").await.unwrap(), None);
        assert_eq!(guesses::count(&mut tx, b"satu", now).await.unwrap(), Some(1));
        guesses::forget_old(&mut tx, b"satu", now, now).await.unwrap();
        assert_eq!(guesses::count(&mut tx, b"satu", now).await.unwrap(), Some(2), "neither old nor too far ahead");
        guesses::set_free_at(&mut tx, b"satu", now + TimeDelta::hours(9)).await.unwrap();
        guesses::forget_old(&mut tx, b"satu", now, now + TimeDelta::hours(1)).await.unwrap();
        assert_eq!(guesses::free_at(&mut tx, b"satu").await.unwrap(), None);
        assert_eq!(guesses::purge(&mut tx, now).await.unwrap(), 0);
        assert_eq!(guesses::purge(&mut tx, now + TimeDelta::seconds(1)).await.unwrap(), 1);
    }

    async fn a_browser_is_known_for_each_person_apart(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let (mut tx, now) = (city.begin().await, city.now());
        let since = now - TimeDelta::days(1);
        browsers::remember(&mut tx, b"peramban", person.id, now - TimeDelta::days(2)).await.unwrap();
        assert!(!browsers::is_known(&mut tx, b"peramban", person.id, since).await.unwrap(), "too long ago");
        browsers::remember(&mut tx, b"peramban", person.id, now).await.unwrap();
        browsers::remember(&mut tx, b"lain", other.id, now).await.unwrap();
        assert!(browsers::is_known(&mut tx, b"peramban", person.id, since).await.unwrap());
        assert!(!browsers::is_known(&mut tx, b"peramban", other.id, since).await.unwrap());
        browsers::forget_all(&mut tx, person.id).await.unwrap();
        assert!(!browsers::is_known(&mut tx, b"peramban", person.id, since).await.unwrap());
        assert_eq!(browsers::purge(&mut tx, now).await.unwrap(), 0);
        assert_eq!(browsers::purge(&mut tx, now + TimeDelta::seconds(1)).await.unwrap(), 1, "the other person's");
    }

    async fn what_is_kept_for_a_time_only_is_removed(city: TestCity) {
        let (person, services) = (city.resident_of(&LEGOK.rt(1)).await, &city.services);
        let ended = sign_in(services, &person.contact, PASSWORD, &from(OWNER, None)).await.unwrap();
        commands::sign_out(services, &ended.token).await.unwrap();
        sign_in(services, &person.contact, PASSWORD, &from(OWNER, Some(&ended.browser))).await.unwrap();
        assert_eq!(try_in(services, &person.contact, WRONG, &from(THIEF, None)).await, "wrong");
        for (later, removed, what) in [
            (TimeDelta::hours(24), 0, "nothing yet"),
            (TimeDelta::seconds(1), 1, "the guess"),
            (TimeDelta::days(6), 1, "the ended session"),
            (TimeDelta::days(23), 0, "the other one is not in force any more, and is kept a week"),
            (TimeDelta::days(7), 1, "the other session"),
            (TimeDelta::days(143), 1, "the browser"),
        ] {
            city.pass(later);
            assert_eq!(jobs::tidy_up(services).await.unwrap(), removed, "{what}");
        }
    }
);
