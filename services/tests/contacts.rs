//! Whose phone or e-mail it is: claims, proofs, and what one means for the other; and the contract of
//! `store/contacts.rs`.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::{
    account::ContactKind,
    ids::AccountId,
    one_time_code::CodePurpose,
    permission::{MayActAsSelf, may_act_as_self, may_find_residents},
    refusal::Refusal,
};
use services::{
    CommandError, Mailer, Services, SignIn, Visit,
    commands::{self, Registration},
    jobs,
    letter::{LetterKind, Words},
    queries::{
        actor::{actor_of, actor_of_contact},
        find_residents::callers,
        own_contacts::own_contacts,
    },
    store::contacts,
};
use testing::typed::{self, claim};
use testing::{LEGOK, MURNI, MailServer, PASSWORD, TestCity, TestPerson, both_databases};

const PHONE: &str = "0812 3456 7890";
const STORED: &str = "+6281234567890";

fn words(kind: LetterKind, code: &str) -> Words {
    Words { subject: kind.code().into(), body: format!("Kode: {code}\n") }
}

async fn with_mail(city: &TestCity) -> (Services, MailServer) {
    let server = MailServer::start().await;
    let mailer = Mailer::new(server.url(), "noreply@contoh.id").unwrap();
    (Services { mailer: Some(mailer), ..city.services.clone() }, server)
}

async fn register(services: &Services, name: &str, contact: &str, password: &str) -> Result<MayActAsSelf, CommandError> {
    let form =
        Registration { name: typed::line(name), contact: typed::contact(contact), password: password.into(), home: Some(LEGOK.rt(1)) };
    let (_, signed_in) = commands::register_account(services, form, &Visit::default()).await?;
    Ok(may_act_as_self(&actor_of(services, &signed_in.token).await?).unwrap())
}

async fn sign_in(services: &Services, contact: &str, password: &str) -> Option<AccountId> {
    let signed_in = commands::sign_in(services, &claim(contact), password.into(), &Visit::default()).await.ok()?;
    let SignIn::Done(signed_in) = signed_in else { panic!("a second step was asked for") };
    actor_of(services, &signed_in.token).await.unwrap().id()
}

async fn myself(person: &TestPerson) -> MayActAsSelf {
    may_act_as_self(&person.actor().await).unwrap()
}

fn id(permit: &MayActAsSelf) -> AccountId {
    permit.acting().account
}

/// The office reads a code out on the phone, and the owner types it.
async fn prove_by_phone(city: &TestCity, me: &MayActAsSelf) {
    let lurah = city.office_of(LEGOK).await.actor().await;
    let made = commands::make_code(&city.services, &lurah, id(me), CodePurpose::Contact).await.unwrap();
    assert_eq!(made.contact, STORED);
    commands::confirm_contact(&city.services, me, &made.code.to_string(), &Visit::default()).await.unwrap();
}

async fn is_proven(services: &Services, me: &MayActAsSelf, kind: ContactKind) -> bool {
    own_contacts(services, me).await.unwrap().iter().any(|own| own.kind == kind && own.is_verified)
}

both_databases!(
    async fn registering_tells_nobody_who_has_an_account(city: TestCity) {
        let first = register(&city.services, "Satu", PHONE, PASSWORD).await.unwrap();
        let second = register(&city.services, "Dua", PHONE, "perahu biru di danau").await.unwrap();
        assert_ne!(id(&first), id(&second));
        assert_eq!(sign_in(&city.services, PHONE, PASSWORD).await, Some(id(&first)));
        assert_eq!(sign_in(&city.services, PHONE, "perahu biru di danau").await, Some(id(&second)));
        assert_eq!(sign_in(&city.services, PHONE, "bukan kata sandinya").await, None);
    }

    async fn who_registers_again_with_the_same_password_has_an_account_already(city: TestCity) {
        register(&city.services, "Satu", PHONE, PASSWORD).await.unwrap();
        let again = register(&city.services, "Satu", PHONE, PASSWORD).await;
        assert!(matches!(again, Err(CommandError::Refused(Refusal::AlreadyRegistered))));
    }

    async fn a_form_sent_twice_at_one_moment_opens_one_account(city: TestCity) {
        let services = &city.services;
        let (one, two) = tokio::join!(register(services, "Satu", PHONE, PASSWORD), register(services, "Satu", PHONE, PASSWORD));
        assert!(one.is_ok() ^ two.is_ok(), "{:?} {:?}", one.err(), two.err());
    }

    async fn a_crowd_of_claims_ends_at_the_office(city: TestCity) {
        for word in ["satu", "dua", "tiga", "empat", "lima"] {
            register(&city.services, "Palsu", PHONE, &format!("{word} gerobak lewat jembatan")).await.unwrap();
        }
        let Err(CommandError::Problems(problems)) = register(&city.services, "Lurah", PHONE, PASSWORD).await else { panic!("refused") };
        assert_eq!((problems[0].field, &problems[0].refusal), ("contact", &Refusal::ContactCrowded));
        assert!(actor_of_contact(&city.services, PHONE).await.unwrap().id().is_none(), "among mere claims nobody is preferred");
    }

    async fn nobody_keeps_an_owner_from_their_number(city: TestCity) {
        let false_one = register(&city.services, "Palsu", PHONE, "perahu biru di danau").await.unwrap();
        let owner = register(&city.services, "Pemilik", PHONE, PASSWORD).await.unwrap();
        commands::ask_proof(&city.services, &owner, ContactKind::Phone).await.unwrap();
        prove_by_phone(&city, &owner).await;
        assert!(is_proven(&city.services, &owner, ContactKind::Phone).await);
        assert!(!is_proven(&city.services, &false_one, ContactKind::Phone).await);
        assert_eq!(actor_of_contact(&city.services, PHONE).await.unwrap().id(), Some(id(&owner)), "proof beats claim");
    }

    async fn a_newer_proof_beats_an_older_one(city: TestCity) {
        let (first, second) = (
            register(&city.services, "Dahulu", PHONE, PASSWORD).await.unwrap(),
            register(&city.services, "Sekarang", PHONE, "perahu biru di danau").await.unwrap(),
        );
        prove_by_phone(&city, &first).await;
        prove_by_phone(&city, &second).await;
        assert!(
            !is_proven(&city.services, &first, ContactKind::Phone).await && is_proven(&city.services, &second, ContactKind::Phone).await
        );
        assert_eq!(sign_in(&city.services, PHONE, PASSWORD).await, Some(id(&first)), "who lost it still signs in, and names another");
    }

    async fn an_e_mail_is_proven_by_a_letter(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let me = myself(&person).await;
        commands::ask_proof(&services, &me, ContactKind::Email).await.unwrap();
        let again = commands::ask_proof(&services, &me, ContactKind::Email).await;
        assert!(matches!(again, Err(CommandError::Refused(Refusal::WaitBeforeTrying { .. }))), "letters are few");
        jobs::send_letters(&services, words).await.unwrap();
        let code = server.received()[0].code();
        let other = myself(&city.resident_of(&LEGOK.rt(1)).await).await;
        let stolen = commands::confirm_contact(&services, &other, &code, &Visit::default()).await;
        assert!(matches!(stolen, Err(CommandError::Problems(_))), "the code of another account");
        commands::confirm_contact(&services, &me, &code, &Visit::default()).await.unwrap();
        assert!(is_proven(&services, &me, ContactKind::Email).await);
        assert!(commands::confirm_contact(&services, &me, &code, &Visit::default()).await.is_err(), "once");
        assert!(commands::ask_proof(&services, &me, ContactKind::Phone).await.is_err(), "no phone was named");
    }

    async fn a_proven_contact_stays_until_the_next_one_is_proven(city: TestCity) {
        let (services, server) = with_mail(&city).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let me = myself(&person).await;
        let change = async |contact: &str, password: &str| {
            commands::change_contact(&services, &me, &typed::contact(contact), password.into(), &Visit::default()).await
        };
        change("salah@contoh.id", PASSWORD).await.unwrap();
        assert_eq!(sign_in(&services, &person.contact, PASSWORD).await, None, "a claim is replaced at once");
        assert_eq!(sign_in(&services, "salah@contoh.id", PASSWORD).await, Some(person.id));
        city.pass(TimeDelta::minutes(3));
        change("lama@contoh.id", PASSWORD).await.unwrap();
        jobs::send_letters(&services, words).await.unwrap();
        let code = server.received().last().unwrap().code();
        commands::confirm_contact(&services, &me, &code, &Visit::default()).await.unwrap();
        city.pass(TimeDelta::minutes(3));
        change("baru@contoh.id", PASSWORD).await.unwrap();
        assert_eq!(sign_in(&services, "lama@contoh.id", PASSWORD).await, Some(person.id));
        assert_eq!(sign_in(&services, "baru@contoh.id", PASSWORD).await, None);
        jobs::send_letters(&services, words).await.unwrap();
        let letter = server.received().pop().unwrap();
        assert_eq!(letter.to, ["TO:<baru@contoh.id>"]);
        commands::confirm_contact(&services, &me, &letter.code(), &Visit::default()).await.unwrap();
        assert_eq!(sign_in(&services, "baru@contoh.id", PASSWORD).await, Some(person.id));
        jobs::send_letters(&services, words).await.unwrap();
        let told = server.received().pop().unwrap();
        assert!(told.to == ["TO:<lama@contoh.id>"] && told.text.contains("contact_gone"), "the old one is told");
        let Err(CommandError::Problems(problems)) = change("x@contoh.id", "bukan kata sandinya").await else { panic!("guessed") };
        assert_eq!(problems[0].field, "password");
    }

    async fn a_kelurahan_sees_who_waits_for_its_call(city: TestCity) {
        let (me, lurah) =
            (register(&city.services, "Nurhayati", PHONE, PASSWORD).await.unwrap(), city.office_of(LEGOK).await.actor().await);
        let permit = may_find_residents(&lurah).unwrap();
        assert!(callers(&city.services, &permit).await.unwrap().is_empty());
        commands::ask_proof(&city.services, &me, ContactKind::Phone).await.unwrap();
        let waiting = callers(&city.services, &permit).await.unwrap();
        assert_eq!((waiting.len(), waiting[0].name.as_str(), waiting[0].phone.as_str()), (1, "Nurhayati", STORED));
        let murni = may_find_residents(&city.office_of(MURNI).await.actor().await).unwrap();
        assert!(callers(&city.services, &murni).await.unwrap().is_empty());
        prove_by_phone(&city, &me).await;
        assert!(callers(&city.services, &permit).await.unwrap().is_empty());
    }

    async fn a_contact_is_set_proven_and_wished_for(city: TestCity) {
        let (one, two) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let (mut tx, now) = (city.begin().await, city.now());
        contacts::set(&mut tx, one.id, ContactKind::Phone, STORED, Some(now)).await.unwrap();
        contacts::set(&mut tx, two.id, ContactKind::Phone, STORED, None).await.unwrap();
        contacts::wish(&mut tx, two.id, ContactKind::Phone, "+62811", now).await.unwrap();
        contacts::wish(&mut tx, two.id, ContactKind::Phone, STORED, now).await.unwrap();
        assert_eq!(contacts::wished(&mut tx, two.id, ContactKind::Phone).await.unwrap().as_deref(), Some(STORED));
        assert_eq!(contacts::wished(&mut tx, two.id, ContactKind::Email).await.unwrap(), None);
        assert_eq!(contacts::waiting_for_call(&mut tx, &LEGOK.region(), 10).await.unwrap()[0].account(), two.id);
        assert_eq!(contacts::unprove(&mut tx, ContactKind::Phone, STORED).await.unwrap(), [one.id]);
        assert!(contacts::unprove(&mut tx, ContactKind::Email, &one.contact).await.unwrap().is_empty());
        contacts::set(&mut tx, two.id, ContactKind::Email, "dua@contoh.id", Some(now)).await.unwrap();
        assert_eq!(contacts::unprove(&mut tx, ContactKind::Email, "dua@contoh.id").await.unwrap(), [two.id]);
        contacts::forget_wish(&mut tx, two.id, ContactKind::Phone).await.unwrap();
        assert_eq!(contacts::wished(&mut tx, two.id, ContactKind::Phone).await.unwrap(), None);
        contacts::wish(&mut tx, two.id, ContactKind::Email, "x@contoh.id", now).await.unwrap();
        contacts::forget_claims(&mut tx, one.id).await.unwrap();
        assert_eq!(contacts::purge_wishes(&mut tx, now).await.unwrap(), 0, "another person's wish stays");
        assert_eq!(contacts::purge_wishes(&mut tx, now + TimeDelta::seconds(1)).await.unwrap(), 1);
    }
);
