//! Homes, roles, plans, years and what was found in order follow their entries; what does not is found and named.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::Duration;
use domain::{account::Role, cycle::StageKind, permission::may_manage_person};
use services::{
    commands::{self, Granted, Post, RoleGrant},
    ledger::recount,
    store::projections,
};
use testing::{
    LEGOK, TestCity, both_databases,
    faults::run,
    plans::{draft, publish},
    world::World,
};

/// A plan that was published, a meeting that opened, a proposal that was found in order, somebody whose home was denied
/// and for whom a role waits.
async fn lived_in(city: &TestCity) {
    let world = World::new(city.clone()).await;
    let services = &city.services;
    let (plan, resident) = (draft(city, &[LEGOK.region()]).await, city.resident_of(&LEGOK.rt(2)).await);
    city.pass(Duration::hours(1));
    publish(city, plan).await;
    let rt = LEGOK.rt(1);
    let (lurah, head) = (city.office_of(LEGOK).await, city.officer(Role::RtHead, rt.as_str()).await.actor().await);
    let recorded = world.record(&lurah, "Pak Karangan", &rt, "saluran di gang").await;
    commands::second_proposal(services, &head, recorded).await.unwrap();
    world.open(&head, world.meeting(StageKind::Rt, &rt).await).await;
    assert!(commands::deny_residence(services, &lurah.actor().await, resident.id, None).await.unwrap());
    let permit = may_manage_person(&city.city_officer(Role::CityAdmin).await.actor().await, resident.id).unwrap();
    let planner = RoleGrant { role: Role::Planner, place: Post::City, from: city.today(), to: None };
    assert_eq!(commands::grant_role(services, &permit, planner).await.unwrap(), Granted::AwaitsSecondAdmin);
}

both_databases!(
    async fn whatever_is_changed_of_people_plans_and_years_is_found_and_named(city: TestCity) {
        lived_in(&city).await;
        let stranger = city.confirmed_resident_of(&LEGOK.rt(3)).await;
        let gone = format!("DELETE FROM accounts WHERE email = '{}'", stranger.contact);
        assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
        assert_eq!(projections::appointments(&mut city.read().await, None, 10).await.unwrap().len(), 1);
        for (statement, table, column) in beside_it().into_iter().chain([(gone.as_str(), "accounts", "id")]) {
            let mut tx = city.begin().await;
            assert!(run(&mut tx, statement).await > 0, "{statement}");
            let found = recount(&mut tx).await.unwrap().differences;
            let is_named = found.iter().any(|difference| (difference.table, difference.column) == (table, column));
            assert!(is_named, "{statement}: {found:#?}");
        }
    }
);

/// What follows the ledger, changed behind its back; each with the table and the column that a recount names.
fn beside_it() -> [(&'static str, &'static str, &'static str); 19] {
    [
        ("UPDATE accounts SET denials = 0 WHERE denials > 0", "accounts", "denials"),
        ("UPDATE accounts SET denied_at = created_at WHERE denials > 0", "accounts", "denied_at"),
        ("UPDATE accounts SET denied_at = NULL WHERE denials > 0", "accounts", "denied_at"),
        (
            "UPDATE accounts SET residence_confirmed_at = '2026-01-01T00:00:00+00:00' WHERE residence_confirmed_at IS NOT NULL",
            "accounts",
            "residence_confirmed_at",
        ),
        ("DELETE FROM appointments", "appointments", "id"),
        ("UPDATE appointments SET role = 'inspector'", "appointments", "id"),
        ("UPDATE appointments SET to_day = from_day", "appointments", "to_day"),
        ("UPDATE appointments SET proposed_by = NULL", "appointments", "proposed_by"),
        ("UPDATE appointments SET proposed_at = '2026-01-01T00:00:00+00:00'", "appointments", "proposed_at"),
        (
            "INSERT INTO appointments (id, account_id, role, from_day, proposed_at)
             SELECT proposed_by, proposed_by, role, from_day, proposed_at FROM appointments",
            "appointments",
            "id",
        ),
        (
            "INSERT INTO assignments (id, account_id, role, from_day) SELECT account_id, account_id, role, from_day FROM appointments",
            "assignments",
            "id",
        ),
        ("UPDATE proposals SET seconded_by = NULL", "proposals", "seconded_by"),
        ("UPDATE proposals SET seconded_by = author_id", "proposals", "seconded_by"),
        ("UPDATE plans SET published_at = created_at", "plans", "published_at"),
        ("UPDATE plans SET published_at = NULL", "plans", "published_at"),
        ("UPDATE plans SET rule = NULL", "plans", "rule"),
        ("UPDATE cycles SET weights_locked_at = NULL", "cycles", "weights_locked_at"),
        ("UPDATE cycles SET weights_locked_at = created_at", "cycles", "weights_locked_at"),
        ("DELETE FROM criteria WHERE position = 0", "criteria", "code"),
    ]
}
