//! Homes, roles, plans, years and what was found in order follow their entries; what does not is found and named, and
//! nothing is told twice.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use chrono::Duration;
use domain::{
    account::Role,
    cycle::StageKind,
    ids::{AccountId, AssignmentId},
    ledger::{AccountEvent, Digest, Event, Held, Proposed},
    permission::may_manage_person,
};
use services::{
    commands::{self, Granted, Post, RoleGrant},
    ledger::{Act, record, recount},
    store::{ledger, projections},
};
use testing::{
    LEGOK, TestCity, both_databases,
    faults::run,
    plans::{draft, publish},
    world::World,
};

/// A plan that was published, a meeting that opened, a proposal that was found in order, somebody whose home was denied
/// and for whom a role waits.
async fn lived_in(city: &TestCity) -> AccountId {
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
    resident.id
}

both_databases!(
    async fn whatever_is_changed_of_people_plans_and_years_is_found_and_named(city: TestCity) {
        lived_in(&city).await;
        let stranger = city.confirmed_resident_of(&LEGOK.rt(3)).await;
        let gone = format!("DELETE FROM accounts WHERE email = '{}'", stranger.contact);
        assert_eq!(recount(&mut city.read().await).await.unwrap().differences, []);
        for (statement, table, column) in beside_it().into_iter().chain([(gone.as_str(), "accounts", "id")]) {
            let mut tx = city.begin().await;
            assert!(run(&mut tx, statement).await > 0, "{statement}");
            let found = recount(&mut tx).await.unwrap().differences;
            let is_named = found.iter().any(|difference| (difference.table, difference.column) == (table, column));
            assert!(is_named, "{statement}: {found:#?}");
        }
    }

    async fn what_waits_has_the_id_of_its_entry(city: TestCity) {
        let person = lived_in(&city).await;
        let mut tx = city.read().await;
        let waits = projections::appointments(&mut tx, None, 10).await.unwrap();
        let proposed = ledger::of_subject(&mut tx, person.into(), "role_proposed").await.unwrap();
        let ids = |entry: &domain::ledger::Entry| (entry.id.0, entry.at);
        assert_eq!(waits.iter().map(|waits| (waits.id, waits.proposed_at)).collect::<Vec<_>>(), [ids(&proposed[0])]);
        assert!(projections::appointments(&mut tx, Some(waits[0].id), 10).await.unwrap().is_empty());
    }

    async fn nothing_of_an_account_is_told_twice(city: TestCity) {
        let person = lived_in(&city).await;
        let confirmed = city.confirmed_resident_of(&LEGOK.rt(3)).await.id;
        let (home, from) = (LEGOK.rt(3), city.today());
        let role = Proposed { role: Role::Inspector, from, to: None, proposed_by: None };
        let assignment = AssignmentId(city.services.clock.new_id());
        let held = Held { assignment, role: Role::Moderator, region: None, agency: None, from, to: None, proposed_by: None };
        for (account, event) in [
            (confirmed, AccountEvent::ResidenceConfirmed { home: home.clone() }),
            (confirmed, AccountEvent::ResidenceDenied { home: home.clone() }),
            (confirmed, AccountEvent::ConfirmationWithdrawn { home: LEGOK.rt(1), words: Digest([0; 32]) }),
            (person, AccountEvent::ResidenceDenied { home }),
            (person, AccountEvent::AccountOpened),
            (person, AccountEvent::AccountClosed { words: Digest([0; 32]) }),
            (person, AccountEvent::RoleRefused(role)),
            (person, AccountEvent::RoleEnded(held.clone())),
            (person, AccountEvent::RoleChanged(held)),
        ] {
            let mut tx = city.begin().await;
            let act = Act { at: city.now(), acting: None, event: Event::Account(event.clone()) };
            assert!(record(&city.services.clock, &mut tx, account, vec![act]).await.is_err(), "{event:?}");
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
