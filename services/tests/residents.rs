//! Confirming that somebody lives in an RT.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::TimeDelta;
use domain::{
    account::{Actor, Role},
    ids::{AccountId, RegionId},
    permission::{may_act_as_self, may_serve_residents},
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use services::{
    CommandError, Problem, commands,
    queries::residents::{DeniedHome, Listed, ResidentPage, Wanted, denied_home, residents},
    store::accounts,
};
use testing::typed::note;
use testing::{DANAU_SIPIN, LEGOK, MURNI, TestCity, TestPerson, both_databases};

fn refusal<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome {
        Err(CommandError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn page(city: &TestCity, actor: &Actor, wanted: &Wanted) -> ResidentPage {
    match may_serve_residents(actor) {
        Ok(permit) => residents(&city.services, actor, &permit, wanted).await.unwrap(),
        Err(_) => ResidentPage::default(),
    }
}

async fn waiting(city: &TestCity, actor: &Actor) -> Vec<(AccountId, String)> {
    let page = page(city, actor, &Wanted::default()).await;
    page.residents.into_iter().map(|resident| (resident.id, resident.home)).collect()
}

/// All pages of those who wait, one after the other.
async fn all_waiting(city: &TestCity, actor: &Actor) -> Vec<Listed> {
    let (mut all, mut wanted) = (Vec::new(), Wanted::default());
    loop {
        let page = page(city, actor, &wanted).await;
        all.extend(page.residents);
        if !page.has_more {
            return all;
        }
        wanted.after = all.last().map(|last: &Listed| last.id);
    }
}

/// Somebody of this name who opened an account and named this RT.
async fn named(city: &TestCity, name: &str, contact: &str, rt: &RegionCode) -> AccountId {
    let home = Some(city.region(rt).await.id);
    let id = AccountId(city.services.clock.new_id());
    let (phone, email) = if contact.contains('@') { (None, Some(contact)) } else { (Some(contact), None) };
    let new = accounts::NewAccount { id, name, phone, email, password_hash: "", home, created_at: city.now() };
    let mut tx = city.begin().await;
    assert!(accounts::insert(&mut tx, &new).await.unwrap());
    tx.commit().await.unwrap();
    id
}

async fn name_home(city: &TestCity, person: &TestPerson, rt: &RegionCode) -> Result<(), CommandError> {
    let me = may_act_as_self(&person.actor().await).unwrap();
    commands::set_home(&city.services, &me, rt).await
}

both_databases!(
    async fn the_head_of_the_rt_and_the_kelurahan_confirm(city: TestCity) {
        for office in [city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await, city.office_of(LEGOK).await] {
            let resident = city.resident_of(&LEGOK.rt(1)).await;
            let actor = office.actor().await;
            commands::confirm_residence(&city.services, &actor, resident.id, None).await.unwrap();
            commands::confirm_residence(&city.services, &actor, resident.id, None).await.unwrap();
            assert!(resident.actor().await.signed_in().unwrap().residence_confirmed);
        }
    }

    async fn who_does_not_live_there_is_asked_again_and_leaves_the_list(city: TestCity) {
        let (resident, neighbour) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(1)).await);
        let head = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let me = may_act_as_self(&resident.actor().await).unwrap();
        assert_eq!(denied_home(&city.services, &me).await.unwrap(), None);
        assert!(commands::deny_residence(&city.services, &head, resident.id, Some(&LEGOK.rt(1))).await.unwrap());
        assert_eq!(waiting(&city, &head).await, [(neighbour.id, LEGOK.rt(1).to_string())]);
        let denied = denied_home(&city.services, &me).await.unwrap();
        let expected = DeniedHome { home: "RT 01, Legok".into(), by: Some(Role::RtHead), at: city.now(), reason: None };
        assert_eq!(denied, Some(expected));
        assert!(!commands::deny_residence(&city.services, &head, resident.id, None).await.unwrap(), "a second click");
        let planner = city.city_officer(Role::Planner).await.actor().await;
        assert_eq!(refusal(commands::deny_residence(&city.services, &planner, resident.id, None).await), Refusal::NotYourOffice);
        let denied_at = city.now();
        city.pass_days(1);
        commands::set_home(&city.services, &me, &LEGOK.rt(1)).await.unwrap();
        let listed = all_waiting(&city, &head).await;
        let marks: Vec<_> = listed.iter().map(|waiting| (waiting.id, waiting.denied)).collect();
        assert_eq!(marks, [(neighbour.id, None), (resident.id, Some((denied_at, 1)))], "the office sees that it was said before");
        commands::confirm_residence(&city.services, &head, resident.id, None).await.unwrap();
        assert!(!commands::deny_residence(&city.services, &head, resident.id, None).await.unwrap());
        assert!(resident.actor().await.signed_in().unwrap().residence_confirmed, "what is confirmed stays");
    }

    async fn what_changed_since_the_page_was_shown_is_looked_at_again(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        let officer = city.office_of(LEGOK).await.actor().await;
        let me = may_act_as_self(&resident.actor().await).unwrap();
        commands::set_home(&city.services, &me, &LEGOK.rt(2)).await.unwrap();
        let first = LEGOK.rt(1);
        let seen = Some(&first);
        let outcome = commands::confirm_residence(&city.services, &officer, resident.id, seen).await;
        assert_eq!(refusal(outcome), Refusal::ChangedMeanwhile);
        let outcome = commands::deny_residence(&city.services, &officer, resident.id, seen).await;
        assert_eq!(refusal(outcome), Refusal::ChangedMeanwhile);
        assert!(commands::deny_residence(&city.services, &officer, resident.id, Some(&LEGOK.rt(2))).await.unwrap());
    }

    async fn how_many_are_confirmed_is_counted_by_their_home(city: TestCity) {
        let rt = LEGOK.rt(1);
        let home = city.region(&rt).await.id;
        let person = city.confirmed_resident_of(&rt).await;
        city.resident_of(&rt).await;
        let counted = async || {
            let homes = accounts::confirmed_by_home(&mut city.read().await).await.unwrap();
            homes.into_iter().find(|(id, _)| *id == home).map(|(_, count)| count)
        };
        assert_eq!(counted().await, Some(1));
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let permit = domain::permission::may_manage_person(&admin, person.id).unwrap();
        commands::close_account(&city.services, &permit, &note("ganda")).await.unwrap();
        assert_eq!(counted().await, None);
    }

    async fn nobody_else_confirms(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        for (role, place) in [
            (Role::RtHead, LEGOK.rt(2).as_str()),
            (Role::KelurahanOfficer, MURNI.code),
            (Role::KecamatanOfficer, DANAU_SIPIN.code),
            (Role::Planner, ""),
            (Role::CityAdmin, ""),
            (Role::Inspector, ""),
        ] {
            let actor = city.officer(role, place).await.actor().await;
            assert_eq!(
                refusal(commands::confirm_residence(&city.services, &actor, resident.id, None).await),
                Refusal::NotYourOffice,
                "{role:?}"
            );
            assert_eq!(
                refusal(commands::deny_residence(&city.services, &actor, resident.id, None).await),
                Refusal::NotYourOffice,
                "{role:?}"
            );
            assert!(waiting(&city, &actor).await.is_empty(), "{role:?}");
        }
        let former = city.former_officer(&[(Role::KelurahanOfficer, LEGOK.code)]).await.actor().await;
        assert_eq!(refusal(commands::confirm_residence(&city.services, &former, resident.id, None).await), Refusal::NotYourOffice);
        assert!(!resident.actor().await.signed_in().unwrap().residence_confirmed);
    }

    async fn the_public_learns_not_even_who_exists(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        for id in [resident.id, AccountId(city.services.clock.new_id())] {
            assert_eq!(refusal(commands::confirm_residence(&city.services, &Actor::public(), id, None).await), Refusal::SignInFirst);
            assert_eq!(refusal(commands::deny_residence(&city.services, &Actor::public(), id, None).await), Refusal::SignInFirst);
        }
        assert!(waiting(&city, &Actor::public()).await.is_empty());
    }

    async fn nobody_confirms_themselves(city: TestCity) {
        let head = city.resident_of(&LEGOK.rt(1)).await;
        city.grant(&head, Role::RtHead, LEGOK.rt(1).as_str()).await;
        let actor = head.actor().await;
        assert_eq!(refusal(commands::confirm_residence(&city.services, &actor, head.id, None).await), Refusal::NotOnYourself);
        assert_eq!(refusal(commands::deny_residence(&city.services, &actor, head.id, None).await), Refusal::NotOnYourself);
        assert!(waiting(&city, &actor).await.is_empty());
    }

    async fn each_office_sees_those_who_wait_for_it_once(city: TestCity) {
        let (first, second) = (city.resident_of(&LEGOK.rt(1)).await, city.resident_of(&LEGOK.rt(2)).await);
        city.resident_of(&MURNI.rt(1)).await;
        city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let head = city.officer(Role::RtHead, LEGOK.rt(2).as_str()).await;
        let expected = [(first.id, LEGOK.rt(1).to_string()), (second.id, LEGOK.rt(2).to_string())];
        assert_eq!(waiting(&city, &head.actor().await).await, expected[1..]);
        city.grant(&head, Role::KelurahanOfficer, LEGOK.code).await;
        let mut both = waiting(&city, &head.actor().await).await;
        both.sort();
        assert_eq!(both, expected);
    }

    async fn an_rt_below_an_rw_belongs_to_its_kelurahan_too(city: TestCity) {
        let legok = city.region(&LEGOK.region()).await;
        let rw = Region {
            id: RegionId(city.services.clock.new_id()),
            code: RegionCode::parse("15.71.10.1003-02").unwrap(),
            level: RegionLevel::Rw,
            parent: Some(legok.id),
            ..legok
        };
        let rt = Region {
            id: RegionId(city.services.clock.new_id()),
            code: RegionCode::parse("15.71.10.1003-02.014").unwrap(),
            level: RegionLevel::Rt,
            parent: Some(rw.id),
            ..rw.clone()
        };
        city.list_regions(&[rw, rt.clone()]).await;
        let resident = city.resident_of(&rt.code).await;
        let officer = city.office_of(LEGOK).await.actor().await;
        assert_eq!(waiting(&city, &officer).await, [(resident.id, rt.code.to_string())]);
    }

    async fn a_hundred_false_newcomers_never_hide_the_honest_one(city: TestCity) {
        let head = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        for number in 0..100 {
            named(&city, &format!("Palsu {number}"), &format!("palsu{number}@contoh.id"), &LEGOK.rt(1)).await;
        }
        city.pass(TimeDelta::minutes(1));
        let honest = named(&city, "Siti Rahma", "+6281234567890", &LEGOK.rt(1)).await;
        for actor in [&head, &city.office_of(LEGOK).await.actor().await] {
            let all = all_waiting(&city, actor).await;
            let ids: std::collections::BTreeSet<AccountId> = all.iter().map(|listed| listed.id).collect();
            assert_eq!((all.len(), ids.len(), all[100].id), (101, 101, honest), "page after page, each once");
            for query in ["siti", "RAHMA", "0812 3456", "+62 812-3456-7890"] {
                let found = page(&city, actor, &Wanted { query: query.into(), ..Wanted::default() }).await;
                assert_eq!(found.residents.iter().map(|found| found.id).collect::<Vec<_>>(), [honest], "{query}");
            }
        }
        // Ten are denied and insist: they come after her, and only a day later.
        let insisting: Vec<Listed> = page(&city, &head, &Wanted::default()).await.residents.into_iter().take(10).collect();
        for one in &insisting {
            assert!(commands::deny_residence(&city.services, &head, one.id, None).await.unwrap());
        }
        city.pass_days(1);
        let home = city.region(&LEGOK.rt(1)).await.id;
        let mut tx = city.begin().await;
        for one in &insisting {
            accounts::set_home(&mut tx, one.id, home, city.now()).await.unwrap();
        }
        tx.commit().await.unwrap();
        let all = all_waiting(&city, &head).await;
        assert_eq!((all.len(), all[90].id), (101, honest));
        assert!(all[91..].iter().all(|listed| listed.denied.is_some_and(|(_, times)| times == 1)));
    }

    async fn whoever_was_denied_waits_before_naming_a_home_again(city: TestCity) {
        let (person, head) = (city.resident_of(&LEGOK.rt(1)).await, city.office_of(LEGOK).await.actor().await);
        let later = |outcome: Result<(), CommandError>| match outcome {
            Err(CommandError::Problems(problems)) => problems[0].clone(),
            other => panic!("{other:?}"),
        };
        commands::deny_residence(&city.services, &head, person.id, None).await.unwrap();
        let expected = |from: &str| Problem::new("home", Refusal::NameHomeLater { from: from.parse().unwrap() });
        assert_eq!(later(name_home(&city, &person, &LEGOK.rt(1)).await), expected("2027-01-21"));
        name_home(&city, &person, &LEGOK.rt(2)).await.unwrap();
        commands::deny_residence(&city.services, &head, person.id, None).await.unwrap();
        for rt in [LEGOK.rt(1), LEGOK.rt(3), MURNI.rt(1)] {
            assert_eq!(later(name_home(&city, &person, &rt).await), expected("2027-01-27"), "{rt}");
        }
        city.pass_days(7);
        name_home(&city, &person, &LEGOK.rt(3)).await.unwrap();
        commands::confirm_residence(&city.services, &head, person.id, None).await.unwrap();
        name_home(&city, &person, &MURNI.rt(1)).await.unwrap();
        let murni = city.office_of(MURNI).await.actor().await;
        assert_eq!(all_waiting(&city, &murni).await[0].denied, None, "who was confirmed begins anew");
    }

    async fn two_registrations_of_one_person_are_shown_beside_each_other(city: TestCity) {
        let by_phone = named(&city, "Siti Rahma", "+6281234567890", &LEGOK.rt(1)).await;
        named(&city, "Hj. SITI  RAHMAH, S.Pd.", "siti@contoh.id", &LEGOK.rt(1)).await;
        named(&city, "Siti Rahma", "siti.lain@contoh.id", &LEGOK.rt(2)).await;
        named(&city, "Budi Santoso", "budi@contoh.id", &LEGOK.rt(1)).await;
        let officer = city.office_of(LEGOK).await.actor().await;
        let all = all_waiting(&city, &officer).await;
        let alike: Vec<(&str, Vec<&str>)> =
            all.iter().map(|listed| (listed.contact.as_str(), listed.alike.iter().map(|other| other.contact.as_str()).collect())).collect();
        assert_eq!(
            alike,
            [
                ("+6281234567890", vec!["siti@contoh.id"]),
                ("siti@contoh.id", vec!["+6281234567890"]),
                ("siti.lain@contoh.id", vec![]),
                ("budi@contoh.id", vec![]),
            ]
        );
        commands::confirm_residence(&city.services, &officer, by_phone, None).await.unwrap();
        let second = &all_waiting(&city, &officer).await[0];
        assert_eq!(second.alike[0].confirmed_at, Some(city.now()), "one of them is confirmed already");
        for number in 0..8 {
            named(&city, "Siti Rahma", &format!("siti{number}@contoh.id"), &LEGOK.rt(1)).await;
        }
        let second = &all_waiting(&city, &officer).await[0];
        assert_eq!((second.alike.len(), second.more_alike), (5, 4));
    }

    async fn a_confirmation_is_taken_back_with_a_reason_that_its_person_reads(city: TestCity) {
        let (person, officer) = (city.confirmed_resident_of(&LEGOK.rt(1)).await, city.office_of(LEGOK).await.actor().await);
        let confirmed = Wanted { confirmed: true, ..Wanted::default() };
        assert_eq!(page(&city, &officer, &confirmed).await.residents[0].id, person.id);
        let seen = LEGOK.rt(1);
        let take_back = async |actor: &Actor, seen: &RegionCode, reason: &str| {
            commands::withdraw_confirmation(&city.services, actor, person.id, Some(seen), &note(reason)).await
        };
        for stranger in [city.office_of(MURNI).await, city.city_officer(Role::CityAdmin).await, city.office_of(DANAU_SIPIN).await] {
            assert_eq!(refusal(take_back(&stranger.actor().await, &seen, "pindah").await), Refusal::NotYourOffice);
        }
        assert_eq!(refusal(take_back(&person.actor().await, &seen, "pindah").await), Refusal::NotYourOffice);
        assert_eq!(refusal(take_back(&Actor::public(), &seen, "pindah").await), Refusal::SignInFirst);
        assert_eq!(refusal(take_back(&officer, &LEGOK.rt(2), "pindah").await), Refusal::ChangedMeanwhile);
        assert!(take_back(&officer, &seen, "Dua akun untuk satu orang.").await.unwrap());
        assert!(!take_back(&officer, &seen, "Sekali lagi.").await.unwrap(), "a second click");
        let actor = person.actor().await;
        let signed = actor.signed_in().unwrap();
        assert!(!signed.residence_confirmed && signed.home.is_none());
        let told = denied_home(&city.services, &may_act_as_self(&actor).unwrap()).await.unwrap().unwrap();
        assert_eq!((told.home.as_str(), told.reason.as_deref()), ("RT 01, Legok", Some("Dua akun untuk satu orang.")));
        assert!(page(&city, &officer, &confirmed).await.residents.iter().all(|listed| listed.id != person.id));
        name_home(&city, &person, &LEGOK.rt(2)).await.unwrap();
        assert!(!take_back(&officer, &LEGOK.rt(2), "Belum dikonfirmasi.").await.unwrap(), "there is none to take back");
    }

    async fn names_from_before_they_were_folded_are_found_too(city: TestCity) {
        let id = named(&city, "Éva  SITI", "eva@contoh.id", &LEGOK.rt(1)).await;
        let mut tx = city.begin().await;
        accounts::fold_names(&mut tx).await.unwrap();
        let places = [LEGOK.region()];
        let wanted = accounts::Wanted { places: &places, pattern: Some("%eva siti%"), limit: 5 };
        let found = accounts::waiting_in(&mut tx, &wanted, None).await.unwrap();
        assert_eq!(found[0].account.id(), id);
        let nowhere = accounts::Wanted { places: &[], pattern: None, limit: 5 };
        assert!(accounts::waiting_in(&mut tx, &nowhere, None).await.unwrap().is_empty());
        assert!(accounts::confirmed_in(&mut tx, &nowhere, Some((city.now(), id))).await.unwrap().is_empty());
        assert!(accounts::neighbours(&mut tx, &[], 5).await.unwrap().is_empty());
        assert!(!accounts::forget_home(&mut tx, id, &LEGOK.rt(1), true, city.now()).await.unwrap());
        assert_eq!(services::ledger::latest_denial(&mut tx, id).await.unwrap(), None);
    }
);
