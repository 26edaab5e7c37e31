//! Confirming that somebody lives in an RT.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::{Actor, Role},
    ids::{AccountId, RegionId},
    permission::may_act_as_self,
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use services::{
    CommandError, commands,
    queries::people::{DeniedHome, denied_home, waiting_residents},
    store::regions,
};
use testing::{DANAU_SIPIN, LEGOK, MURNI, TestCity, both_databases};

fn refusal<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome {
        Err(CommandError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

async fn waiting(city: &TestCity, actor: &Actor) -> Vec<(AccountId, String)> {
    let waiting = waiting_residents(&city.services, actor).await.unwrap();
    waiting.into_iter().map(|resident| (resident.id, resident.home)).collect()
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
        assert!(commands::deny_residence(&city.services, &head, resident.id, Some(LEGOK.rt(1).as_str())).await.unwrap());
        assert_eq!(waiting(&city, &head).await, [(neighbour.id, LEGOK.rt(1).to_string())]);
        let denied = denied_home(&city.services, &me).await.unwrap();
        let expected = DeniedHome { home: "RT 01, Legok".into(), by: Some(Role::RtHead), at: city.now() };
        assert_eq!(denied, Some(expected));
        assert!(!commands::deny_residence(&city.services, &head, resident.id, None).await.unwrap(), "a second click");
        let planner = city.city_officer(Role::Planner).await.actor().await;
        assert_eq!(refusal(commands::deny_residence(&city.services, &planner, resident.id, None).await), Refusal::NotYourOffice);
        commands::set_home(&city.services, &me, LEGOK.rt(1).as_str()).await.unwrap();
        let listed = waiting_residents(&city.services, &head).await.unwrap();
        let marks: Vec<_> = listed.iter().map(|waiting| (waiting.id, waiting.denied_at)).collect();
        assert_eq!(marks, [(resident.id, Some(city.now())), (neighbour.id, None)], "the office sees that it was said before");
        commands::confirm_residence(&city.services, &head, resident.id, None).await.unwrap();
        assert!(!commands::deny_residence(&city.services, &head, resident.id, None).await.unwrap());
        assert!(resident.actor().await.signed_in().unwrap().residence_confirmed, "what is confirmed stays");
    }

    async fn what_changed_since_the_page_was_shown_is_looked_at_again(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        let officer = city.office_of(LEGOK).await.actor().await;
        let me = may_act_as_self(&resident.actor().await).unwrap();
        commands::set_home(&city.services, &me, LEGOK.rt(2).as_str()).await.unwrap();
        let first = LEGOK.rt(1);
        let seen = Some(first.as_str());
        let outcome = commands::confirm_residence(&city.services, &officer, resident.id, seen).await;
        assert_eq!(refusal(outcome), Refusal::ChangedMeanwhile);
        let outcome = commands::deny_residence(&city.services, &officer, resident.id, seen).await;
        assert_eq!(refusal(outcome), Refusal::ChangedMeanwhile);
        assert!(commands::deny_residence(&city.services, &officer, resident.id, Some(LEGOK.rt(2).as_str())).await.unwrap());
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
        let mut tx = city.begin().await;
        regions::insert(&mut tx, &rw).await.unwrap();
        regions::insert(&mut tx, &rt).await.unwrap();
        tx.commit().await.unwrap();
        let resident = city.resident_of(&rt.code).await;
        let officer = city.office_of(LEGOK).await.actor().await;
        assert_eq!(waiting(&city, &officer).await, [(resident.id, rt.code.to_string())]);
    }
);
