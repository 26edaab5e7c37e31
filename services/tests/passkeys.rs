//! Passkeys with a device in software, and the contract of `store/passkeys.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::{
    account::ContactKind,
    account::Role,
    ids::PasskeyId,
    permission::{MayActAsSelf, may_act_as_self, may_inspect, may_manage_person},
    refusal::Refusal,
};
use serde_json::{Value, json};
use services::{
    AskedToken, Ceremony, CommandError, Problem, Services, SessionToken, SignedIn, Visit,
    commands::{self, DeviceAnswer},
    passkey::PasskeySite,
    queries::{
        actor::actor_of,
        own_data::own_data,
        passkeys::{PasskeyLine, own_passkeys},
        second_factor::has_second_step,
    },
    store::{contacts, letters, passkeys, sessions},
};
use testing::typed::{claim, line, note};
use testing::{LEGOK, PASSWORD, SoftKey, TestCity, TestPerson, both_databases};
use uuid::Uuid;

const ORIGIN: &str = "https://rembuk.kota.example";

/// What a device does that should not.
type Lie = fn(&mut SoftKey);

fn site() -> PasskeySite {
    PasskeySite::at(ORIGIN).unwrap()
}

/// The browser that was asked.
fn asked(ceremony: &Ceremony) -> Visit {
    Visit { asked: Some(ceremony.browser.clone()), ..Visit::default() }
}

async fn permit(person: &TestPerson) -> MayActAsSelf {
    may_act_as_self(&person.actor().await).unwrap()
}

async fn begin(services: &Services, permit: &MayActAsSelf) -> Result<Ceremony, CommandError> {
    commands::begin_passkey(services, permit, &site(), PASSWORD.into(), &Visit::default()).await
}

async fn answer(services: &Services, permit: &MayActAsSelf, ceremony: &Ceremony, answer: &str) -> Result<(), CommandError> {
    let device = DeviceAnswer { site: &site(), asked: Some(ceremony.id), answer };
    commands::add_passkey(services, permit, &line("Ponsel saya"), device, &asked(ceremony)).await
}

async fn add(city: &TestCity, person: &TestPerson) -> SoftKey {
    let (permit, mut key) = (permit(person).await, SoftKey::at(ORIGIN));
    let ceremony = begin(&city.services, &permit).await.unwrap();
    answer(&city.services, &permit, &ceremony, &key.make(&ceremony.options)).await.unwrap();
    key
}

async fn begin_sign_in(services: &Services) -> Ceremony {
    commands::begin_passkey_sign_in(services, &site(), &Visit::default()).await.unwrap()
}

async fn finish(services: &Services, ceremony: &Ceremony, answer: &str) -> Result<SignedIn, CommandError> {
    let device = DeviceAnswer { site: &site(), asked: Some(ceremony.id), answer };
    commands::sign_in_with_passkey(services, device, &asked(ceremony)).await
}

async fn sign_in(services: &Services, key: &mut SoftKey) -> Result<SignedIn, CommandError> {
    let ceremony = begin_sign_in(services).await;
    finish(services, &ceremony, &key.sign(&ceremony.options)).await
}

async fn lines(city: &TestCity, person: &TestPerson) -> Vec<PasskeyLine> {
    own_passkeys(&city.services, &permit(person).await).await.unwrap()
}

fn refusal<T>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome.err() {
        Some(CommandError::Refused(refusal)) => refusal,
        Some(CommandError::Problems(problems)) => problems[0].refusal.clone(),
        other => panic!("not refused: {other:?}"),
    }
}

/// The log's entries about passkeys, the newest first.
async fn log(city: &TestCity) -> Vec<String> {
    let inspect = may_inspect(&city.city_officer(Role::Inspector).await.actor().await).unwrap();
    let lines = services::queries::acts::log(&city.services, &inspect, None).await.unwrap();
    lines.into_iter().map(|line| line.action).filter(|action| action.starts_with("passkey")).collect()
}

both_databases!(
    async fn a_person_adds_a_passkey_and_signs_in_with_it_alone(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let made = city.now();
        let mut key = add(&city, &person).await;
        assert_eq!(key.user, person.id.0.as_bytes(), "the device knows an id, no name");
        city.pass(TimeDelta::hours(1));
        let one = sign_in(&city.services, &mut key).await.unwrap();
        let two = sign_in(&city.services, &mut key).await.unwrap();
        assert_ne!(one.token.to_hex(), two.token.to_hex(), "each time a new session");
        for signed_in in [one, two] {
            assert_eq!(actor_of(&city.services, &signed_in.token).await.unwrap().id(), Some(person.id));
        }
        let listed = lines(&city, &person).await;
        assert_eq!((listed.len(), listed[0].name.as_str(), listed[0].site.as_str()), (1, "Ponsel saya", "rembuk.kota.example"));
        assert_eq!((listed[0].made, listed[0].last_used), (made, Some(city.now())));
        assert_eq!(log(&city).await, ["passkey_added"]);
        let done = commands::sign_in(&city.services, &claim(&person.contact), PASSWORD.into(), &Visit::default()).await;
        assert!(done.is_ok(), "the password goes on working");
    }

    async fn adding_asks_for_the_password(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (permit, visit) = (permit(&person).await, Visit::default());
        match commands::begin_passkey(&city.services, &permit, &site(), "bukan sandinya".into(), &visit).await {
            Err(CommandError::Problems(problems)) => assert_eq!(problems, [Problem::new("password", Refusal::PasswordWrong)]),
            other => panic!("{:?}", other.map(|ceremony| ceremony.options)),
        }
        assert!(lines(&city, &person).await.is_empty() && log(&city).await.is_empty());
    }

    async fn an_answer_is_good_once_for_minutes_and_from_the_browser_that_was_asked(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(2)).await);
        let mut key = add(&city, &person).await;
        let ceremony = begin_sign_in(&city.services).await;
        let signed = key.sign(&ceremony.options);
        assert!(finish(&city.services, &ceremony, &signed).await.is_ok());
        assert_eq!(refusal(finish(&city.services, &ceremony, &signed).await), Refusal::PasskeyOver, "sent once more");
        let ceremony = begin_sign_in(&city.services).await;
        assert_eq!(refusal(finish(&city.services, &ceremony, &signed).await), Refusal::PasskeyFailed, "the answer to another question");
        assert_eq!(refusal(finish(&city.services, &ceremony, &key.sign(&ceremony.options)).await), Refusal::PasskeyOver, "one try each");

        let ceremony = begin_sign_in(&city.services).await;
        let stranger = Ceremony { id: ceremony.id, browser: AskedToken::new().unwrap(), options: String::new() };
        assert_eq!(refusal(finish(&city.services, &stranger, &key.sign(&ceremony.options)).await), Refusal::PasskeyOver);
        city.pass(TimeDelta::minutes(6));
        assert_eq!(refusal(finish(&city.services, &ceremony, &key.sign(&ceremony.options)).await), Refusal::PasskeyOver, "too late");
        let device = DeviceAnswer { site: &site(), asked: None, answer: "{}" };
        let nothing = commands::sign_in_with_passkey(&city.services, device, &Visit::default()).await;
        assert_eq!(refusal(nothing), Refusal::PasskeyOver);

        // What was asked for one purpose or person is no question for another.
        let (mine, others) = (permit(&person).await, permit(&other).await);
        let ceremony = begin(&city.services, &mine).await.unwrap();
        let mut new = SoftKey::at(ORIGIN);
        assert_eq!(refusal(answer(&city.services, &others, &ceremony, &new.make(&ceremony.options)).await), Refusal::PasskeyOver);
        let ceremony = begin(&city.services, &mine).await.unwrap();
        assert_eq!(refusal(finish(&city.services, &ceremony, &signed).await), Refusal::PasskeyOver);
        assert!(lines(&city, &other).await.is_empty());
    }

    async fn two_servers_on_one_database_accept_one_answer_once(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let mut key = add(&city, &person).await;
        let second = city.services.clone();
        let ceremony = begin_sign_in(&city.services).await;
        let signed = key.sign(&ceremony.options);
        let (one, other) = tokio::join!(finish(&city.services, &ceremony, &signed), finish(&second, &ceremony, &signed));
        assert_ne!(one.is_ok(), other.is_ok());
    }

    async fn a_device_that_lies_signs_nobody_in(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(2)).await);
        let key = add(&city, &person).await;
        let lies: [(&str, Lie); 5] = [
            ("a page of another site asked", |key| key.origin = "https://rembuk.kota.example.jahat.example".into()),
            ("another port asked", |key| key.origin = "https://rembuk.kota.example:8443".into()),
            ("its owner was not asked", |key| key.verifies = false),
            ("it signed before with a later number", |key| key.counter = 0),
            ("nobody has this key", |key| key.id = b"tiada".to_vec()),
        ];
        for (what, lie) in lies {
            let mut lying = key.clone();
            lie(&mut lying);
            assert_eq!(refusal(sign_in(&city.services, &mut lying).await), Refusal::PasskeyFailed, "{what}");
        }
        let mut for_another = key.clone();
        for_another.user = other.id.0.as_bytes().to_vec();
        assert_eq!(refusal(sign_in(&city.services, &mut for_another).await), Refusal::PasskeyFailed, "it signs for somebody else");
        let mut forged = SoftKey::at(ORIGIN);
        (forged.id, forged.user, forged.counter) = (key.id.clone(), key.user.clone(), 10);
        assert_eq!(refusal(sign_in(&city.services, &mut forged).await), Refusal::PasskeyFailed, "another key under the same id");
        assert!(sign_in(&city.services, &mut key.clone()).await.is_ok());
        let mut cloned = key.clone();
        assert_eq!(refusal(sign_in(&city.services, &mut cloned).await), Refusal::PasskeyFailed, "a copy of it has signed meanwhile");

        let permit = permit(&other).await;
        let wrong: [Lie; 2] = [|key| key.verifies = false, |key| key.origin = "https://jahat.example".into()];
        for lie in wrong {
            let mut lying = SoftKey::at(ORIGIN);
            lie(&mut lying);
            let ceremony = begin(&city.services, &permit).await.unwrap();
            assert_eq!(refusal(answer(&city.services, &permit, &ceremony, &lying.make(&ceremony.options)).await), Refusal::PasskeyFailed);
        }
        let ceremony = begin(&city.services, &permit).await.unwrap();
        let mut taken = SoftKey::at(ORIGIN);
        taken.id = key.id.clone();
        assert_eq!(
            refusal(answer(&city.services, &permit, &ceremony, &taken.make(&ceremony.options)).await),
            Refusal::PasskeyKnown,
            "another person's key"
        );
        for nonsense in ["", "{}", "[]", "\u{0}", &"x".repeat(20_000)] {
            let ceremony = begin(&city.services, &permit).await.unwrap();
            assert_eq!(refusal(answer(&city.services, &permit, &ceremony, nonsense).await), Refusal::PasskeyFailed);
            let ceremony = begin_sign_in(&city.services).await;
            assert_eq!(refusal(finish(&city.services, &ceremony, nonsense).await), Refusal::PasskeyFailed);
        }
        assert!(lines(&city, &other).await.is_empty());
    }

    async fn a_device_that_does_not_count_signs_again_and_again(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (permit, mut key) = (permit(&person).await, SoftKey::at(ORIGIN));
        key.counter = 0;
        let ceremony = begin(&city.services, &permit).await.unwrap();
        answer(&city.services, &permit, &ceremony, &key.make(&ceremony.options)).await.unwrap();
        for _ in 0..3 {
            assert!(sign_in(&city.services, &mut key).await.is_ok());
        }
    }

    async fn a_passkey_is_both_steps_of_an_official(city: TestCity) {
        let officer = city.office_of(LEGOK).await;
        let mut strict = city.services.clone();
        strict.two_steps.is_duty = true;
        let mut key = add(&city, &officer).await;
        let by_password = actor_of(&strict, &officer.session().await).await.unwrap();
        assert!(by_password.awaits_second_step(), "the password alone is one step still");
        let signed_in = sign_in(&strict, &mut key).await.unwrap();
        let actor = actor_of(&strict, &signed_in.token).await.unwrap();
        assert!(!actor.awaits_second_step() && actor.has_role(Role::KelurahanOfficer));
    }

    async fn a_passkey_is_renamed_and_taken_off_by_its_owner_alone(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(2)).await);
        let mut key = add(&city, &person).await;
        let (mine, others, visit) = (permit(&person).await, permit(&other).await, Visit::default());
        let id = lines(&city, &person).await[0].id;
        assert_eq!(refusal(commands::rename_passkey(&city.services, &others, id, &line("Milik saya")).await), Refusal::NotFound);
        let taken = commands::remove_passkey(&city.services, &others, id, PASSWORD.into(), None, &visit).await;
        assert_eq!(refusal(taken), Refusal::NotFound);
        commands::rename_passkey(&city.services, &mine, id, &line("Ponsel \u{202e}lama")).await.unwrap();
        assert_eq!(lines(&city, &person).await[0].name, "Ponsel lama");

        let by_key = sign_in(&city.services, &mut key).await.unwrap().token;
        let by_password = person.session().await;
        let wrong = commands::remove_passkey(&city.services, &mine, id, "bukan sandinya".into(), None, &visit).await;
        assert_eq!(refusal(wrong), Refusal::PasswordWrong);
        let done = commands::remove_passkey(&city.services, &mine, id, PASSWORD.into(), Some(&by_password), &visit).await.unwrap();
        assert!(done.is_none(), "this browser came in with the password and stays");
        let is_in = async |token| actor_of(&city.services, token).await.unwrap().signed_in().is_some();
        assert!(is_in(&by_password).await && !is_in(&by_key).await, "who came in with it is out");
        assert_eq!(refusal(sign_in(&city.services, &mut key).await), Refusal::PasskeyFailed);
        assert!(lines(&city, &person).await.is_empty());
        assert_eq!(log(&city).await, ["passkey_removed", "passkey_added"]);
    }

    async fn whoever_takes_off_the_passkey_they_came_in_with_stays_by_the_password(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let mut key = add(&city, &person).await;
        let here = sign_in(&city.services, &mut key).await.unwrap().token;
        let (permit, id) = (permit(&person).await, lines(&city, &person).await[0].id);
        let visit = Visit::default();
        let on = commands::remove_passkey(&city.services, &permit, id, PASSWORD.into(), Some(&here), &visit).await.unwrap().unwrap();
        assert!(actor_of(&city.services, &here).await.unwrap().signed_in().is_none());
        assert_eq!(actor_of(&city.services, &on.token).await.unwrap().id(), Some(person.id));
        let since = city.now() - TimeDelta::hours(1);
        let session = sessions::find_active(&mut city.read().await, &on.token.hash(), since).await.unwrap().unwrap();
        assert_eq!(session.passkey, None);
    }

    async fn its_owner_is_told_by_letter_what_became_of_it(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let mut tx = city.begin().await;
        contacts::set(&mut tx, person.id, ContactKind::Email, &person.contact, Some(city.now())).await.unwrap();
        tx.commit().await.unwrap();
        add(&city, &person).await;
        let (permit, id) = (permit(&person).await, lines(&city, &person).await[0].id);
        commands::remove_passkey(&city.services, &permit, id, PASSWORD.into(), None, &Visit::default()).await.unwrap();
        let waiting = letters::due(&mut city.read().await, city.now(), 10).await.unwrap();
        let kinds: Vec<&str> = waiting.iter().map(|letter| letter.kind.as_str()).collect();
        assert_eq!(kinds, ["passkey_added", "passkey_removed"]);
    }

    async fn one_person_has_ten_at_most(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        for _ in 0..9 {
            add(&city, &person).await;
        }
        let permit = permit(&person).await;
        let two = [begin(&city.services, &permit).await.unwrap(), begin(&city.services, &permit).await.unwrap()];
        let outcomes = [
            answer(&city.services, &permit, &two[0], &SoftKey::at(ORIGIN).make(&two[0].options)).await,
            answer(&city.services, &permit, &two[1], &SoftKey::at(ORIGIN).make(&two[1].options)).await,
        ];
        let [first, second] = outcomes;
        assert!(first.is_ok());
        assert_eq!(refusal(second), Refusal::TooManyPasskeys { most: 10 });
        assert_eq!(refusal(begin(&city.services, &permit).await), Refusal::TooManyPasskeys { most: 10 });
        assert_eq!(lines(&city, &person).await.len(), 10);
    }

    async fn a_closed_account_is_not_opened_by_a_passkey_and_a_deleted_one_keeps_none(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let mut key = add(&city, &person).await;
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let manage = may_manage_person(&admin, person.id).unwrap();
        commands::close_account(&city.services, &manage, &note("Dilaporkan pemiliknya hilang.")).await.unwrap();
        assert_eq!(refusal(sign_in(&city.services, &mut key).await), Refusal::PasskeyFailed);
        commands::open_account(&city.services, &manage).await.unwrap();
        assert!(sign_in(&city.services, &mut key).await.is_ok());

        let permit = permit(&person).await;
        let waiting = begin(&city.services, &permit).await.unwrap();
        let data: Value = serde_json::from_str(&own_data(&city.services, &permit).await.unwrap()).unwrap();
        assert_eq!((&data["passkeys"][0]["name"], &data["passkeys"][0]["site"]), (&json!("Ponsel saya"), &json!("rembuk.kota.example")));
        commands::delete_account(&city.services, &permit, PASSWORD.into(), &Visit::default()).await.unwrap();
        assert_eq!(refusal(sign_in(&city.services, &mut key).await), Refusal::PasskeyFailed);
        let mut tx = city.begin().await;
        assert!(passkeys::of_account(&mut tx, person.id).await.unwrap().is_empty());
        let since = city.now() - TimeDelta::hours(1);
        let left = passkeys::take(&mut tx, waiting.id, &waiting.browser.hash(), Some(person.id), since).await.unwrap();
        assert!(left.is_none(), "nor what a device was asked");
    }

    async fn a_city_admin_takes_passkeys_off_together_with_the_second_step(city: TestCity) {
        let person = city.office_of(LEGOK).await;
        let mut key = add(&city, &person).await;
        let token = sign_in(&city.services, &mut key).await.unwrap().token;
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let inspect = may_inspect(&admin).unwrap();
        assert!(has_second_step(&city.services, &inspect, person.id).await.unwrap());
        commands::reset_second_factor(&city.services, &may_manage_person(&admin, person.id).unwrap()).await.unwrap();
        assert!(!has_second_step(&city.services, &inspect, person.id).await.unwrap());
        assert!(actor_of(&city.services, &token).await.unwrap().signed_in().is_none());
        assert_eq!(refusal(sign_in(&city.services, &mut key).await), Refusal::PasskeyFailed);
    }

    async fn questions_that_nobody_answered_are_removed(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (permit, begun) = (permit(&person).await, city.now());
        begin(&city.services, &permit).await.unwrap();
        begin_sign_in(&city.services).await;
        commands::tidy_up(&city.services).await.unwrap();
        let mut tx = city.begin().await;
        assert_eq!(passkeys::purge(&mut tx, begun - TimeDelta::seconds(1)).await.unwrap(), 0);
        let (id, nothing) = (city.services.clock.new_id(), json!({}));
        passkeys::ask(&mut tx, id, b"peramban", Some(person.id), &nothing, begun).await.unwrap();
        assert!(passkeys::take(&mut tx, Uuid::nil(), b"peramban", Some(person.id), begun - TimeDelta::minutes(1)).await.unwrap().is_none());
        assert_eq!(passkeys::purge(&mut tx, begun).await.unwrap(), 3);
        tx.commit().await.unwrap();
        begin_sign_in(&city.services).await;
        city.pass(TimeDelta::minutes(6));
        assert_eq!(commands::tidy_up(&city.services).await.unwrap(), 1);
    }

    async fn the_number_of_a_signature_goes_up_and_a_key_is_one_persons(city: TestCity) {
        let (person, other) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(2)).await);
        let key = add(&city, &person).await;
        let mut tx = city.begin().await;
        let passkey = passkeys::with_key(&mut tx, &key.id).await.unwrap().unwrap();
        assert_eq!((passkey.account_id, passkey.counter, passkey.used_at), (person.id, 1, None));
        let value = passkey.credential.0.clone();
        for (counter, expected) in [(1, false), (0, false), (5, true), (5, false)] {
            assert_eq!(passkeys::signed(&mut tx, passkey.id, &value, counter, city.now()).await.unwrap(), expected, "{counter}");
        }
        let again = passkeys::Passkey { id: PasskeyId(city.services.clock.new_id()), account_id: other.id, ..passkey.clone() };
        assert!(!passkeys::insert(&mut tx, &again).await.unwrap());
        assert!(!passkeys::rename(&mut tx, other.id, passkey.id, "Lain").await.unwrap());
        assert!(!passkeys::remove(&mut tx, other.id, passkey.id).await.unwrap());
        assert!(passkeys::rename(&mut tx, person.id, passkey.id, "Lain").await.unwrap());
        let session = SessionToken::new().unwrap();
        sessions::insert(&mut tx, &session.hash(), person.id, "test", city.now()).await.unwrap();
        sessions::begun_by(&mut tx, &session.hash(), passkey.id).await.unwrap();
        let since = city.now() - TimeDelta::hours(1);
        assert_eq!(sessions::find_active(&mut tx, &session.hash(), since).await.unwrap().unwrap().passkey, Some(passkey.id));
        sessions::end_of_passkey(&mut tx, passkey.id, city.now()).await.unwrap();
        assert!(sessions::find_active(&mut tx, &session.hash(), since).await.unwrap().is_none());
        assert_eq!(passkeys::remove_all(&mut tx, person.id).await.unwrap(), 1);
        assert!(passkeys::with_key(&mut tx, &key.id).await.unwrap().is_none());
    }
);
