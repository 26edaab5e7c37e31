//! Every permit names what it is for, by a table that no permit is missing from. Who gets one is in `permission`.

use domain::{
    account::{Actor, Assignment, Role},
    city::Setting,
    clock::Day,
    comment::Subject,
    cycle::StageKind,
    ids::{AccountId, AgencyId, AppointmentId, CommentId, CycleId, MusrenbangId, PlanId, ProposalId},
    permission::{
        Authorship, CodeOwner, Seat, WaitingRole, may_answer, may_answer_objection, may_comment, may_confirm_appointment,
        may_confirm_residence, may_edit_draft, may_end_role, may_enter_for_others, may_leave, may_like, may_make_code, may_manage_person,
        may_manage_plan, may_mark_budget, may_mend, may_moderate, may_object, may_propose, may_read_delegates, may_refuse_appointment,
        may_report_works, may_run_musrenbang, may_second, may_set, may_set_weights, may_support, may_take_stance,
    },
    region::RegionCode,
};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Somebody with every hat.
fn officer() -> Actor {
    let today: Day = "2027-06-01".parse().expect("a day");
    let held = |role, region: Option<RegionCode>| Assignment { role, region, agency: None, from: today, to: None };
    let kelurahan = RegionCode::parse("15.71.10.1003").expect("a code");
    let roles = [Role::CityAdmin, Role::Planner, Role::Moderator].map(|role| held(role, None));
    let roles = [held(Role::KelurahanOfficer, Some(kelurahan))].into_iter().chain(roles).collect();
    Actor::signed(AccountId(Uuid::from_u128(1)), "Contoh".into(), Some(rt()), true, roles, today)
}

fn rt() -> RegionCode {
    RegionCode::parse("15.71.10.1003-018").expect("a code")
}

/// Permits for the things with these numbers: each with what it was asked for and what it names.
fn permits(number: u128) -> Vec<(&'static str, Vec<Uuid>, Vec<Uuid>)> {
    let actor = officer();
    let [one, two, three] = [0, 1, 2].map(|more| Uuid::from_u128(number + more));
    let (person, proposal, agency, plan) = (AccountId(one), ProposalId(one), AgencyId(two), PlanId(one));
    let by = |id| Authorship { id: ProposalId(id), author: AccountId(Uuid::from_u128(2)), is_recorded: true, is_seconded: false };
    let waiting = WaitingRole { id: AppointmentId(one), person: AccountId(two), proposed_by: None };
    let running = may_run_musrenbang(&actor, MusrenbangId(one), &Seat::Kota).expect("may run");
    let deciding = running.on(&by(two)).expect("may decide");
    let merging = deciding.merging_into(&by(three)).expect("may merge");
    let confirming = may_confirm_appointment(&actor, waiting).expect("may confirm");
    let managing = may_manage_plan(&actor, plan, agency).expect("may manage");
    let owner = CodeOwner { account: person, home: None, roles: &[] };
    let answering = may_answer_objection(&actor, &by(one), &rt(), StageKind::Rt, None).expect("may answer");
    let me = AccountId(Uuid::from_u128(1));
    let under = Subject::Plan(plan);
    vec![
        ("MayManagePerson", vec![one], vec![may_manage_person(&actor, person).expect("may").person().0]),
        ("MayConfirmAppointment", vec![one, two], vec![confirming.appointment().0, confirming.person().0]),
        ("MayRefuseAppointment", vec![one], vec![may_refuse_appointment(&actor, waiting.id).expect("may").appointment().0]),
        ("MayEndRole", vec![one], vec![may_end_role(&actor, person).expect("may").person().0]),
        ("MayMakeCode", vec![one], vec![may_make_code(&actor, &owner).expect("may").owner().0]),
        ("MayConfirmResidence", vec![one], vec![may_confirm_residence(&actor, &rt(), person).expect("may").resident().0]),
        ("MayManagePlan", vec![one, two], vec![managing.plan().0, managing.agency().0]),
        ("MayTakeStance", vec![one], vec![may_take_stance(&actor, plan).expect("may").plan().0]),
        ("MaySupport", vec![one], vec![may_support(&actor, proposal).expect("may").proposal().0]),
        ("MayLeave", vec![one], vec![may_leave(&actor, proposal).expect("may").proposal().0]),
        ("MaySetWeights", vec![one], vec![may_set_weights(&actor, CycleId(one)).expect("may").cycle().0]),
        ("MayComment", vec![one], vec![may_comment(&actor, under).expect("may").subject().id()]),
        ("MayLike", vec![one], vec![may_like(&actor, CommentId(one)).expect("may").comment().0]),
        ("MayAnswer", vec![one], vec![may_answer(&actor, under, None, None).expect("may").subject().id()]),
        ("MayModerate", vec![one], vec![may_moderate(&actor, CommentId(one)).expect("may").comment().0]),
        ("MayPropose", vec![one], vec![may_propose(&actor, proposal).expect("may").proposal().0]),
        ("MayEnterForOthers", vec![one], vec![may_enter_for_others(&actor, proposal, &rt()).expect("may").proposal().0]),
        ("MayEditDraft", vec![one], vec![may_edit_draft(&actor, proposal, me).expect("may").proposal().0]),
        ("MayEditDraft", vec![one], vec![may_mend(&actor, &by(one), Some(&rt())).expect("may").proposal().0]),
        ("MaySecond", vec![one], vec![may_second(&actor, &by(one), &rt()).expect("may").proposal().0]),
        ("MayRunMusrenbang", vec![one], vec![running.meeting().0]),
        ("MayReadDelegates", vec![one], vec![may_read_delegates(&actor, MusrenbangId(one), &Seat::Kota).expect("may").meeting().0]),
        ("MayObject", vec![one], vec![may_object(&actor, &by(one), Some(&rt()), StageKind::Rt).expect("may").proposal().0]),
        ("MayAnswerObjection", vec![one], vec![answering.proposal().0]),
        ("MayDecide", vec![one, two], vec![deciding.meeting().0, deciding.proposal().0]),
        ("MayMerge", vec![one, two, three], vec![merging.meeting().0, merging.proposal().0, merging.target().0]),
        ("MayMarkProgress", vec![one], vec![may_mark_budget(&actor, proposal).expect("may").proposal().0]),
        ("MayMarkProgress", vec![one], vec![may_report_works(&actor, proposal, Some(agency)).expect("may").proposal().0]),
    ]
}

/// There is one of it: oneself, the people of one's own place, the city. Or it only lets somebody read.
const OF_ONE: [&str; 7] =
    ["MayActAsSelf", "MayFindResidents", "MayInspect", "MayManageCycle", "MayManagePeople", "MaySeeSettings", "MayServeResidents"];
/// What it names has a code instead of a number.
const OF_A_CODE: [&str; 1] = ["MaySet"];

#[test]
fn a_permit_names_the_thing_it_was_asked_for_and_no_other() {
    for (name, asked, named) in [permits(100), permits(200)].concat() {
        assert_eq!(named, asked, "{name}");
    }
    for setting in Setting::ALL {
        assert_eq!(may_set(&officer(), setting).expect("may set").setting(), setting);
    }
}

#[test]
fn no_permit_is_missing_from_the_table() {
    let source = include_str!("../src/permission/permits.rs");
    let defined = source.lines().filter_map(|line| line.strip_prefix("    May")?.strip_suffix(','));
    let defined: BTreeSet<String> = defined.map(|rest| format!("May{}", rest.split(' ').next().unwrap_or_default())).collect();
    let listed = permits(100).into_iter().map(|(name, ..)| name).chain(OF_ONE).chain(OF_A_CODE).map(str::to_owned);
    assert_eq!(listed.collect::<BTreeSet<_>>(), defined);
}
