//! Who may do what, by tables: the rules of `domain::permission`.

use domain::{
    account::{Actor, Assignment, Role},
    city::Setting,
    clock::Day,
    comment::Subject,
    ids::{AccountId, AgencyId, AppointmentId, MusrenbangId, ProposalId},
    permission::{
        Authorship, CodeOwner, Seat, WaitingRole, may_answer, may_answer_objection, may_comment, may_confirm_appointment,
        may_confirm_residence, may_end_role, may_make_code, may_manage_people, may_manage_person, may_mark_budget, may_mend, may_object,
        may_refuse_appointment, may_report_works, may_run_musrenbang, may_second, may_see_settings, may_set, may_support,
    },
    refusal::Refusal,
    region::RegionCode,
};
use uuid::Uuid;

const LEGOK_RT: &str = "15.71.10.1003-018";
const MEETING: MusrenbangId = MusrenbangId(Uuid::from_u128(100));

fn written_by(number: u128, is_recorded: bool) -> Authorship {
    let (id, author) = (ProposalId(Uuid::from_u128(200 + number)), AccountId(Uuid::from_u128(number)));
    Authorship { id, author, is_recorded, is_seconded: false }
}

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).expect(text)
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn somebody(number: u128, confirmed: bool, role: Option<(Role, Option<&str>, Option<AgencyId>)>) -> Actor {
    let held = role.map(|(role, region, agency)| Assignment {
        role,
        region: region.map(code),
        agency,
        from: day("2027-01-01"),
        to: Some(day("2027-12-31")),
    });
    Actor::signed(
        AccountId(Uuid::from_u128(number)),
        "Contoh".into(),
        Some(code(LEGOK_RT)),
        confirmed,
        held.into_iter().collect(),
        day("2027-06-01"),
    )
}

#[test]
fn only_confirmed_residents_count() {
    let one = written_by(1, false).id;
    assert_eq!(may_support(&Actor::public(), one).err(), Some(Refusal::SignInFirst));
    assert_eq!(may_support(&somebody(1, false, None), one).err(), Some(Refusal::ResidenceNotConfirmed));
    assert!(may_support(&somebody(1, true, None), one).is_ok());
    assert!(may_comment(&somebody(1, false, None), Subject::Proposal(one)).is_ok(), "speech is not tied to residence");
}

#[test]
fn an_objection_is_raised_by_its_proposer_or_rt_and_answered_by_the_office_above_that_did_not_decide() {
    use domain::cycle::StageKind as S;
    let rt = code(LEGOK_RT);
    let proposal = written_by(1, false);
    let with = |number, role, region: Option<&'static str>| somebody(number, true, Some((role, region, None)));
    let head = with(2, Role::RtHead, Some(LEGOK_RT));
    let raises = |actor: &Actor, stage| may_object(actor, &proposal, Some(&rt), stage).is_ok();
    assert!(raises(&somebody(1, true, None), S::Rt) && !raises(&somebody(3, true, None), S::Kelurahan));
    assert!(raises(&head, S::Kelurahan) && !raises(&head, S::Rt), "nobody objects to their own meeting");
    assert!(!raises(&with(2, Role::RtHead, Some("15.71.10.1003-019")), S::Kelurahan), "another RT");

    let lurah = with(4, Role::KelurahanOfficer, Some("15.71.10.1003"));
    let camat = with(5, Role::KecamatanOfficer, Some("15.71.10"));
    let planner = with(6, Role::Planner, None);
    let answers = |actor: &Actor, stage| may_answer_objection(actor, &proposal, &rt, stage, Some(AccountId(Uuid::from_u128(7)))).is_ok();
    for (stage, by) in [(S::Rt, [true, false, false]), (S::Kelurahan, [false, true, false]), (S::Kecamatan, [false, false, true])] {
        assert_eq!([&lurah, &camat, &planner].map(|actor| answers(actor, stage)), by, "{stage:?}");
    }
    assert!(answers(&planner, S::AgencyForum) && answers(&planner, S::Kota));
    let own_hand = may_answer_objection(&planner, &proposal, &rt, S::Kota, Some(AccountId(Uuid::from_u128(6))));
    assert_eq!(own_hand.err(), Some(Refusal::DecidedByYou));
    let own = may_answer_objection(&camat, &written_by(5, false), &rt, S::Kelurahan, None);
    assert_eq!(own.err(), Some(Refusal::NotOnYourself));
}

#[test]
fn a_meeting_is_run_by_its_own_office_only() {
    let agency = AgencyId(Uuid::from_u128(7));
    let seats = [
        Seat::Rt(code(LEGOK_RT)),
        Seat::Kelurahan(code("15.71.10.1003")),
        Seat::Kecamatan(code("15.71.10")),
        Seat::AgencyForum(agency),
        Seat::Kota,
    ];
    let table = [
        (Role::RtHead, Some(LEGOK_RT), None, [true, false, false, false, false]),
        (Role::RtHead, Some("15.71.10.1003-019"), None, [false; 5]),
        (Role::KelurahanOfficer, Some("15.71.10.1003"), None, [true, true, false, false, false]),
        (Role::KelurahanOfficer, Some("15.71.10.1004"), None, [false; 5]),
        (Role::KecamatanOfficer, Some("15.71.10"), None, [false, false, true, false, false]),
        (Role::AgencyVerifier, None, Some(agency), [false, false, false, true, false]),
        (Role::AgencyVerifier, None, Some(AgencyId(Uuid::from_u128(8))), [false; 5]),
        (Role::Planner, None, None, [false, false, false, false, true]),
        (Role::CityAdmin, None, None, [false; 5]),
        (Role::Inspector, None, None, [false; 5]),
        (Role::Moderator, None, None, [false; 5]),
    ];
    for (role, region, held, expected) in table {
        let actor = somebody(1, true, Some((role, region, held)));
        assert_eq!(seats.each_ref().map(|seat| may_run_musrenbang(&actor, MEETING, seat).is_ok()), expected, "{role:?} {region:?}");
    }
}

#[test]
fn nobody_decides_on_their_own() {
    let officer = somebody(1, true, Some((Role::KelurahanOfficer, Some("15.71.10.1003"), None)));
    let running = may_run_musrenbang(&officer, MEETING, &Seat::Kelurahan(code("15.71.10.1003"))).expect("their meeting");
    assert_eq!(running.on(&written_by(1, false)).err(), Some(Refusal::NotOnYourself));
    let recorded = written_by(1, true);
    assert_eq!(running.on(&recorded).err(), Some(Refusal::RecordedByYou), "recorded for a resident");
    assert!(running.on(&Authorship { is_seconded: true, ..recorded }).is_ok(), "and found in order by another");
    assert_eq!(running.on(&Authorship { is_seconded: true, ..written_by(1, false) }).err(), Some(Refusal::NotOnYourself));
    let deciding = running.on(&written_by(2, false)).expect("somebody else's");
    assert_eq!((deciding.meeting(), deciding.proposal()), (MEETING, written_by(2, false).id), "this one, in this meeting");
    for is_recorded in [false, true] {
        assert_eq!(deciding.merging_into(&written_by(1, is_recorded)).err(), Some(Refusal::NotOnYourself));
    }
    let merging = deciding.merging_into(&written_by(3, false)).expect("neither is theirs");
    assert_eq!((merging.proposal(), merging.target()), (written_by(2, false).id, written_by(3, false).id));
    assert_eq!(may_confirm_residence(&officer, &code(LEGOK_RT), AccountId(Uuid::from_u128(1))).err(), Some(Refusal::NotOnYourself));
}

#[test]
fn a_role_is_given_by_somebody_else_and_confirmed_by_a_third() {
    let (me, person, other) = (AccountId(Uuid::from_u128(1)), AccountId(Uuid::from_u128(2)), AccountId(Uuid::from_u128(3)));
    let admin = somebody(1, true, Some((Role::CityAdmin, None, None)));
    assert_eq!(may_manage_person(&admin, me).err(), Some(Refusal::NotOnYourself));
    assert_eq!(may_manage_person(&admin, person).map(|permit| permit.person()), Ok(person));
    let waiting = |person, proposed_by| WaitingRole { id: AppointmentId(Uuid::from_u128(300)), person, proposed_by };
    assert_eq!(may_confirm_appointment(&admin, waiting(person, Some(me))).err(), Some(Refusal::AnotherConfirms));
    assert_eq!(may_confirm_appointment(&admin, waiting(me, Some(other))).err(), Some(Refusal::NotOnYourself));
    assert_eq!(may_confirm_appointment(&admin, waiting(me, None)).err(), Some(Refusal::NotOnYourself));
    assert!(may_confirm_appointment(&admin, waiting(person, Some(other))).is_ok());
    assert!(may_confirm_appointment(&admin, waiting(person, None)).is_ok(), "the machine is the first of the two");
    assert!(may_refuse_appointment(&admin, waiting(me, Some(me)).id).is_ok(), "not giving a role needs nobody's consent");
    assert!(may_end_role(&admin, me).is_ok(), "whoever wants to leave may, as long as somebody stays");
    let planner = somebody(1, true, Some((Role::Planner, None, None)));
    assert_eq!(may_manage_person(&planner, person).err(), Some(Refusal::NotYourOffice));
    assert_eq!(may_end_role(&planner, person).err(), Some(Refusal::NotYourOffice));
    assert_eq!(may_confirm_appointment(&planner, waiting(person, Some(other))).err(), Some(Refusal::NotYourOffice));
    assert_eq!(may_refuse_appointment(&planner, waiting(person, None).id).err(), Some(Refusal::NotYourOffice));
}

#[test]
fn what_an_office_recorded_is_known_by_another_and_mended_by_whoever_holds_the_office() {
    let rt = code(LEGOK_RT);
    let recorded = written_by(1, true);
    for (role, region, seconds, mends) in [
        (Role::RtHead, LEGOK_RT, true, true),
        (Role::RtHead, "15.71.10.1003-019", false, false),
        (Role::KelurahanOfficer, "15.71.10.1003", true, true),
        (Role::KelurahanOfficer, "15.71.10.1002", false, false),
        (Role::KecamatanOfficer, "15.71.10", true, false),
    ] {
        let other = somebody(2, true, Some((role, Some(region), None)));
        assert_eq!(may_second(&other, &recorded, &rt).is_ok(), seconds, "{role:?} {region}");
        assert_eq!(may_mend(&other, &recorded, Some(&rt)).is_ok(), mends, "{role:?} {region}");
        assert!(may_mend(&other, &written_by(1, false), Some(&rt)).is_err(), "a resident's own stays the resident's");
        let recorder = somebody(1, true, Some((role, Some(region), None)));
        assert!(may_second(&recorder, &recorded, &rt).is_err(), "nobody seconds themselves");
        assert!(may_mend(&recorder, &recorded, None).is_ok());
    }
}

#[test]
fn no_office_opens_the_account_of_another_office() {
    let legok = code(LEGOK_RT);
    let lurah = somebody(1, true, Some((Role::KelurahanOfficer, Some("15.71.10.1003"), None)));
    let admin = somebody(2, true, Some((Role::CityAdmin, None, None)));
    let rt_head = somebody(3, true, Some((Role::RtHead, Some(LEGOK_RT), None)));
    let ask = |actor: &Actor, account: u128, home: Option<&RegionCode>, roles: &[Role]| {
        may_make_code(actor, &CodeOwner { account: AccountId(Uuid::from_u128(account)), home, roles }).err()
    };
    assert_eq!(ask(&lurah, 9, Some(&legok), &[]), None);
    assert_eq!(ask(&lurah, 9, Some(&code("15.71.10.1004-001")), &[]), Some(Refusal::NotYourOffice));
    assert_eq!(ask(&lurah, 9, None, &[]), Some(Refusal::NotYourOffice));
    assert_eq!(ask(&rt_head, 9, Some(&legok), &[]), Some(Refusal::NotYourOffice));
    assert_eq!(ask(&Actor::public(), 9, Some(&legok), &[]), Some(Refusal::SignInFirst));
    for role in Role::ALL {
        let two_decide = matches!(role, Role::Planner | Role::CityAdmin | Role::Inspector);
        let (by_lurah, by_admin) = (ask(&lurah, 9, Some(&legok), &[role]), ask(&admin, 9, Some(&legok), &[role]));
        assert_eq!(by_lurah, Some(if two_decide { Refusal::CodeAtMachineOnly } else { Refusal::CodeByAdminOnly }), "{role:?}");
        assert_eq!(by_admin, two_decide.then_some(Refusal::CodeAtMachineOnly), "{role:?}");
    }
    assert_eq!(ask(&admin, 9, None, &[]), None);
    assert_eq!(
        (ask(&admin, 2, None, &[]), ask(&lurah, 1, Some(&legok), &[])),
        (Some(Refusal::NotOnYourself), Some(Refusal::NotOnYourself))
    );
}

#[test]
fn budget_is_the_planners_and_works_are_the_agencys_too() {
    let (agency, other) = (AgencyId(Uuid::from_u128(7)), AgencyId(Uuid::from_u128(8)));
    let planner = somebody(1, true, Some((Role::Planner, None, None)));
    let verifier = somebody(2, true, Some((Role::AgencyVerifier, None, Some(agency))));
    let one = written_by(3, false).id;
    assert!(may_mark_budget(&planner, one).is_ok() && may_mark_budget(&verifier, one).is_err());
    assert!(may_report_works(&planner, one, None).is_ok() && may_report_works(&verifier, one, Some(agency)).is_ok());
    assert!(may_report_works(&verifier, one, Some(other)).is_err() && may_report_works(&verifier, one, None).is_err());
}

#[test]
fn only_the_offices_concerned_answer() {
    let agency = AgencyId(Uuid::from_u128(7));
    let (legok, subject) = (code("15.71.10.1003"), Subject::Proposal(written_by(3, false).id));
    let table = [
        (Role::Planner, None, None, true),
        (Role::AgencyVerifier, None, Some(agency), true),
        (Role::AgencyVerifier, None, Some(AgencyId(Uuid::from_u128(8))), false),
        (Role::KelurahanOfficer, Some("15.71.10.1003"), None, true),
        (Role::KelurahanOfficer, Some("15.71.10.1002"), None, false),
        (Role::KecamatanOfficer, Some("15.71.10"), None, true),
        (Role::RtHead, Some(LEGOK_RT), None, false),
        (Role::CityAdmin, None, None, false),
    ];
    for (role, region, held, expected) in table {
        let actor = somebody(1, true, Some((role, region, held)));
        assert_eq!(may_answer(&actor, subject, Some(agency), Some(&legok)).is_ok(), expected, "{role:?} {region:?}");
    }
    let verifier = somebody(1, true, Some((Role::AgencyVerifier, None, None)));
    assert!(may_answer(&verifier, subject, None, None).is_err(), "no agency is nobody's agency");
}

#[test]
fn an_ended_assignment_is_no_assignment() {
    let held = Assignment { role: Role::CityAdmin, region: None, agency: None, from: day("2027-01-01"), to: Some(day("2027-05-31")) };
    let on = |today: &str| Actor::signed(AccountId(Uuid::nil()), "Contoh".into(), None, true, vec![held.clone()], day(today));
    assert!(may_manage_people(&on("2027-05-31")).is_ok());
    assert_eq!(may_manage_people(&on("2027-06-01")).err(), Some(Refusal::NotYourOffice));
    assert_eq!(may_manage_people(&on("2026-12-31")).err(), Some(Refusal::NotYourOffice));
}

#[test]
fn what_the_city_is_the_admin_sets_and_its_deadlines_the_planner() {
    let holding = |role| somebody(1, true, Some((role, None, None)));
    for (role, name, deadline, sees) in [
        (Role::CityAdmin, true, false, true),
        (Role::Planner, false, true, true),
        (Role::Inspector, false, false, true),
        (Role::Moderator, false, false, false),
    ] {
        let actor = holding(role);
        let may = (may_set(&actor, Setting::Name).is_ok(), may_set(&actor, Setting::VerifyDays).is_ok(), may_see_settings(&actor).is_ok());
        assert_eq!(may, (name, deadline, sees), "{role:?}");
    }
    assert_eq!(may_set(&Actor::public(), Setting::Name).err(), Some(Refusal::SignInFirst));
}
