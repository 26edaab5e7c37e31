//! Contract of `store/audit.rs`: the log, and that commands write into it in their own unit of work.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::Role,
    ledger::AccountEvent,
    permission::{may_act_as_self, may_end_role, may_inspect, may_manage_people, may_manage_person},
};
use serde_json::json;
use services::{
    Services,
    commands::{self, Post, RoleGrant},
    ledger::{self, Act, Denial},
    queries::{acts, people},
    store::audit,
};
use testing::typed::note;
use testing::{LEGOK, MURNI, TestCity, both_databases};

async fn actions(services: &Services) -> Vec<String> {
    let mut tx = services.database.read().await.unwrap();
    audit::newest(&mut tx, None, 50).await.unwrap().into_iter().map(|line| line.kind).collect()
}

both_databases!(
    async fn the_log_is_read_newest_first_page_by_page_also_within_one_microsecond(city: TestCity) {
        let admin = city.city_officer(Role::CityAdmin).await;
        let permit = may_manage_people(&admin.actor().await).unwrap();
        let mut tx = city.begin().await;
        for (action, acting) in [("pertama", None), ("kedua", Some(permit.acting().clone()))] {
            let event = AccountEvent::Noted { action: action.into(), detail: json!({ "nested": { "text": "“kutip” 'satu'" } }) };
            let act = Act { at: city.now(), acting, event: event.into() };
            ledger::record(&city.services.clock, &mut tx, admin.id, vec![act]).await.unwrap();
        }
        let newest = audit::newest(&mut tx, None, 1).await.unwrap();
        assert_eq!((newest[0].kind.as_str(), newest[0].role.as_deref(), newest[0].subject_id), ("noted", Some("city_admin"), admin.id.0));
        assert_eq!((newest[0].actor.as_deref(), newest[0].at), (Some("Warga Contoh"), city.now()));
        let older = audit::newest(&mut tx, Some((newest[0].at, newest[0].id)), 1).await.unwrap();
        assert_eq!((older[0].event["action"].as_str(), older[0].actor.as_deref(), older[0].role.as_deref()), (Some("pertama"), None, None));
        assert_eq!(older[0].event["detail"]["nested"]["text"], "“kutip” 'satu'");
    }

    async fn the_log_names_places_and_tells_reasons(city: TestCity) {
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let officer = city.office_of(LEGOK).await;
        commands::close_account(&city.services, &may_manage_person(&admin, officer.id).unwrap(), &note("Pindah tugas.")).await.unwrap();
        let lines = acts::log(&city.services, &may_inspect(&admin).unwrap(), None).await.unwrap();
        let of =
            |action: &str| lines.iter().find(|line| line.action == action && line.person.as_ref().is_some_and(|(id, _)| *id == officer.id));
        assert_eq!(of("account_closed").unwrap().detail["reason"], "Pindah tugas.");
        let granted = &of("role_granted").unwrap().detail;
        assert_eq!((granted["place"].as_str(), granted["place_name"].as_str()), (Some(LEGOK.code), Some("Legok")));
    }

    async fn the_latest_denial_is_found_among_everything_else(city: TestCity) {
        let head = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        assert_eq!(ledger::latest_denial(&mut city.read().await, resident.id).await.unwrap(), None);
        commands::deny_residence(&city.services, &head, resident.id, None).await.unwrap();
        let found = ledger::latest_denial(&mut city.read().await, resident.id).await.unwrap();
        let expected = Denial { at: city.now(), role: Some(Role::RtHead), home: LEGOK.rt(1), reason: None };
        assert_eq!(found, Some(expected));
    }

    async fn every_act_on_an_account_is_in_the_log(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        let head = city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await.actor().await;
        let admin = city.city_officer(Role::CityAdmin).await.actor().await;
        let before = actions(&city.services).await.len();
        let denied = city.resident_of(&LEGOK.rt(1)).await;
        commands::deny_residence(&city.services, &head, denied.id, None).await.unwrap();
        commands::confirm_residence(&city.services, &head, resident.id, None).await.unwrap();
        commands::confirm_residence(&city.services, &head, resident.id, None).await.unwrap();
        let me = may_act_as_self(&resident.actor().await).unwrap();
        commands::set_home(&city.services, &me, &MURNI.rt(1)).await.unwrap();
        commands::set_home(&city.services, &me, &MURNI.rt(1)).await.unwrap();
        let (permit, ending) = (may_manage_person(&admin, resident.id).unwrap(), may_end_role(&admin, resident.id).unwrap());
        let grant = RoleGrant { role: Role::Moderator, place: Post::City, from: city.today(), to: None };
        commands::grant_role(&city.services, &permit, grant).await.unwrap();
        let held = people::roles_of(&city.services, resident.id).await.unwrap();
        commands::end_role(&city.services, &ending, held[0].id).await.unwrap();
        let lines = acts::log(&city.services, &may_inspect(&admin).unwrap(), None).await.unwrap();
        let mut actions: Vec<&str> = lines[..lines.len() - before].iter().map(|line| line.action.as_str()).collect();
        actions.sort_unstable();
        assert_eq!(
            actions,
            ["home_changed", "residence_confirmed", "residence_denied", "role_ended", "role_granted"],
            "and what changed nothing is not"
        );
    }

    async fn a_refused_act_leaves_no_trace(city: TestCity) {
        let resident = city.resident_of(&LEGOK.rt(1)).await;
        let stranger = city.office_of(MURNI).await.actor().await;
        let before = actions(&city.services).await;
        assert!(commands::confirm_residence(&city.services, &stranger, resident.id, None).await.is_err());
        assert_eq!(actions(&city.services).await, before);
    }
);
