//! Contract of `store/assignments.rs`, and of the commands that give and end roles.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::{Actor, Role},
    clock::Day,
    ids::{AccountId, AssignmentId},
    permission::{MayEndRole, MayManagePerson, may_end_role, may_manage_person},
    refusal::Refusal,
};
use services::{
    CommandError, Failure, Problem, Services,
    commands::{self, Post, RoleGrant},
    queries::actor::actor_of,
    store::{
        Tx,
        assignments::{self, NewAssignment},
    },
};
use testing::{DANAU_SIPIN, LEGOK, PUPR, TestCity, both_databases};

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn grant(role: Role, place: &str) -> RoleGrant {
    RoleGrant { role, place: Post::of(role, place).unwrap(), from: day("2027-01-20"), to: None }
}

/// A city admin may do this to somebody.
async fn permits(city: &TestCity, person: AccountId) -> (MayManagePerson, MayEndRole) {
    let admin = city.city_officer(Role::CityAdmin).await.actor().await;
    (may_manage_person(&admin, person).unwrap(), may_end_role(&admin, person).unwrap())
}

fn problem<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Problem {
    match outcome {
        Err(CommandError::Problems(problems)) => problems[0].clone(),
        other => panic!("no problem at a field: {other:?}"),
    }
}

fn roles(actor: &Actor) -> Vec<Role> {
    actor.assignments().iter().map(|held| held.role).collect()
}

async fn held(services: &Services, account: AccountId) -> Vec<assignments::HeldRole> {
    assignments::of_account(&mut services.database.read().await.unwrap(), account).await.unwrap()
}

both_databases!(
    async fn a_place_says_which_of_its_roles_somebody_holds(city: TestCity) {
        let legok = city.region(&LEGOK.region()).await.id;
        let at = async |day| assignments::roles_at(&mut city.read().await, legok, day).await.unwrap();
        assert!(at(city.today()).await.is_empty());
        let officers = [city.office_of(LEGOK).await, city.office_of(LEGOK).await];
        city.officer(Role::RtHead, LEGOK.rt(1).as_str()).await;
        assert_eq!(at(city.today()).await, [Role::KelurahanOfficer], "each once, and none of the RTs below");
        assert!(at(day("1999-01-01")).await.is_empty());
        let held = held(&city.services, officers[0].id).await[0].id;
        let mut tx = city.begin().await;
        assignments::set_days(&mut tx, held, day("2027-01-01"), Some(day("2027-01-31"))).await.unwrap();
        let on = async |tx: &mut Tx, day| assignments::roles_at(tx, legok, day).await.unwrap();
        assert_eq!(on(&mut tx, day("2027-02-01")).await, [Role::KelurahanOfficer], "the other stays");
    }

    async fn an_assignment_reads_back_with_the_name_of_its_place(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let (legok, pupr) = (city.region(&LEGOK.region()).await.id, city.agency(PUPR).await.id());
        let mut tx = city.begin().await;
        for (role, region, agency, from) in [
            (Role::KelurahanOfficer, Some(legok), None, "2027-01-01"),
            (Role::AgencyVerifier, None, Some(pupr), "2027-01-02"),
            (Role::Planner, None, None, "2027-01-03"),
        ] {
            let new = NewAssignment {
                id: AssignmentId(city.services.clock.new_id()),
                account: person.id,
                role,
                region,
                agency,
                from: day(from),
                to: Some(day("2027-12-31")),
            };
            assignments::insert(&mut tx, &new).await.unwrap();
        }
        let held = assignments::of_account(&mut tx, person.id).await.unwrap();
        let places: Vec<Option<&str>> = held.iter().map(|held| held.place.as_deref()).collect();
        assert_eq!(places, [Some("Legok"), Some("PUPR"), None], "in the order of their first days");
        let first = &held[0].assignment;
        assert_eq!((first.role, first.region.clone(), first.agency), (Role::KelurahanOfficer, Some(LEGOK.region()), None));
        assert_eq!((first.from, first.to), (day("2027-01-01"), Some(day("2027-12-31"))));
        let several = assignments::of_accounts(&mut tx, &[person.id, AccountId(city.services.clock.new_id())]).await.unwrap();
        assert_eq!(several.iter().map(|held| held.id).collect::<Vec<_>>(), held.iter().map(|held| held.id).collect::<Vec<_>>());
        assert!(assignments::of_accounts(&mut tx, &[]).await.unwrap().is_empty());
    }

    async fn ending_touches_one_assignment_or_fails(city: TestCity) {
        let officer = city.office_of(LEGOK).await;
        let id = held(&city.services, officer.id).await[0].id;
        let mut tx = city.begin().await;
        let days = (day("2027-01-01"), Some(day("2027-01-19")));
        assignments::set_days(&mut tx, id, days.0, days.1).await.unwrap();
        assert_eq!(assignments::of_account(&mut tx, officer.id).await.unwrap()[0].assignment.to, Some(day("2027-01-19")));
        let unknown = AssignmentId(city.services.clock.new_id());
        assert!(matches!(assignments::set_days(&mut tx, unknown, days.0, days.1).await, Err(Failure::RowCount { rows: 0, .. })));
    }

    async fn a_role_counts_from_its_first_day_to_its_last(city: TestCity) {
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (permit, _) = permits(&city, person.id).await;
        let new = RoleGrant { from: day("2027-01-21"), to: Some(day("2027-01-22")), ..grant(Role::RtHead, LEGOK.rt(1).as_str()) };
        commands::grant_role(&city.services, &permit, new).await.unwrap();
        for expected in [&[][..], &[Role::RtHead], &[Role::RtHead], &[]] {
            assert_eq!(roles(&person.actor().await), expected, "{}", city.today());
            city.pass_days(1);
        }
    }

    async fn giving_and_ending_a_role_ends_every_session(city: TestCity) {
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (permit, ending) = permits(&city, person.id).await;
        let token = person.session().await;
        commands::grant_role(&city.services, &permit, grant(Role::Moderator, "")).await.unwrap();
        assert!(actor_of(&city.services, &token).await.unwrap().signed_in().is_none());
        let token = person.session().await;
        let id = held(&city.services, person.id).await[0].id;
        commands::end_role(&city.services, &ending, id).await.unwrap();
        assert!(actor_of(&city.services, &token).await.unwrap().signed_in().is_none());
        assert!(roles(&person.actor().await).is_empty(), "ended means ended today");
    }

    async fn an_ended_role_is_ended_once(city: TestCity) {
        let former = city.former_officer(&[(Role::Planner, "")]).await;
        let (_, ending) = permits(&city, former.id).await;
        let token = former.session().await;
        let before = held(&city.services, former.id).await;
        city.pass_days(10);
        commands::end_role(&city.services, &ending, before[0].id).await.unwrap();
        assert_eq!(held(&city.services, former.id).await[0].assignment.to, before[0].assignment.to);
        assert!(actor_of(&city.services, &token).await.unwrap().signed_in().is_some(), "nothing changed, nobody is signed out");
    }

    async fn the_same_role_twice_is_given_once(city: TestCity) {
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (permit, _) = permits(&city, person.id).await;
        for _ in 0..2 {
            commands::grant_role(&city.services, &permit, grant(Role::KecamatanOfficer, DANAU_SIPIN.code)).await.unwrap();
        }
        assert_eq!(held(&city.services, person.id).await.len(), 1);
    }

    async fn a_role_needs_a_person_a_fitting_place_and_days_in_order(city: TestCity) {
        let person = city.confirmed_resident_of(&LEGOK.rt(1)).await;
        let (permit, _) = permits(&city, person.id).await;
        for (role, place, refusal) in [
            (Role::RtHead, LEGOK.code, Refusal::RegionUnknown),
            (Role::KelurahanOfficer, "15.71.10.9999", Refusal::RegionUnknown),
            (Role::AgencyVerifier, "9-99", Refusal::RegionUnknown),
        ] {
            let outcome = commands::grant_role(&city.services, &permit, grant(role, place)).await;
            assert_eq!(problem(outcome), Problem::new("place", refusal), "{role:?} at {place}");
        }
        for role in [Role::Moderator, Role::Planner] {
            let backwards = RoleGrant { to: Some(day("2027-01-19")), ..grant(role, "") };
            assert_eq!(problem(commands::grant_role(&city.services, &permit, backwards).await).field, "to");
        }
        let nobody = AccountId(city.services.clock.new_id());
        let outcome = commands::grant_without_permit(&city.services, nobody, grant(Role::Planner, "")).await;
        assert!(matches!(outcome, Err(CommandError::Refused(Refusal::NotFound))));
        assert!(held(&city.services, person.id).await.is_empty());
    }

    async fn a_role_is_ended_only_at_the_person_who_holds_it(city: TestCity) {
        let officer = city.office_of(LEGOK).await;
        let id = held(&city.services, officer.id).await[0].id;
        let other = city.resident_of(&LEGOK.rt(1)).await;
        let (_, ending) = permits(&city, other.id).await;
        let outcome = commands::end_role(&city.services, &ending, id).await;
        assert!(matches!(outcome, Err(CommandError::Refused(Refusal::NotFound))));
        assert_eq!(roles(&officer.actor().await), [Role::KelurahanOfficer]);
    }
);
