//! What is offered and what is let through are the same, for every state, meeting, role and step there is; and nothing
//! that lives is offered to nobody.

use domain::{
    account::{Actor, Assignment, Role},
    cycle::{Pipeline, StageKind},
    ids::{AccountId, AgencyId, CycleId, MusrenbangId, PlanId, ProposalId},
    money::Rupiah,
    musrenbang::{Agenda, Attendance, Decision, MeetingAct, Musrenbang, MusrenbangStatus, Opening},
    permission::{
        Authorship, MayDecide, Seat, may_answer_objection, may_enter_plan, may_manage_plan, may_mend, may_object, may_report_works,
        may_run_musrenbang,
    },
    plan::{FollowUpKind, Outcome, PlanEventKind, PlanState, PlanStatus, PlanStep},
    proposal::{BeforeMerge, EventKind, Opens, Position, Progress, Status, Step},
    reason::{Note, Reason, ReasonCode},
    refusal::Refusal,
    region::RegionCode,
};
use uuid::Uuid;

const AGENCY: AgencyId = AgencyId(Uuid::from_u128(7));
const PLAN: PlanId = PlanId(Uuid::from_u128(8));
const ME: AccountId = AccountId(Uuid::from_u128(1));
const SOMEBODY: AccountId = AccountId(Uuid::from_u128(2));

fn reason() -> Reason {
    Reason::new(ReasonCode::OverCeiling, "melebihi pagu kelurahan").expect("reason")
}

fn note() -> Note {
    Note::new("sesuai dokumen").expect("note")
}

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).expect(text)
}

/// Every step that is taken on what was sent.
fn every_step() -> Vec<Step> {
    let until = "2027-01-20".parse().expect("a day");
    vec![
        Step::Resubmit,
        Step::Verify,
        Step::Return { reason: reason(), until },
        Step::Withdraw { reason: reason() },
        Step::Merge { into: ProposalId(Uuid::from_u128(2)), reason: reason() },
        Step::UndoMerge { back_to: BeforeMerge::Verified, reason: reason() },
        Step::Agree,
        Step::Reserve { reason: reason() },
        Step::Defer { reason: reason() },
        Step::Reject { reason: reason() },
        Step::Reinstate { reason: reason() },
        Step::Promote { reason: reason() },
        Step::EnterRkpd { note: note(), amount: Rupiah::ZERO },
        Step::EnterApbd { note: note(), amount: Rupiah::ZERO },
        Step::Start { note: note() },
        Step::Finish { note: note() },
        Step::CarryOver { into: CycleId(Uuid::nil()) },
    ]
}

/// Holds the role where the meetings below sit.
fn holder(role: Option<Role>) -> Actor {
    let day = "2027-06-01".parse().expect("a day");
    let held = role.map(|role| Assignment {
        role,
        region: match role {
            Role::RtHead => Some(code("15.71.10.1003-018")),
            Role::KelurahanOfficer => Some(code("15.71.10.1003")),
            Role::KecamatanOfficer => Some(code("15.71.10")),
            _ => None,
        },
        agency: (role == Role::AgencyVerifier).then_some(AGENCY),
        from: day,
        to: None,
    });
    Actor::signed(ME, "Contoh".into(), None, true, held.into_iter().collect(), day)
}

fn everybody() -> Vec<Actor> {
    [None].into_iter().chain(Role::ALL.map(Some)).map(holder).collect()
}

fn seat(stage: StageKind) -> Option<Seat> {
    match stage {
        StageKind::Rt => Some(Seat::Rt(code("15.71.10.1003-018"))),
        StageKind::Kelurahan => Some(Seat::Kelurahan(code("15.71.10.1003"))),
        StageKind::Kecamatan => Some(Seat::Kecamatan(code("15.71.10"))),
        StageKind::AgencyForum => Some(Seat::AgencyForum(AGENCY)),
        StageKind::Kota => Some(Seat::Kota),
        _ => None,
    }
}

fn by(author: AccountId) -> Authorship {
    Authorship { id: ProposalId(Uuid::from_u128(9)), author, is_recorded: false, is_seconded: false }
}

fn permit(actor: &Actor, stage: StageKind, author: AccountId) -> Option<MayDecide> {
    may_run_musrenbang(actor, MusrenbangId(Uuid::from_u128(3)), &seat(stage)?).ok()?.on(&by(author)).ok()
}

fn everywhere() -> impl Iterator<Item = (Position, Option<MusrenbangStatus>)> {
    let meetings: Vec<_> = [None].into_iter().chain(MusrenbangStatus::ALL.map(Some)).collect();
    let positions = StageKind::ALL.into_iter().flat_map(|stage| Status::ALL.map(|status| Position { stage, status }));
    positions.flat_map(move |at| meetings.clone().into_iter().map(move |meeting| (at, meeting)))
}

/// What the step's own guard says; remarks have the same one as their button.
fn is_let_through(at: Position, meeting: Option<MusrenbangStatus>, kind: EventKind) -> bool {
    let pipeline = Pipeline::default();
    let steps: Vec<Step> = every_step().into_iter().filter(|step| step.kind() == kind).collect();
    let remarked = steps.is_empty() && at.check(kind, meeting).is_ok();
    remarked || steps.iter().any(|step| step.check_meeting(at.status, meeting).is_ok() && at.apply(step, &pipeline).is_ok())
}

fn agree<P: Opens>(permit: Option<&P>, at: Position, meeting: Option<MusrenbangStatus>) {
    let offered = permit.map(|permit| Step::offered(permit, at, meeting, &Pipeline::default())).unwrap_or_default();
    for kind in EventKind::ALL {
        let expected = permit.is_some() && P::KINDS.contains(&kind) && is_let_through(at, meeting, kind);
        assert_eq!(offered.contains(&kind), expected, "{kind:?} on {at:?} while its meeting is {meeting:?}");
    }
}

#[test]
fn a_button_is_there_exactly_where_the_step_is_let_through() {
    let rt = code("15.71.10.1003-018");
    for (at, meeting) in everywhere() {
        for actor in everybody() {
            for author in [ME, SOMEBODY] {
                agree(permit(&actor, at.stage, author).as_ref(), at, meeting);
                agree(may_mend(&actor, &by(author), Some(&rt)).ok().as_ref(), at, meeting);
                agree(may_object(&actor, &by(author), Some(&rt), at.stage).ok().as_ref(), at, meeting);
                agree(may_report_works(&actor, ProposalId(Uuid::from_u128(9)), Some(AGENCY)).ok().as_ref(), at, meeting);
                agree(may_answer_objection(&actor, &by(author), &rt, at.stage, None).ok().as_ref(), at, meeting);
            }
        }
    }
}

#[test]
fn a_decision_is_offered_exactly_where_the_steps_to_it_are_let_through() {
    let pipeline = Pipeline::default();
    for (at, meeting) in everywhere() {
        let Some(meeting) = meeting.filter(|_| at.stage.is_meeting() && at.status != Status::Forwarded) else { continue };
        for decision in [Decision::Agreed, Decision::Reserve, Decision::Deferred, Decision::Rejected] {
            let step = decision.step(Some(reason()), None, None).expect("a step");
            let verified = at.apply(&Step::Verify, &pipeline).ok().filter(|_| decision != Decision::Rejected).unwrap_or(at);
            let fits = |from: Position| step.check_meeting(from.status, Some(meeting)).is_ok() && from.apply(&step, &pipeline).is_ok();
            let is_offered = at.decisions(meeting).contains(&decision);
            // What was only submitted is rejected by its own button, before the meeting and after it.
            if at.status == Status::Submitted && decision == Decision::Rejected {
                assert!(!is_offered || fits(at), "{at:?} {meeting:?}");
            } else {
                assert_eq!(is_offered, fits(verified), "{decision:?} on {at:?} while the meeting is {meeting:?}");
            }
        }
    }
}

#[test]
fn no_proposal_that_lives_is_without_a_next_step() {
    let pipeline = Pipeline::default();
    for (at, meeting) in everywhere() {
        let has_meeting = meeting.is_some() == at.stage.is_meeting();
        let has_closed = meeting.is_some_and(MusrenbangStatus::has_closed);
        let ended = match at.status {
            Status::Draft | Status::Withdrawn | Status::Finished => true,
            // It goes on as part of another; what is agreed goes up with the closing, and nothing before that.
            Status::Merged | Status::Agreed => has_closed || !at.stage.is_meeting(),
            Status::Forwarded => !has_closed || at.stage != StageKind::Kota,
            Status::InRkpd => at.stage != StageKind::Rkpd,
            Status::InApbd => at.stage != StageKind::Apbd,
            Status::UnderWay => at.stage != StageKind::Execution,
            _ => !at.stage.is_meeting(),
        };
        if ended || !has_meeting {
            continue;
        }
        let offices = Role::ALL.into_iter().filter_map(|role| permit(&holder(Some(role)), at.stage, SOMEBODY));
        let by_office = offices.flat_map(|permit| Step::offered(&permit, at, meeting, &pipeline)).count();
        let mine = may_mend(&holder(None), &by(ME), None).expect("my own");
        let by_proposer = Step::offered(&mine, at, meeting, &pipeline).len();
        let marks = Role::ALL
            .into_iter()
            .map(|role| Progress::offered(&holder(Some(role)), at.status, (ProposalId(Uuid::from_u128(9)), Some(AGENCY))).len())
            .sum::<usize>();
        let next_year =
            [EventKind::CarriedOver, EventKind::ProposedAgain].into_iter().filter(|kind| at.check(*kind, meeting).is_ok()).count();
        assert!(by_office + by_proposer + marks + next_year > 0, "{at:?} while its meeting is {meeting:?}");
    }
}

fn meeting(status: MusrenbangStatus) -> Musrenbang {
    Musrenbang { status, ..Musrenbang::default() }
}

#[test]
fn a_meeting_is_offered_what_it_lets_through() {
    use MeetingAct as A;
    use MusrenbangStatus as M;
    let opening = Opening::new("Aula kelurahan", "Ketua LPM", Attendance { total: 40, women: 18 }).expect("opening");
    let offered = |status: M| -> Vec<A> { A::ALL.into_iter().filter(|act| status.check(*act).is_ok()).collect() };
    let table: [(M, &[A]); 5] = [
        (M::Prepared, &[A::Schedule, A::Open, A::Delegates, A::Notes]),
        (M::Open, &[A::Correct, A::Score, A::Order, A::Delegates, A::Notes, A::Close]),
        (M::Closed, &[A::Sign, A::Reopen]),
        (M::Signed, &[A::Send, A::Reopen]),
        (M::Sent, &[A::Reopen]),
    ];
    for (status, expected) in table {
        assert_eq!(offered(status), expected, "{status:?}");
    }
    for status in M::ALL {
        let steps = [
            (A::Open, meeting(status).open(opening.clone())),
            (A::Correct, meeting(status).correct(opening.clone())),
            (A::Close, meeting(status).close(&Agenda::default())),
            (A::Reopen, meeting(status).reopen(&reason())),
        ];
        for (act, outcome) in steps {
            assert_eq!(offered(status).contains(&act), outcome.is_ok(), "{act:?} while it is {status:?}");
        }
    }
    assert_eq!(M::Closed.check(A::Score), Err(Refusal::MeetingNotOpen));
}

fn every_plan_step() -> Vec<PlanStep> {
    let day = |text: &str| text.parse().expect("a day");
    vec![
        PlanStep::Publish { closes_on: day("2027-03-01") },
        PlanStep::Extend { closes_on: day("2027-03-01") },
        PlanStep::FollowUp { kind: FollowUpKind::GoesOn, note: note() },
        PlanStep::EnterRkpd { note: note(), amount: Rupiah::ZERO },
        PlanStep::Start { note: note() },
        PlanStep::Finish { note: note() },
        PlanStep::Withdraw { reason: reason() },
    ]
}

fn every_plan_state() -> Vec<PlanState> {
    let mut states = Vec::new();
    for status in PlanStatus::ALL {
        for extended in [false, true] {
            for outcome in [None, Some(Outcome::Positive), Some(Outcome::NotPositive), Some(Outcome::TooFew)] {
                for follow_up in [None].into_iter().chain(FollowUpKind::ALL.map(Some)) {
                    let closes_on = Some("2027-02-01".parse().expect("a day"));
                    states.push(PlanState { status, closes_on, extended, outcome, follow_up });
                }
            }
        }
    }
    states
}

#[test]
fn a_plan_is_offered_exactly_what_its_steps_let_through() {
    for state in every_plan_state() {
        for actor in everybody() {
            let offered = state.offered(&actor, (PLAN, AGENCY));
            for step in every_plan_step() {
                let may = match step.kind() {
                    PlanEventKind::EnteredRkpd => may_enter_plan(&actor, PLAN, AGENCY).is_ok(),
                    _ => may_manage_plan(&actor, PLAN, AGENCY).is_ok(),
                };
                let steps = match &step {
                    PlanStep::FollowUp { kind, note } => state.follow_up(*kind, note.clone()),
                    _ => vec![step.clone()],
                };
                let taken = steps.iter().try_fold(state, PlanState::apply);
                assert_eq!(offered.contains(&step.kind()), may && taken.is_ok(), "{:?} on {state:?}: {taken:?}", step.kind());
            }
            let by_the_clock = [PlanEventKind::ResponsesClosed, PlanEventKind::FollowUpAwaited];
            assert!(by_the_clock.iter().all(|kind| !offered.contains(kind)), "{state:?}");
        }
    }
}

#[test]
fn no_plan_that_goes_on_is_without_a_next_step() {
    let somebody = |state: PlanState| {
        [Role::AgencyVerifier, Role::Planner].into_iter().any(|role| !state.offered(&holder(Some(role)), (PLAN, AGENCY)).is_empty())
    };
    for state in every_plan_state() {
        let ended = matches!(state.status, PlanStatus::Finished | PlanStatus::Withdrawn);
        assert_eq!(somebody(state), !ended, "{state:?}");
    }
}
