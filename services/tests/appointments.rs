//! Who gives roles to whom: nobody to themselves, some only together with a second admin, and somebody always stays
//! admin. Contract of `store/appointments.rs` as well.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use domain::{
    account::Role,
    clock::Day,
    ids::{AccountId, AppointmentId},
    permission::{may_act_as_self, may_end_role, may_inspect, may_manage_people, may_manage_person},
    refusal::Refusal,
};
use services::{
    CommandError, Problem, Visit,
    commands::{self, Granted, Post, RoleGrant},
    queries::{acts, inbox::inbox, people},
    store::{accounts, appointments, assignments},
};
use testing::typed::{claim, note};
use testing::{LEGOK, MURNI, TestCity, TestPerson, both_databases};

fn refusal<T: std::fmt::Debug>(outcome: Result<T, CommandError>) -> Refusal {
    match outcome {
        Err(CommandError::Refused(refusal)) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn of_the_city(role: Role) -> RoleGrant {
    RoleGrant { role, place: Post::City, from: day("2027-01-20"), to: None }
}

async fn admins(city: &TestCity) -> (TestPerson, TestPerson) {
    (city.city_officer(Role::CityAdmin).await, city.city_officer(Role::CityAdmin).await)
}

/// `admin` wants to give a role to somebody.
async fn propose(city: &TestCity, admin: &TestPerson, person: &TestPerson, role: Role) -> AppointmentId {
    let permit = may_manage_person(&admin.actor().await, person.id).unwrap();
    let granted = commands::grant_role(&city.services, &permit, of_the_city(role)).await.unwrap();
    assert_eq!(granted, Granted::AwaitsSecondAdmin);
    waiting(city, person.id).await[0]
}

async fn waiting(city: &TestCity, person: AccountId) -> Vec<AppointmentId> {
    appointments::waiting(&mut city.read().await, Some(person)).await.unwrap().into_iter().map(|waiting| waiting.id).collect()
}

async fn roles(person: &TestPerson) -> Vec<Role> {
    person.actor().await.assignments().iter().map(|held| held.role).collect()
}

both_databases!(
    async fn the_second_admin_reads_among_the_tasks_that_an_appointment_waits(city: TestCity) {
        let (first, second) = admins(&city).await;
        propose(&city, &first, &city.resident_of(&LEGOK.rt(1)).await, Role::Planner).await;
        propose(&city, &first, &second, Role::Inspector).await;
        let planner = city.city_officer(Role::Planner).await;
        for (person, waits) in [(&second, 1), (&first, 0), (&planner, 0)] {
            let actor = person.actor().await;
            let inbox = inbox(&city.services, &actor, &may_act_as_self(&actor).unwrap()).await.unwrap();
            assert_eq!(inbox.appointments, waits, "not one's own, nor what one proposed");
        }
    }

    async fn planners_admins_and_inspectors_are_appointed_by_two_admins(city: TestCity) {
        let (first, second) = admins(&city).await;
        for role in [Role::Planner, Role::CityAdmin, Role::Inspector] {
            let person = city.resident_of(&LEGOK.rt(1)).await;
            let id = propose(&city, &first, &person, role).await;
            assert!(roles(&person).await.is_empty(), "{role:?}: what waits counts for nothing");
            let token = person.session().await;
            assert_eq!(commands::confirm_appointment(&city.services, &second.actor().await, id).await.unwrap(), person.id);
            assert_eq!(roles(&person).await, [role]);
            let before = services::queries::actor::actor_of(&city.services, &token).await.unwrap();
            assert!(before.signed_in().is_none(), "a new role ends every session");
            assert!(waiting(&city, person.id).await.is_empty());
        }
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let permit = may_manage_person(&first.actor().await, person.id).unwrap();
        for role in [Role::Moderator, Role::RtHead, Role::KelurahanOfficer] {
            let place = if role == Role::RtHead { LEGOK.rt(1).to_string() } else { LEGOK.code.to_owned() };
            let granted =
                commands::grant_role(&city.services, &permit, RoleGrant { place: Post::of(role, &place).unwrap(), ..of_the_city(role) })
                    .await
                    .unwrap();
            assert_eq!(granted, Granted::Held, "{role:?}");
        }
    }

    async fn nobody_appoints_themselves_by_any_way(city: TestCity) {
        let (first, second) = admins(&city).await;
        let me = first.actor().await;
        assert_eq!(may_manage_person(&me, first.id).err(), Some(Refusal::NotOnYourself));
        // The other one proposes me: I may not be the second admin of my own role.
        let id = propose(&city, &second, &first, Role::Planner).await;
        assert_eq!(refusal(commands::confirm_appointment(&city.services, &me, id).await), Refusal::NotOnYourself);
        let other = second.actor().await;
        assert_eq!(refusal(commands::confirm_appointment(&city.services, &other, id).await), Refusal::AnotherConfirms);
        for role in [Role::Planner, Role::Inspector, Role::KelurahanOfficer] {
            let stranger = city.officer(role, if role == Role::KelurahanOfficer { LEGOK.code } else { "" }).await.actor().await;
            assert_eq!(refusal(commands::confirm_appointment(&city.services, &stranger, id).await), Refusal::NotYourOffice);
            assert_eq!(refusal(commands::refuse_appointment(&city.services, &stranger, id).await), Refusal::NotYourOffice);
        }
        assert_eq!(roles(&first).await, [Role::CityAdmin]);
    }

    async fn a_role_waits_once_and_is_settled_once(city: TestCity) {
        let (first, second) = admins(&city).await;
        let third = city.city_officer(Role::CityAdmin).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let id = propose(&city, &first, &person, Role::Planner).await;
        assert_eq!(propose(&city, &second, &person, Role::Planner).await, id, "the same again is the same");
        let permit = may_manage_person(&first.actor().await, person.id).unwrap();
        let longer = RoleGrant { to: Some(day("2027-12-31")), ..of_the_city(Role::Planner) };
        match commands::grant_role(&city.services, &permit, longer).await {
            Err(CommandError::Problems(problems)) => assert_eq!(problems, [Problem::new("role", Refusal::RoleWaits)]),
            other => panic!("{other:?}"),
        }
        let (second, third) = (second.actor().await, third.actor().await);
        let (one, other) = tokio::join!(
            commands::confirm_appointment(&city.services, &second, id),
            commands::confirm_appointment(&city.services, &third, id),
        );
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
        assert_eq!(roles(&person).await, [Role::Planner]);
        assert_eq!(refusal(commands::refuse_appointment(&city.services, &third, id).await), Refusal::NotFound);
        let outcome = commands::grant_role(&city.services, &permit, of_the_city(Role::Planner)).await.unwrap();
        assert_eq!(outcome, Granted::Held, "and is not proposed again");
    }

    async fn what_the_machine_gives_waits_no_longer_and_nobody_has_refused_it(city: TestCity) {
        let (first, second) = admins(&city).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let id = propose(&city, &first, &person, Role::Planner).await;
        let longer = RoleGrant { to: Some(day("2027-12-31")), ..of_the_city(Role::Planner) };
        commands::grant_without_permit(&city.services, person.id, longer).await.unwrap();
        assert_eq!(waiting(&city, person.id).await, [id], "for other days");
        commands::grant_without_permit(&city.services, person.id, of_the_city(Role::Planner)).await.unwrap();
        assert!(waiting(&city, person.id).await.is_empty());
        let second = second.actor().await;
        assert_eq!(refusal(commands::confirm_appointment(&city.services, &second, id).await), Refusal::NotFound);
        // An earlier version left it waiting.
        let mut tx = city.begin().await;
        let left = appointments::NewAppointment {
            id,
            account: person.id,
            role: Role::Planner,
            from: day("2027-01-20"),
            to: None,
            proposed_by: Some(first.id),
            proposed_at: city.now(),
        };
        assert!(appointments::insert(&mut tx, &left).await.unwrap());
        tx.commit().await.unwrap();
        assert_eq!(commands::confirm_appointment(&city.services, &second, id).await.unwrap(), person.id);
        assert!(waiting(&city, person.id).await.is_empty());
        let lines = acts::log(&city.services, &may_inspect(&first.actor().await).unwrap(), None).await.unwrap();
        assert!(lines.iter().all(|line| line.action != "role_refused"));
    }

    async fn a_refused_role_is_not_given(city: TestCity) {
        let (first, second) = admins(&city).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        for admin in [&second, &first] {
            let id = propose(&city, &first, &person, Role::Planner).await;
            commands::refuse_appointment(&city.services, &admin.actor().await, id).await.unwrap();
            assert_eq!(refusal(commands::confirm_appointment(&city.services, &second.actor().await, id).await), Refusal::NotFound);
        }
        assert!(roles(&person).await.is_empty());
    }

    async fn an_admin_who_is_alone_is_told_so(city: TestCity) {
        let only = may_manage_people(&city.city_officer(Role::CityAdmin).await.actor().await).unwrap();
        city.former_officer(&[(Role::CityAdmin, "")]).await;
        assert!(!people::has_second_admin(&city.services, &only).await.unwrap());
        city.city_officer(Role::CityAdmin).await;
        assert!(people::has_second_admin(&city.services, &only).await.unwrap());
    }

    async fn roles_lie_between_the_years_2000_and_2100(city: TestCity) {
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let permit = may_manage_person(&city.city_officer(Role::CityAdmin).await.actor().await, person.id).unwrap();
        let wrong = Refusal::YearOutOfRange { first: 2000, last: 2100 };
        for (from, to, field) in [
            ("0001-01-01", None, "from"),
            ("-0001-01-01", None, "from"),
            ("-4713-01-01", None, "from"),
            ("+262142-12-31", None, "from"),
            ("2027-01-20", Some("+262142-12-31"), "to"),
            ("2027-01-20", Some("2101-01-01"), "to"),
        ] {
            for role in [Role::Moderator, Role::Planner] {
                let grant = RoleGrant { from: day(from), to: to.map(day), ..of_the_city(role) };
                match commands::grant_role(&city.services, &permit, grant).await {
                    Err(CommandError::Problems(problems)) => assert_eq!(problems, [Problem::new(field, wrong.clone())], "{from} {to:?}"),
                    other => panic!("{from} {to:?}: {other:?}"),
                }
            }
        }
    }

    async fn the_last_city_admin_stays(city: TestCity) {
        let only = city.city_officer(Role::CityAdmin).await;
        let held = assignments::of_account(&mut city.read().await, only.id).await.unwrap()[0].id;
        let ending = may_end_role(&only.actor().await, only.id).unwrap();
        assert_eq!(refusal(commands::end_role(&city.services, &ending, held).await), Refusal::LastAdmin);
        // Neither a closed account nor a role of the past or the future counts.
        city.former_officer(&[(Role::CityAdmin, "")]).await;
        let closed = city.city_officer(Role::CityAdmin).await;
        let permit = may_manage_person(&only.actor().await, closed.id).unwrap();
        commands::close_account(&city.services, &permit, &note("pindah tugas")).await.unwrap();
        assert_eq!(refusal(commands::end_role(&city.services, &ending, held).await), Refusal::LastAdmin);
        let other = city.city_officer(Role::CityAdmin).await;
        assert_eq!(assignments::admins_besides(&mut city.read().await, only.id, city.today()).await.unwrap(), 1);
        commands::end_role(&city.services, &ending, held).await.unwrap();
        assert!(roles(&only).await.is_empty() && roles(&other).await == [Role::CityAdmin]);
    }

    async fn two_admins_who_end_each_other_at_one_moment_leave_one(city: TestCity) {
        let (first, second) = admins(&city).await;
        let held = async |person: &TestPerson| assignments::of_account(&mut city.read().await, person.id).await.unwrap()[0].id;
        let (of_first, of_second) = (held(&first).await, held(&second).await);
        let by_first = may_end_role(&first.actor().await, second.id).unwrap();
        let by_second = may_end_role(&second.actor().await, first.id).unwrap();
        let (one, other) = tokio::join!(
            commands::end_role(&city.services, &by_first, of_second),
            commands::end_role(&city.services, &by_second, of_first),
        );
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
        assert_eq!(roles(&first).await.len() + roles(&second).await.len(), 1);
    }

    async fn two_admins_who_close_each_other_at_one_moment_leave_one(city: TestCity) {
        let (first, second) = admins(&city).await;
        let by_first = may_manage_person(&first.actor().await, second.id).unwrap();
        let by_second = may_manage_person(&second.actor().await, first.id).unwrap();
        let why = note("coba saja");
        let (one, other) = tokio::join!(
            commands::close_account(&city.services, &by_first, &why),
            commands::close_account(&city.services, &by_second, &why),
        );
        assert_ne!(one.is_ok(), other.is_ok(), "{one:?} {other:?}");
    }

    async fn a_closed_account_lets_nobody_in_until_it_is_opened_again(city: TestCity) {
        let (admin, other) = admins(&city).await;
        let officer = city.office_of(LEGOK).await;
        let token = officer.session().await;
        let permit = may_manage_person(&admin.actor().await, officer.id).unwrap();
        commands::close_account(&city.services, &permit, &note("Bukan petugas kelurahan lagi.")).await.unwrap();
        commands::close_account(&city.services, &permit, &note("Alasan kedua.")).await.unwrap();
        let signed_in = async |token| services::queries::actor::actor_of(&city.services, token).await.unwrap().signed_in().is_some();
        assert!(!signed_in(&token).await);
        let visit = Visit::default();
        let contact = claim(&officer.contact);
        let sign_in = || commands::sign_in(&city.services, &contact, testing::PASSWORD.into(), &visit);
        assert_eq!(refusal(sign_in().await.map(|_| ())), Refusal::SignInFailed);
        let inspect = may_inspect(&admin.actor().await).unwrap();
        let closed = people::person_page(&city.services, &inspect, officer.id).await.unwrap().unwrap().closed.unwrap();
        assert_eq!(closed.reason.as_deref(), Some("Bukan petugas kelurahan lagi."), "the first reason stands");
        // Nobody gives a role to a closed account.
        let grant = RoleGrant { place: Post::Region(MURNI.region()), ..of_the_city(Role::KelurahanOfficer) };
        assert_eq!(refusal(commands::grant_role(&city.services, &permit, grant).await), Refusal::AccountClosed);
        let outcome = commands::grant_role(&city.services, &permit, of_the_city(Role::Planner)).await;
        assert_eq!(refusal(outcome), Refusal::AccountClosed);
        commands::open_account(&city.services, &may_manage_person(&other.actor().await, officer.id).unwrap()).await.unwrap();
        assert!(sign_in().await.is_ok());
        assert!(!signed_in(&token).await, "what was signed out stays so");
    }

    async fn what_waits_for_a_person_goes_with_the_account(city: TestCity) {
        let (first, second) = admins(&city).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let id = propose(&city, &first, &person, Role::Planner).await;
        let permit = may_manage_person(&second.actor().await, person.id).unwrap();
        commands::close_account(&city.services, &permit, &note("Dua akun untuk satu orang.")).await.unwrap();
        assert_eq!(refusal(commands::confirm_appointment(&city.services, &second.actor().await, id).await), Refusal::NotFound);
        let mut tx = city.begin().await;
        assert!(!appointments::remove(&mut tx, person.id, Role::Planner).await.unwrap());
        appointments::remove_of(&mut tx, person.id).await.unwrap();
        assignments::lock_admins(&mut tx).await.unwrap();
        let new = || appointments::NewAppointment {
            id: AppointmentId(city.services.clock.new_id()),
            account: person.id,
            role: Role::Planner,
            from: day("2027-01-20"),
            to: None,
            proposed_by: Some(first.id),
            proposed_at: city.now(),
        };
        assert!(appointments::insert(&mut tx, &new()).await.unwrap() && !appointments::insert(&mut tx, &new()).await.unwrap());
        assert!(appointments::remove(&mut tx, person.id, Role::Planner).await.unwrap());
        assert!(!accounts::disable(&mut tx, person.id, "lagi", city.now()).await.unwrap());
        assert!(accounts::enable(&mut tx, person.id).await.unwrap() && !accounts::enable(&mut tx, person.id).await.unwrap());
    }

    async fn the_log_says_who_gave_which_role_where_to_whom_and_for_how_long(city: TestCity) {
        let (first, second) = admins(&city).await;
        let person = city.resident_of(&LEGOK.rt(1)).await;
        let permit = may_manage_person(&first.actor().await, person.id).unwrap();
        let grant = RoleGrant { place: Post::Region(LEGOK.region()), to: Some(day("2027-12-31")), ..of_the_city(Role::KelurahanOfficer) };
        commands::grant_role(&city.services, &permit, grant).await.unwrap();
        let id = propose(&city, &first, &person, Role::Inspector).await;
        commands::confirm_appointment(&city.services, &second.actor().await, id).await.unwrap();
        let held = people::roles_of(&city.services, person.id).await.unwrap();
        let officer = held.iter().find(|held| held.assignment.role == Role::KelurahanOfficer).unwrap().id;
        commands::end_role(&city.services, &may_end_role(&second.actor().await, person.id).unwrap(), officer).await.unwrap();
        let lines = acts::log(&city.services, &may_inspect(&first.actor().await).unwrap(), None).await.unwrap();
        let told: Vec<(&str, &str, Option<&str>)> = lines[..4]
            .iter()
            .map(|line| (line.action.as_str(), line.detail["role"].as_str().unwrap(), line.person.as_ref().map(|(_, name)| name.as_str())))
            .collect();
        let whom = Some("Warga Contoh");
        let officer = "kelurahan_officer";
        assert_eq!(
            told,
            [
                ("role_ended", officer, whom),
                ("role_granted", "inspector", whom),
                ("role_proposed", "inspector", whom),
                ("role_granted", officer, whom)
            ]
        );
        for (line, to) in [(&lines[0], "2027-01-19"), (&lines[3], "2027-12-31")] {
            let facts = ["place", "place_name", "from", "to"].map(|name| line.detail[name].as_str().unwrap());
            assert_eq!(facts, [LEGOK.code, LEGOK.name, "2027-01-20", to]);
            assert_eq!((line.role.as_deref(), line.person.as_ref().map(|(id, _)| *id)), (Some("city_admin"), Some(person.id)));
        }
        assert_eq!(lines[1].detail["proposed_by"], first.id.to_string(), "of two admins both are named");
    }
);
