//! The table of statuses of a proposal, step by step, as the city's officers know it.

use domain::musrenbang::Decision as D;
use domain::{
    clock::Day,
    cycle::{Pipeline, StageKind},
    ids::{CycleId, ProposalId},
    money::Rupiah,
    musrenbang::MusrenbangStatus,
    proposal::{BeforeMerge, EventKind, Position, ProposalEvent, Status, Step},
    reason::{Note, Reason, ReasonCode},
    refusal::Refusal,
};
use proptest::prelude::*;
use uuid::Uuid;

fn reason() -> Reason {
    Reason::new(ReasonCode::OverCeiling, "melebihi pagu kelurahan").expect("reason")
}

fn note() -> Note {
    Note::new("sesuai dokumen").expect("note")
}

fn day(text: &str) -> Day {
    text.parse().expect(text)
}

fn every_step() -> Vec<Step> {
    let cycle = CycleId(Uuid::from_u128(9));
    vec![
        Step::Submit,
        Step::Discard,
        Step::Restore,
        Step::Resubmit,
        Step::Verify,
        Step::Return { reason: reason(), until: day("2027-01-20") },
        Step::Withdraw { reason: reason() },
        Step::Merge { into: ProposalId(Uuid::from_u128(2)), reason: reason() },
        Step::UndoMerge { back_to: BeforeMerge::Verified, reason: reason() },
        Step::Free { at: StageKind::Kelurahan, into: CycleId(Uuid::nil()), reason: reason() },
        Step::Agree,
        Step::Reserve { reason: reason() },
        Step::Defer { reason: reason() },
        Step::Reject { reason: reason() },
        Step::Reinstate { reason: reason() },
        Step::Promote { reason: reason() },
        Step::Forward,
        Step::Recall { reason: reason() },
        Step::Arrive,
        Step::GoOn,
        Step::EnterRkpd { note: note(), amount: Rupiah::ZERO },
        Step::EnterApbd { note: note(), amount: Rupiah::ZERO },
        Step::Start { note: note() },
        Step::Finish { note: note() },
        Step::CarryOver { into: cycle },
    ]
}

fn possible(stage: StageKind, status: Status) -> Vec<EventKind> {
    let at = Position { stage, status };
    every_step().iter().filter(|step| at.apply(step, &Pipeline::default()).is_ok()).map(Step::kind).collect()
}

#[test]
fn each_status_allows_its_own_steps_and_no_others() {
    use EventKind as E;
    let in_the_kelurahan: [(Status, &[EventKind]); 11] = [
        (Status::Draft, &[E::Submitted, E::Discarded]),
        (Status::Submitted, &[E::Verified, E::Returned, E::Withdrawn, E::Merged, E::Rejected, E::Recalled, E::WentOn, E::CarriedOver]),
        (Status::Returned, &[E::Resubmitted, E::Withdrawn, E::CarriedOver]),
        (Status::Verified, &[E::Withdrawn, E::Merged, E::Agreed, E::Reserved, E::Deferred, E::Rejected, E::WentOn, E::CarriedOver]),
        (Status::Agreed, &[E::Reserved, E::Deferred, E::Rejected, E::Forwarded]),
        (Status::Reserve, &[E::Agreed, E::Deferred, E::Rejected, E::Reinstated, E::Promoted, E::CarriedOver]),
        (Status::Deferred, &[E::Agreed, E::Reserved, E::Rejected, E::Reinstated, E::CarriedOver]),
        (Status::Rejected, &[E::Agreed, E::Reserved, E::Deferred, E::Reinstated]),
        (Status::Merged, &[E::MergeUndone, E::MergeUndone]),
        (Status::Withdrawn, &[E::Restored]),
        (Status::Forwarded, &[E::Recalled, E::Arrived]),
    ];
    for (status, expected) in in_the_kelurahan {
        assert_eq!(possible(StageKind::Kelurahan, status), expected, "{status:?}");
    }
    let after_the_meetings: [(StageKind, Status, &[EventKind]); 6] = [
        (StageKind::Kota, Status::Agreed, &[E::Reserved, E::Deferred, E::Rejected, E::Forwarded]),
        (StageKind::Kota, Status::Forwarded, &[E::Deferred, E::Recalled, E::EnteredRkpd]),
        (StageKind::Rkpd, Status::InRkpd, &[E::Deferred, E::EnteredApbd]),
        (StageKind::Apbd, Status::InApbd, &[E::Deferred, E::Started]),
        (StageKind::Execution, Status::UnderWay, &[E::Deferred, E::Finished]),
        (StageKind::Finished, Status::Finished, &[]),
    ];
    for (stage, status, expected) in after_the_meetings {
        assert_eq!(possible(stage, status), expected, "{stage:?} {status:?}");
    }
}

#[test]
fn an_agreed_proposal_travels_through_the_whole_pipeline() {
    let pipeline = Pipeline::default();
    let mut at = Position::draft(&pipeline).apply(&Step::Submit, &pipeline).expect("submitted");
    for stage in pipeline.stages().iter().copied().filter(|stage| stage.is_meeting()) {
        assert_eq!(at, Position { stage, status: Status::Submitted });
        for step in [Step::Verify, Step::Agree, Step::Forward] {
            at = at.apply(&step, &pipeline).expect("decided");
        }
        if pipeline.next_meeting_after(stage).is_some() {
            at = at.apply(&Step::Arrive, &pipeline).expect("received");
        }
    }
    let budget = [
        (Step::EnterRkpd { note: note(), amount: Rupiah::ZERO }, StageKind::Rkpd, Status::InRkpd),
        (Step::EnterApbd { note: note(), amount: Rupiah::ZERO }, StageKind::Apbd, Status::InApbd),
        (Step::Start { note: note() }, StageKind::Execution, Status::UnderWay),
        (Step::Finish { note: note() }, StageKind::Finished, Status::Finished),
    ];
    for (step, stage, status) in budget {
        at = at.apply(&step, &pipeline).expect("entered");
        assert_eq!(at, Position { stage, status });
    }
}

#[test]
fn a_step_out_of_place_says_why() {
    let pipeline = Pipeline::default();
    let forwarded = Position { stage: StageKind::Kota, status: Status::Forwarded };
    assert_eq!(forwarded.apply(&Step::Arrive, &pipeline), Err(Refusal::StageForbids { stage: StageKind::Kota }));
    let early = Position { stage: StageKind::Rt, status: Status::Forwarded };
    let enter = Step::EnterRkpd { note: note(), amount: Rupiah::ZERO };
    assert_eq!(early.apply(&enter, &pipeline), Err(Refusal::StageForbids { stage: StageKind::Rt }));
    let agreed = Position { stage: StageKind::Kota, status: Status::Agreed };
    assert_eq!(agreed.apply(&enter, &pipeline), Err(Refusal::StatusForbids { status: Status::Agreed }), "its meeting is open again");
    assert_eq!(agreed.apply(&Step::Submit, &pipeline), Err(Refusal::StatusForbids { status: Status::Agreed }));
}

#[test]
fn what_has_arrived_above_can_be_called_back_until_it_is_taken_up() {
    let pipeline = Pipeline::default();
    let recall = Step::Recall { reason: reason() };
    let at = |stage, status| Position { stage, status };
    assert_eq!(at(StageKind::Kecamatan, Status::Submitted).apply(&recall, &pipeline), Ok(at(StageKind::Kelurahan, Status::Agreed)));
    assert_eq!(at(StageKind::Kota, Status::Forwarded).apply(&recall, &pipeline), Ok(at(StageKind::Kota, Status::Agreed)));
    let taken_up = at(StageKind::Kecamatan, Status::Verified);
    assert_eq!(taken_up.apply(&recall, &pipeline), Err(Refusal::StatusForbids { status: Status::Verified }));
    let first = at(StageKind::Rt, Status::Submitted);
    assert_eq!(first.apply(&recall, &pipeline), Err(Refusal::StageForbids { stage: StageKind::Rt }));
}

#[test]
fn what_was_deferred_enters_the_next_year_without_typing() {
    let at = Position { stage: StageKind::Kecamatan, status: Status::Deferred };
    let step = Step::CarryOver { into: CycleId(Uuid::from_u128(9)) };
    let event = ProposalEvent::of(at, &step, &Pipeline::default()).expect("carried over");
    assert_eq!(event.to, Position { stage: StageKind::Rt, status: Status::Submitted });
    assert_eq!((event.kind, event.cycle), (EventKind::CarriedOver, Some(CycleId(Uuid::from_u128(9)))));
}

#[test]
fn what_its_year_left_open_has_a_way_into_the_next() {
    use MusrenbangStatus as M;
    let into = |status| {
        let step = Step::CarryOver { into: CycleId(Uuid::from_u128(9)) };
        Position { stage: StageKind::Kecamatan, status }.apply(&step, &Pipeline::default()).map(|position| position.status)
    };
    for status in [Status::Submitted, Status::Verified, Status::Reserve, Status::Deferred] {
        assert_eq!(into(status), Ok(Status::Submitted), "{status:?}");
    }
    assert_eq!(into(Status::Returned), Ok(Status::Returned), "what is missing is still missing");
    for status in [Status::Submitted, Status::Verified, Status::Reserve, Status::Returned] {
        let meetings: Vec<M> =
            M::ALL.into_iter().filter(|meeting| EventKind::CarriedOver.check_meeting(status, Some(*meeting)).is_ok()).collect();
        assert_eq!(meetings, [M::Prepared, M::Closed, M::Signed, M::Sent], "{status:?} is taken out of no meeting that is open");
    }
}

#[test]
fn an_undone_merger_restores_the_status_before_it() {
    let merged = Position { stage: StageKind::Kelurahan, status: Status::Merged };
    for (back_to, status) in [(BeforeMerge::Submitted, Status::Submitted), (BeforeMerge::Verified, Status::Verified)] {
        let after = merged.apply(&Step::UndoMerge { back_to, reason: reason() }, &Pipeline::default());
        assert_eq!(after, Ok(Position { status, ..merged }));
    }
}

#[test]
fn what_was_merged_into_something_that_ended_stands_where_that_stood() {
    let merged = Position { stage: StageKind::Rt, status: Status::Merged };
    let free = |at| merged.apply(&Step::Free { at, into: CycleId(Uuid::nil()), reason: reason() }, &Pipeline::default());
    assert_eq!(free(StageKind::Kelurahan), Ok(Position { stage: StageKind::Kelurahan, status: Status::Submitted }));
    assert_eq!(free(StageKind::Rkpd), Err(Refusal::StageForbids { stage: StageKind::Rkpd }), "there is no meeting to stand before");
    let ended: Vec<Status> = Status::ALL.into_iter().filter(|status| status.frees_its_duplicates()).collect();
    assert_eq!(ended, [Status::Rejected, Status::Withdrawn]);
}

#[test]
fn what_is_offered_is_what_may_be_done() {
    use EventKind as E;
    use MusrenbangStatus as M;
    let at = |status| Position { stage: StageKind::Kelurahan, status };
    let offered = |status, meeting| -> Vec<EventKind> {
        let kinds = [E::Verified, E::Returned, E::Rejected, E::Merged, E::MergeUndone, E::Rerouted, E::Recommended, E::Promoted];
        kinds.into_iter().filter(|kind| at(status).check(*kind, Some(meeting)).is_ok()).collect()
    };
    let early = [E::Verified, E::Returned, E::Rejected, E::Merged, E::Rerouted, E::Recommended];
    assert_eq!(offered(Status::Submitted, M::Prepared), early);
    assert_eq!(
        offered(Status::Submitted, M::Closed),
        [E::Verified, E::Returned, E::Rejected],
        "it came late, and is looked at all the same"
    );
    assert_eq!(offered(Status::Merged, M::Open), [E::MergeUndone]);
    assert_eq!(
        (offered(Status::Reserve, M::Open), offered(Status::Reserve, M::Signed)),
        (vec![E::Rejected, E::Rerouted, E::Recommended], vec![E::Promoted])
    );
    let forum = Position { stage: StageKind::AgencyForum, status: Status::Agreed };
    assert_eq!(forum.check(E::Rerouted, Some(M::Open)), Err(Refusal::StatusForbids { status: Status::Agreed }), "decided here, not there");

    assert_eq!(at(Status::Submitted).decisions(M::Open), [D::Agreed, D::Reserve, D::Deferred, D::Rejected], "verified with it");
    assert_eq!(at(Status::Agreed).decisions(M::Open), [D::Reserve, D::Deferred, D::Rejected]);
    assert_eq!((at(Status::Verified).decisions(M::Prepared), at(Status::Reserve).decisions(M::Closed)), (vec![], vec![D::Deferred]));
    for status in Status::ALL {
        for meeting in M::ALL {
            for step in every_step().iter().filter(|step| at(status).apply(step, &Pipeline::default()).is_ok()) {
                let (offered, meeting) = (at(status).check(step.kind(), Some(meeting)), step.check_meeting(status, Some(meeting)));
                assert_eq!(offered, meeting, "{step:?} from {status:?}");
            }
        }
    }
}

#[test]
fn a_step_looks_at_how_far_its_meeting_is() {
    use MusrenbangStatus as M;
    let table: [(Step, Status, &[M]); 11] = [
        (Step::Agree, Status::Verified, &[M::Open]),
        (Step::Reject { reason: reason() }, Status::Agreed, &[M::Open]),
        (Step::Reject { reason: reason() }, Status::Submitted, &M::ALL),
        (Step::Forward, Status::Agreed, &[M::Closed, M::Signed, M::Sent]),
        (Step::Recall { reason: reason() }, Status::Forwarded, &[M::Open]),
        (Step::Arrive, Status::Forwarded, &[M::Closed, M::Signed, M::Sent]),
        (Step::Withdraw { reason: reason() }, Status::Submitted, &[M::Prepared]),
        (Step::Verify, Status::Submitted, &M::ALL),
        (Step::Promote { reason: reason() }, Status::Reserve, &[M::Closed, M::Signed, M::Sent]),
        (Step::Defer { reason: reason() }, Status::Reserve, &M::ALL),
        (Step::UndoMerge { back_to: BeforeMerge::Verified, reason: reason() }, Status::Merged, &[M::Prepared, M::Open]),
    ];
    for (step, from, expected) in table {
        let fine: Vec<M> = M::ALL.into_iter().filter(|&status| step.check_meeting(from, Some(status)).is_ok()).collect();
        assert_eq!(fine, expected, "{step:?} from {from:?}");
    }
    assert_eq!(Step::Agree.check_meeting(Status::Verified, None), Err(Refusal::MeetingNotOpen));
    assert_eq!(Step::Withdraw { reason: reason() }.check_meeting(Status::Submitted, None), Ok(()));
}

#[test]
fn a_deadline_is_never_in_the_past() {
    let today = day("2027-01-10");
    assert!(Step::return_by(reason(), today, today).is_ok());
    assert_eq!(Step::return_by(reason(), day("2027-01-09"), today), Err(Refusal::DateInPast));
}

#[test]
fn every_step_but_the_plain_ones_carries_a_reason_or_a_note() {
    use EventKind as E;
    let plain = [
        E::Submitted,
        E::Discarded,
        E::Restored,
        E::Resubmitted,
        E::Verified,
        E::Agreed,
        E::Forwarded,
        E::Arrived,
        E::WentOn,
        E::CarriedOver,
        E::ProposedAgain,
    ];
    for step in every_step() {
        assert_eq!(step.reason().is_none() && step.note().is_none(), plain.contains(&step.kind()), "{step:?}");
    }
}

proptest! {
    #[test]
    fn no_walk_leaves_the_states_of_its_stage(choices in proptest::collection::vec(0..25_usize, 0..60)) {
        let (pipeline, steps) = (Pipeline::default(), every_step());
        let mut at = Position::draft(&pipeline);
        for choice in choices {
            let Ok(event) = ProposalEvent::of(at, &steps[choice], &pipeline) else { continue };
            prop_assert_eq!((event.from, event.kind), (at, steps[choice].kind()));
            prop_assert_eq!(event.reason.as_ref(), steps[choice].reason());
            at = event.to;
            let late = match at.stage {
                StageKind::Rkpd => matches!(at.status, Status::InRkpd | Status::Deferred | Status::Agreed | Status::Reserve | Status::Rejected),
                StageKind::Apbd => at.status == Status::InApbd,
                StageKind::Execution => at.status == Status::UnderWay,
                StageKind::Finished => at.status == Status::Finished,
                _ => true,
            };
            prop_assert!(late, "{:?}", at);
        }
    }
}
