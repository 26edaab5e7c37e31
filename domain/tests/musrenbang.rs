//! What must hold before a meeting opens and closes, and where it sits.

use domain::{
    clock::Day,
    cycle::{Ceiling, StageKind},
    ids::{AgencyId, ProposalId},
    money::Rupiah,
    musrenbang::{
        Agenda, AgendaItem, Attendance, Blocker, Decision, MeetingAct, Musrenbang, MusrenbangStatus, Opening, OpeningField, seat_of,
    },
    permission::Seat,
    proposal::{Status, Step},
    reason::{Note, Reason, ReasonCode},
    refusal::Refusal,
    region::RegionCode,
};
use proptest::prelude::*;
use std::collections::BTreeSet;
use uuid::Uuid;

fn rupiah(amount: i64) -> Rupiah {
    Rupiah::new(amount).expect("in range")
}

fn id(number: u128) -> ProposalId {
    ProposalId(Uuid::from_u128(number))
}

fn code(text: &str) -> RegionCode {
    RegionCode::parse(text).expect(text)
}

fn reason() -> Reason {
    Reason::new(ReasonCode::OverCeiling, "melebihi pagu").expect("reason")
}

fn item(number: u128, status: Status, rank: Option<u32>) -> AgendaItem {
    AgendaItem { id: id(number), status, physical: true, cost: rupiah(100), rank, has_reason: true, has_agency: true }
}

fn agreed(number: u128, rank: u32) -> AgendaItem {
    item(number, Status::Agreed, Some(rank))
}

fn open() -> Musrenbang {
    let opening = Opening::new("Aula kelurahan", "Ketua LPM", Attendance { total: 40, women: 18 }).expect("opening");
    Musrenbang::default().open(opening).expect("open")
}

#[test]
fn a_meeting_opens_with_a_place_a_leader_and_people() {
    assert_eq!(open().status, MusrenbangStatus::Open);
    let problems = Opening::new(" ", "", Attendance::default()).expect_err("empty");
    let expected = [
        (OpeningField::Place, Refusal::Required),
        (OpeningField::Leader, Refusal::Required),
        (OpeningField::Attendance, Refusal::AttendanceRequired),
    ];
    assert_eq!(problems, expected);
    assert_eq!(Attendance::new(3, 4), Err(Refusal::MoreWomenThanPeople));
}

#[test]
fn a_meeting_goes_one_way_unless_it_is_reopened() {
    let agenda = Agenda::default();
    let closed = open().close(&agenda).expect("closed");
    let at = |status| Musrenbang { status, ..closed.clone() };
    let (signed, sent) = (at(MusrenbangStatus::Signed), at(MusrenbangStatus::Sent));
    assert_eq!(open().status.check(MeetingAct::Sign), Err(Refusal::MeetingForbids { status: MusrenbangStatus::Open }));
    assert_eq!(Musrenbang::default().close(&agenda), Err(Refusal::MeetingForbids { status: MusrenbangStatus::Prepared }));
    for before in [closed.clone(), signed, sent.clone()] {
        let again = before.reopen(&reason()).expect("reopened");
        assert_eq!((again.status, again.version), (MusrenbangStatus::Open, 2));
        assert!(again.opening.is_some(), "attendance stays recorded");
    }
    assert_eq!(sent.status.check(MeetingAct::Score), Err(Refusal::MeetingNotOpen));
}

#[test]
fn each_thing_that_blocks_closing_is_named() {
    let ceiling = Some(Ceiling::new(rupiah(150), rupiah(0)).expect("ceiling"));
    let note = Note::new("disetujui camat").expect("note");
    let unreasoned = AgendaItem { has_reason: false, ..item(1, Status::Rejected, None) };
    let table: Vec<(&str, Vec<AgendaItem>, Vec<Blocker>)> = vec![
        ("nothing before it", vec![], vec![]),
        (
            "all is decided",
            vec![agreed(1, 1), item(2, Status::Reserve, None), item(3, Status::Withdrawn, None), item(4, Status::Merged, None)],
            vec![],
        ),
        (
            "undecided",
            vec![item(1, Status::Submitted, None), item(2, Status::Verified, None)],
            [1, 2].map(|n| Blocker::Undecided { proposal: id(n) }).into(),
        ),
        ("no reason", vec![unreasoned], vec![Blocker::ReasonMissing { proposal: id(1) }]),
        ("no rank", vec![item(1, Status::Agreed, None)], vec![Blocker::RankMissing { proposal: id(1) }]),
        ("a gap", vec![agreed(1, 2)], vec![Blocker::RankSkipped { rank: 1 }]),
        (
            "a tie",
            vec![agreed(1, 1), AgendaItem { cost: rupiah(0), ..agreed(2, 1) }],
            vec![Blocker::RankTied { rank: 1, proposals: vec![id(1), id(2)] }],
        ),
        ("too much money", vec![agreed(1, 1), agreed(2, 2)], vec![Blocker::CeilingExceeded { physical: true, by: rupiah(50) }]),
        (
            "the other kind",
            vec![AgendaItem { physical: false, ..agreed(1, 1) }],
            vec![Blocker::CeilingExceeded { physical: false, by: rupiah(100) }],
        ),
    ];
    for (name, items, expected) in table {
        let agenda = Agenda { items: &items, ceiling, ..Agenda::default() };
        assert_eq!(agenda.blockers(), expected, "{name}");
        assert_eq!(open().close(&agenda).is_ok(), expected.is_empty(), "{name}");
    }
    let items = [agreed(1, 1), agreed(2, 2)];
    let explained = Agenda { items: &items, ceiling, ceiling_note: Some(&note), ..Agenda::default() };
    assert_eq!(explained.blockers(), []);
    assert_eq!(Agenda { items: &items, ..Agenda::default() }.blockers(), [], "no ceiling was announced");
}

#[test]
fn what_goes_to_a_forum_needs_an_agency() {
    let items = [AgendaItem { has_agency: false, ..agreed(1, 1) }, AgendaItem { has_agency: false, ..item(2, Status::Reserve, None) }];
    let agenda = Agenda { items: &items, ..Agenda::default() };
    assert_eq!(agenda.blockers(), []);
    assert_eq!(Agenda { goes_to_agencies: true, ..agenda }.blockers(), [Blocker::AgencyMissing { proposal: id(1) }]);
}

#[test]
fn the_opening_may_be_put_right_while_the_meeting_is_open() {
    let more = Opening::new("Aula kelurahan", "Ketua LPM", Attendance { total: 52, women: 20 }).expect("opening");
    assert_eq!(open().correct(more.clone()).expect("corrected").opening, Some(more.clone()));
    assert_eq!(Musrenbang::default().correct(more), Err(Refusal::MeetingForbids { status: MusrenbangStatus::Prepared }));
}

#[test]
fn delegates_are_needed_where_a_meeting_follows() {
    let delegates =
        |total, women| Agenda { delegates: Attendance { total, women }, wanted_women: 30, has_next_meeting: true, ..Agenda::default() };
    assert_eq!(delegates(0, 0).blockers(), [Blocker::DelegatesMissing]);
    assert_eq!(Agenda::default().blockers(), []);
    for (total, women, wanted) in [(10, 3, false), (10, 2, true), (5, 1, true), (3, 1, false)] {
        assert_eq!(delegates(total, women).wants_women_note(), wanted, "{women} of {total}");
        assert_eq!(delegates(total, women).blockers(), [], "a note is asked for and never blocks");
    }
    assert!(!Agenda { wanted_women: 10, ..delegates(10, 1) }.wants_women_note(), "a city may want fewer");
    let note = Note::new("hanya satu yang bersedia").expect("note");
    assert!(!Agenda { women_note: Some(&note), ..delegates(10, 1) }.wants_women_note());
}

#[test]
fn a_decision_becomes_a_step_only_with_what_it_needs() {
    let until = "2027-01-31".parse().ok();
    for decision in Decision::ALL {
        assert_eq!(decision.step(None, until, Some(id(2))).is_err(), decision.needs_reason(), "{decision:?}");
        assert!(decision.step(Some(reason()), until, Some(id(2))).is_ok(), "{decision:?}");
    }
    assert_eq!(Decision::Returned.step(Some(reason()), None, None), Err(Refusal::Required));
    assert_eq!(Decision::Merged.step(Some(reason()), None, None), Err(Refusal::Required));
    assert_eq!(Decision::Agreed.step(None, None, None), Ok(Step::Agree));
    assert_eq!(Decision::of(Status::Forwarded), Some(Decision::Agreed));
    assert_eq!(Decision::of(Status::Verified), None);
}

#[test]
fn a_meeting_sits_where_its_stage_says() {
    let (rt, agency) = (code("15.71.10.1003-018"), AgencyId(Uuid::from_u128(7)));
    let (kelurahan, kecamatan) = (code("15.71.10.1003"), code("15.71.10"));
    let table = [
        (StageKind::Rt, Some(&rt), Ok(Seat::Rt(rt.clone()))),
        (StageKind::Kelurahan, Some(&kelurahan), Ok(Seat::Kelurahan(kelurahan.clone()))),
        (StageKind::Kecamatan, Some(&kecamatan), Ok(Seat::Kecamatan(kecamatan.clone()))),
        (StageKind::AgencyForum, None, Ok(Seat::AgencyForum(agency))),
        (StageKind::Kota, None, Ok(Seat::Kota)),
        (StageKind::Rkpd, None, Err(Refusal::StageForbids { stage: StageKind::Rkpd })),
    ];
    for (stage, region, expected) in table {
        assert_eq!(seat_of(stage, region, Some(agency)), expected, "{stage:?}");
    }
    assert_eq!(seat_of(StageKind::AgencyForum, Some(&rt), None), Err(Refusal::Required));
    assert_eq!(seat_of(StageKind::Kecamatan, Some(&rt), None), Err(Refusal::RegionUnknown));
    assert_eq!(seat_of(StageKind::Rt, None, None), Err(Refusal::RegionUnknown));
}

proptest! {
    #[test]
    fn ranks_are_fine_exactly_when_they_are_one_to_n(ranks in proptest::collection::vec(1..6_u32, 0..6)) {
        let items: Vec<AgendaItem> = (1..).zip(&ranks).map(|(number, &rank)| agreed(number, rank)).collect();
        let expected: BTreeSet<u32> = (1..).take(ranks.len()).collect();
        let fine = ranks.iter().copied().collect::<BTreeSet<_>>() == expected;
        prop_assert_eq!(Agenda { items: &items, ..Agenda::default() }.blockers().is_empty(), fine);
    }
}

#[test]
fn a_meeting_is_late_when_its_stage_or_its_own_day_has_passed() {
    let day = |text: &str| Some(text.parse::<Day>().expect(text));
    let (before, today) = (day("2027-01-15"), "2027-01-16".parse().expect("a day"));
    let table = [
        (MusrenbangStatus::Prepared, before, None, true),
        (MusrenbangStatus::Prepared, Some(today), before, true),
        (MusrenbangStatus::Prepared, Some(today), Some(today), false),
        (MusrenbangStatus::Open, before, before, true),
        (MusrenbangStatus::Open, Some(today), before, false),
        (MusrenbangStatus::Open, None, None, false),
        (MusrenbangStatus::Closed, before, before, false),
    ];
    for (status, closes, scheduled, late) in table {
        assert_eq!(status.is_late(closes, scheduled, today), late, "{status:?} {closes:?} {scheduled:?}");
    }
}

#[test]
fn only_what_awaits_a_decision_missed_a_closed_meeting() {
    for status in Status::ALL {
        let undecided = matches!(status, Status::Submitted | Status::Verified);
        assert_eq!(MusrenbangStatus::Closed.was_missed_by(status), undecided, "{status:?}");
        assert!(!MusrenbangStatus::Open.was_missed_by(status), "{status:?}");
    }
}
