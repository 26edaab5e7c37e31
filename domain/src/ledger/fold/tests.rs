use super::*;
use crate::{
    account::Role,
    clock::Instant,
    cycle::{Stage, StageKind},
    ids::{AssignmentId, CycleId, EntryId},
    ledger::{
        AccountEvent, CeilingRecord, Changed, Digest, Held, Leg, Listed, LogKeyRecord, PlanLeg, Proposed, RegionSpan, RegionValues,
        SettingEvent,
    },
    money::{Rupiah, Volume},
    permission::Acting,
    plan::{PlanEventKind, PlanStatus},
    proposal::{EventKind, Position, ProposalEvent, Recommended, Status},
};
use proptest::prelude::*;
use uuid::Uuid;

fn person(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn proposal(number: u128) -> ProposalId {
    ProposalId(Uuid::from_u128(number))
}

fn home(kelurahan: &str, rt: u16) -> RegionCode {
    RegionCode::rt(&RegionCode::parse(kelurahan).unwrap(), rt)
}

fn entry(subject: Subject, by: u128, event: Event) -> Entry {
    let acting = Acting { account: person(by), role: None, region: None, agency: None };
    let (id, at) = (EntryId(Uuid::nil()), Instant::UNIX_EPOCH);
    Entry { id, at, acting: Some(acting), subject, position: 1, imported: false, event }
}

fn folded(entries: impl IntoIterator<Item = Entry>) -> Result<Fold, Unfounded> {
    let mut fold = Fold::default();
    entries.into_iter().try_for_each(|entry| fold.apply(&entry))?;
    Ok(fold)
}

fn on(number: u128, by: u128, event: Event) -> Entry {
    entry(Subject::Proposal(proposal(number)), by, event)
}

const LEGOK: &str = "15.71.10.1003";
const MURNI: &str = "15.71.10.1002";

fn backed_by(number: u128, by: u128, kelurahan: &str) -> Entry {
    on(number, by, Event::SupportGiven { home: Some(home(kelurahan, 5)) })
}

fn count(fold: &Fold, number: u128) -> (u32, u32) {
    let count = fold.support()[&proposal(number)];
    (count.local, count.other)
}

#[test]
fn a_family_counts_everybody_once_and_neighbours_by_its_own_place() {
    let mut fold = folded([
        on(1, 1, Event::Sent { rt: home(LEGOK, 1), asked: None }),
        on(2, 2, Event::Sent { rt: home(MURNI, 1), asked: None }),
        backed_by(1, 10, LEGOK),
        backed_by(1, 11, MURNI),
        backed_by(2, 11, MURNI),
        backed_by(2, 12, MURNI),
        on(2, 13, Event::SupportGiven { home: None }),
    ])
    .unwrap();
    assert_eq!((count(&fold, 1), count(&fold, 2)), ((1, 1), (2, 0)));
    fold.apply(&on(2, 3, Event::Merged { into: proposal(1) })).unwrap();
    assert_eq!((count(&fold, 1), count(&fold, 2)), ((1, 2), (2, 0)));
    fold.apply(&on(2, 3, Event::Parted)).unwrap();
    assert_eq!((count(&fold, 1), count(&fold, 2)), ((1, 1), (2, 0)));
}

#[test]
fn a_home_counts_from_the_entry_that_says_so() {
    let settled = |home| on(1, 99, Event::SupporterSettled { person: person(10), home });
    let mut fold = folded([on(1, 1, Event::Sent { rt: home(LEGOK, 1), asked: None }), backed_by(1, 10, LEGOK)]).unwrap();
    for (home, expected) in [(None, (0, 0)), (Some(home(MURNI, 2)), (0, 1)), (Some(home(LEGOK, 2)), (1, 0))] {
        fold.apply(&settled(home)).unwrap();
        assert_eq!(count(&fold, 1), expected);
    }
}

#[test]
fn a_proposal_stands_where_its_last_step_says() {
    let leg = |what, status, rank| {
        let event = ProposalEvent::remark(what, Position { stage: StageKind::Rt, status });
        Leg::of(&event, rank, None, None)
    };
    let year = CycleId(Uuid::from_u128(4));
    let carried = Leg { cycle: Some(year), ..leg(EventKind::CarriedOver, Status::Submitted, None) };
    let returned = Leg { until: "2027-03-01".parse().ok(), ..leg(EventKind::Returned, Status::Returned, None) };
    let steps = [carried, returned, leg(EventKind::Resubmitted, Status::Submitted, None), leg(EventKind::Agreed, Status::Agreed, Some(2))];
    let mut fold = Fold::default();
    for (step, until) in steps.into_iter().zip([None, "2027-03-01".parse().ok(), None, None]) {
        fold.apply(&on(1, 1, Event::Moved(step.clone()))).unwrap();
        fold.apply(&on(1, 1, Event::Remarked(leg(EventKind::Recommended, Status::Draft, None)))).unwrap();
        let state = fold.proposals[&proposal(1)].state.unwrap();
        assert_eq!((state.position.status, state.rank, state.until), (step.status, step.rank, until));
        assert_eq!(state.cycle, Some(year), "until it enters another one");
    }
}

#[test]
fn the_last_recommendation_of_a_stage_in_a_year_counts() {
    let (year, next) = (CycleId(Uuid::from_u128(4)), CycleId(Uuid::from_u128(5)));
    let leg = |recommended| {
        let at = Position { stage: StageKind::Rt, status: Status::Submitted };
        Leg { recommended, ..Leg::of(&ProposalEvent::remark(EventKind::Recommended, at), None, None, None) }
    };
    let told = |cycle, volume| {
        let volume = Volume::parse(volume).ok();
        on(1, 7, Event::Remarked(leg(Some(Recommended { cycle, volume }))))
    };
    let of_before = folded([on(1, 7, Event::Recalled(leg(None))), on(1, 7, Event::Remarked(leg(None)))]).unwrap();
    let of_before = &of_before.proposals[&proposal(1)];
    assert_eq!((of_before.half_told.len(), of_before.recommendations.len()), (1, 0));
    let fold = folded([told(year, "5"), told(next, "7"), told(year, "6")]).unwrap();
    let last = &fold.proposals[&proposal(1)].recommendations;
    let of_year = |cycle| (last[&(cycle, StageKind::Rt)].volume, last[&(cycle, StageKind::Rt)].by);
    assert_eq!([of_year(year), of_year(next)], ["6", "7"].map(|volume| (Volume::parse(volume).ok(), person(7))));
    let nobody = Entry { acting: None, ..told(year, "5") };
    assert_eq!(folded([nobody]).err(), Some(Unfounded::Nobody));
}

#[test]
fn money_follows_on_what_was_announced_before() {
    let of = Funded::Region(RegionCode::parse(LEGOK).unwrap());
    let money = |amount| AnnouncedMoney {
        physical: Rupiah::new(amount).unwrap(),
        non_physical: Rupiah::ZERO,
        source: "Edaran".into(),
        on: "2027-01-04".parse().unwrap(),
    };
    let year = CycleId(Uuid::from_u128(4));
    let announced = |before: Option<i64>, after| {
        let record = CeilingRecord { of: of.clone(), before: before.map(money), after: money(after) };
        entry(year.into(), 1, SettingEvent::CeilingAnnounced(record).into())
    };
    for (entries, last) in [
        (vec![announced(None, 1), announced(Some(1), 2)], Some(2)),
        (vec![announced(Some(7), 8)], Some(8)),
        (vec![announced(None, 1), announced(None, 2)], None),
        (vec![announced(None, 1), announced(Some(3), 2)], None),
        (vec![announced(Some(1), 1)], None),
        (vec![Entry { subject: Subject::City, ..announced(None, 1) }], None),
    ] {
        let known = folded(entries).ok().map(|fold| fold.ceilings[&(year, of.clone())].clone());
        assert_eq!(known, last.map(money));
    }
}

#[test]
fn only_the_key_that_signs_the_log_is_replaced() {
    let replaced = |old: &str, new: &str| {
        let record = LogKeyRecord { old: old.into(), new: new.into(), note: String::new(), words: None };
        entry(Subject::City, 1, SettingEvent::LogKeyReplaced(record).into())
    };
    let of_year = Entry { subject: CycleId(Uuid::from_u128(4)).into(), ..replaced("a", "b") };
    for (entries, last) in [
        (vec![], Ok(None)),
        (vec![replaced("a", "b"), replaced("b", "c")], Ok(Some("c"))),
        (vec![replaced("a", "b"), replaced("a", "c")], Err(Unfounded::Nothing)),
        (vec![replaced("a", "a")], Err(Unfounded::Nothing)),
        (vec![of_year], Err(Unfounded::Subject)),
    ] {
        assert_eq!(folded(entries).map(|fold| fold.log_key), last.map(|key| key.map(str::to_owned)));
    }
}

#[test]
fn lists_and_dates_follow_on_what_was_told_before() {
    let from = "2000-01-01".parse().unwrap();
    let span = RegionSpan { code: RegionCode::parse(LEGOK).unwrap(), from };
    let place = |households| RegionValues { name: "Legok".into(), households, to: None };
    let listed = |before: Option<i64>, after| {
        let rows = vec![Listed { of: span.clone(), before: before.map(place), after: place(after) }];
        entry(Subject::City, 1, SettingEvent::RegionsListed { rows }.into())
    };
    let year = CycleId(Uuid::from_u128(4));
    for (entries, last) in [
        (vec![listed(None, 40), listed(Some(40), 42)], Some(42)),
        (vec![listed(None, 40), listed(None, 42)], None),
        (vec![listed(Some(40), 42)], None),
        (vec![listed(None, 40), listed(Some(40), 40)], None),
        (vec![Entry { subject: year.into(), ..listed(None, 40) }], None),
    ] {
        let known = folded(entries).ok().map(|fold| fold.lists.regions[&span].households);
        assert_eq!(known, last);
    }
    let dates = |day: &str| vec![Stage::new(StageKind::Rt, day.parse().ok(), None).unwrap()];
    let (first, then) = (dates("2027-01-04"), dates("2027-01-11"));
    let of_year = |event: SettingEvent| entry(year.into(), 1, event.into());
    let created = || of_year(SettingEvent::CycleCreated { plan_year: 2028, stages: first.clone() });
    let dated = |before: &[Stage], after: &[Stage]| of_year(SettingEvent::StagesDated { before: before.to_vec(), after: after.to_vec() });
    let of_before = Changed { of: "rt".into(), column: "opens_on".into(), old: "4 Januari 2027".into(), new: "11 Januari 2027".into() };
    for (entries, last) in [
        (vec![created(), dated(&first, &then)], Some(&then)),
        (vec![created(), of_year(SettingEvent::StageChanged(of_before)), dated(&[], &then)], Some(&then)),
        (vec![created(), dated(&[], &then)], None),
        (vec![Entry { subject: Subject::City, ..dated(&[], &then) }], None),
    ] {
        assert_eq!(folded(entries).ok().map(|fold| fold.lists.stages[&year].clone()).as_ref(), last);
    }
}

#[test]
fn a_row_that_follows_on_nothing_leaves_the_others_of_its_entry() {
    let from = "2000-01-01".parse().unwrap();
    let span = |rt| RegionSpan { code: home(LEGOK, rt), from };
    let place = |households| RegionValues { name: "RT".into(), households, to: None };
    let listed = |rows: [(u16, Option<i64>, i64); 2]| {
        let row = |(rt, before, after): (u16, Option<i64>, i64)| Listed { of: span(rt), before: before.map(place), after: place(after) };
        entry(Subject::City, 1, SettingEvent::RegionsListed { rows: rows.map(row).to_vec() }.into())
    };
    let mut fold = folded([listed([(1, None, 40), (2, None, 50)])]).unwrap();
    assert_eq!(fold.apply(&listed([(1, Some(41), 42), (2, Some(50), 52)])), Err(Unfounded::Nothing));
    assert_eq!([1, 2].map(|rt| fold.lists.regions[&span(rt)].households), [42, 52]);
}

#[test]
fn a_list_of_which_an_earlier_version_changed_a_row_is_half_told() {
    let from = "2000-01-01".parse().unwrap();
    let span = RegionSpan { code: RegionCode::parse(LEGOK).unwrap(), from };
    let place = |households| RegionValues { name: "Legok".into(), households, to: None };
    let listed = |before: Option<i64>, after| {
        let rows = vec![Listed { of: span.clone(), before: before.map(place), after: place(after) }];
        entry(Subject::City, 1, SettingEvent::RegionsListed { rows }.into())
    };
    let of_before = || Changed { of: LEGOK.into(), column: "households".into(), old: "40".into(), new: "42".into() };
    let changed = || entry(Subject::City, 1, SettingEvent::RegionChanged(of_before()).into());
    let half_told = |entries: Vec<Entry>| folded(entries).map(|fold| fold.lists.regions_half_told);
    assert_eq!(half_told(vec![changed(), listed(None, 42)]), Ok(false), "then all was told");
    assert_eq!(half_told(vec![listed(None, 40), changed(), listed(Some(42), 43)]), Ok(true));
    let year = CycleId(Uuid::from_u128(4));
    let of_year = |event: SettingEvent| entry(year.into(), 1, event.into());
    let dates = |day: &str| vec![Stage::new(StageKind::Rt, day.parse().ok(), None).unwrap()];
    let (first, then, last) = (dates("2027-01-04"), dates("2027-01-11"), dates("2027-01-18"));
    let dated = |before: &[Stage], after: &[Stage]| of_year(SettingEvent::StagesDated { before: before.to_vec(), after: after.to_vec() });
    let mut fold = folded([dated(&[], &first), of_year(SettingEvent::StageChanged(of_before()))]).unwrap();
    assert!(fold.lists.stages_half_told.contains(&year));
    fold.apply(&dated(&then, &last)).unwrap();
    assert_eq!((fold.lists.stages_half_told.len(), &fold.lists.stages[&year]), (0, &last), "all of them are told at once");
}

fn plan_leg(state: PlanState) -> PlanLeg {
    let what = PlanEventKind::ResponsesClosed;
    PlanLeg { what, state, due_on: None, reason: None, words: None, office: String::new(), rule: None, evaluation: None, amount: None }
}

#[test]
fn what_is_told_again_from_a_log_of_before_moves_nothing() {
    let leg = |status| Leg::of(&ProposalEvent::remark(EventKind::Agreed, Position { stage: StageKind::Rt, status }), None, None, None);
    let plan = |event| entry(Subject::Plan(PlanId(Uuid::nil())), 9, event);
    let published = PlanState { status: PlanStatus::Published, ..PlanState::DRAFT };
    let fold = folded([
        on(1, 1, Event::Moved(leg(Status::Agreed))),
        on(1, 1, Event::Recalled(leg(Status::Submitted))),
        plan(Event::PlanMoved(plan_leg(published))),
        plan(Event::PlanRecalled(plan_leg(PlanState::DRAFT))),
    ])
    .unwrap();
    assert_eq!(fold.proposals[&proposal(1)].state.unwrap().position.status, Status::Agreed);
    assert_eq!(fold.plans.values().next().unwrap().state, Some((published, None)));
}

#[test]
fn the_last_answer_of_each_counts() {
    let plan = |by, event| entry(Subject::Plan(PlanId(Uuid::nil())), by, event);
    let takes = |by, stance, local| plan(by, Event::StanceTaken { stance, local });
    let closed = PlanState { status: PlanStatus::ResponsesClosed, ..PlanState::DRAFT };
    let due_on = "2027-03-15".parse().ok();
    let plan_leg = |state, due_on| PlanLeg { due_on, ..plan_leg(state) };
    let fold = folded([
        plan(9, Event::PlanMoved(plan_leg(PlanState::DRAFT, None))),
        plan(9, Event::PlanMoved(plan_leg(closed, due_on))),
        takes(1, Stance::Support, true),
        takes(2, Stance::Support, false),
        takes(3, Stance::Oppose, true),
        takes(1, Stance::Oppose, true),
        takes(4, Stance::Support, true),
        plan(9, Event::ResponderSettled { person: person(4), local: None }),
        plan(9, Event::ResponderSettled { person: person(2), local: Some(true) }),
    ])
    .unwrap();
    let found = fold.plans.values().next().unwrap();
    assert_eq!(found.state, Some((closed, due_on)));
    assert_eq!(found.answers(), Answers { supporting: 1, supporting_local: 1, opposing: 2, opposing_local: 2 });
}

#[test]
fn whoever_found_it_in_order_first_beside_its_author_seconds_it() {
    let leg = |kind| Leg::of(&ProposalEvent::remark(kind, Position { stage: StageKind::Rt, status: Status::Verified }), None, None, None);
    let of = |entries: Vec<Entry>| folded(entries).unwrap().proposals[&proposal(1)].seconded_by(person(1));
    let now = |by, kind| on(1, by, Event::Moved(leg(kind)));
    let before = |by, kind| on(1, by, Event::Recalled(leg(kind)));
    let (verified, seconded) = (EventKind::Verified, EventKind::Seconded);
    assert_eq!(of(vec![now(1, verified), now(2, EventKind::Agreed)]), None);
    assert_eq!(of(vec![on(1, 3, Event::Remarked(leg(seconded))), now(2, verified)]), Some(person(3)));
    assert_eq!(of(vec![now(2, verified), before(3, verified)]), Some(person(3)), "what is told again was before");
    let any_of = |entries: Vec<Entry>| {
        let proposal = folded(entries).unwrap().proposals[&proposal(1)].clone();
        [1, 2, 3, 4].map(|by| proposal.may_have_been_seconded_by(person(1), person(by)))
    };
    let imported = Entry { imported: true, ..now(2, verified) };
    assert_eq!(any_of(vec![now(2, verified), now(3, verified)]), [false; 4], "what the ledger saw has one first");
    assert_eq!(any_of(vec![imported, now(1, verified), now(3, seconded)]), [false, true, true, false]);
    assert_eq!(any_of(vec![now(3, verified), before(2, verified)]), [false, true, true, false]);
}

#[test]
fn denials_are_forgotten_with_a_confirmation_and_a_role_waits_until_somebody_answers() {
    let of = |by, event: AccountEvent| entry(Subject::Account(person(1)), by, event.into());
    let (home, words) = (home(LEGOK, 1), Digest([0; 32]));
    let denied = || of(2, AccountEvent::ResidenceDenied { home: home.clone() });
    let account = |entries: Vec<Entry>| folded(entries).unwrap().accounts[&person(1)].clone();
    let twice = account(vec![denied(), of(2, AccountEvent::ConfirmationWithdrawn { home: home.clone(), words })]);
    assert_eq!((twice.denials, twice.denied_at, twice.home), (2, Some(Instant::UNIX_EPOCH), None));
    let confirmed = account(vec![denied(), of(2, AccountEvent::ResidenceConfirmed { home: home.clone() })]);
    assert_eq!((confirmed.denials, confirmed.denied_at, confirmed.home), (0, None, Some(home.clone())));
    let noted = of(2, AccountEvent::Noted { action: "residence_denied".into(), detail: serde_json::Value::Null });
    let confirms = |imported| Entry { imported, ..of(2, AccountEvent::ResidenceConfirmed { home: home.clone() }) };
    for (entries, half_told) in [
        (vec![noted.clone(), confirms(true)], true),
        (vec![noted.clone(), confirms(true), confirms(false)], false),
        (vec![confirms(true)], false),
    ] {
        assert_eq!(account(entries).denials_half_told, half_told, "denials of before were counted whenever they had been");
    }
    let from = "2027-01-20".parse().unwrap();
    let role = Proposed { role: Role::Planner, from, to: None, proposed_by: None };
    let assignment = AssignmentId(Uuid::nil());
    let held = Held { assignment, role: Role::Planner, region: None, agency: None, from, to: None, proposed_by: None };
    let by_machine = |held| Entry { acting: None, ..of(3, AccountEvent::RoleGranted(held)) };
    let other = Held { to: "2027-12-31".parse().ok(), ..held.clone() };
    let (same, other) = (by_machine(held.clone()), by_machine(other));
    for (answer, waits) in [
        (of(3, AccountEvent::RoleGranted(held)), 0),
        (of(3, AccountEvent::RoleRefused(role.clone())), 0),
        (of(3, AccountEvent::AccountClosed { words }), 0),
        (same, 0),
        (other, 1),
    ] {
        assert_eq!(account(vec![of(2, AccountEvent::RoleProposed(role.clone())), answer]).waiting.len(), waits);
    }
}

#[test]
fn likes_come_and_go_and_offices_are_not_counted_among_those_who_spoke() {
    let comment = |by, event| entry(Subject::Comment(CommentId(Uuid::nil())), by, event);
    let says = |said| {
        let event = Event::Commented { comment: CommentId(Uuid::nil()), said, words: Digest([0; 32]) };
        on(1, 1, event)
    };
    let fold = folded([
        says(CommentKind::Question),
        says(CommentKind::Answer),
        comment(1, Event::Liked),
        comment(2, Event::Liked),
        comment(1, Event::LikeWithdrawn),
        comment(3, Event::CommentHidden { words: Digest([0; 32]) }),
    ])
    .unwrap();
    let said = &fold.comments[&CommentId(Uuid::nil())];
    assert_eq!((said.likes.len(), said.is_hidden, fold.proposals[&proposal(1)].comments), (1, true, 1));
}

#[test]
fn what_cannot_have_happened_is_named() {
    let comment = |event| entry(Subject::Comment(CommentId(Uuid::nil())), 1, event);
    let given = || backed_by(1, 1, LEGOK);
    let nobody = Entry { acting: None, ..given() };
    for (entries, wrong) in [
        (vec![given(), given()], Unfounded::Nothing),
        (vec![on(1, 1, Event::SupportWithdrawn)], Unfounded::Nothing),
        (vec![on(1, 1, Event::SupporterSettled { person: person(1), home: None })], Unfounded::Nothing),
        (vec![on(1, 1, Event::Parted)], Unfounded::Nothing),
        (vec![on(1, 1, Event::Merged { into: proposal(2) }), on(1, 1, Event::Merged { into: proposal(3) })], Unfounded::Nothing),
        (vec![comment(Event::LikeWithdrawn)], Unfounded::Nothing),
        (vec![comment(Event::Liked), comment(Event::Liked)], Unfounded::Nothing),
        (vec![comment(Event::CommentRestored)], Unfounded::Nothing),
        (vec![comment(Event::SupportWithdrawn)], Unfounded::Subject),
        (vec![on(1, 1, Event::Liked)], Unfounded::Subject),
        (vec![entry(Subject::Plan(PlanId(Uuid::nil())), 1, Event::Parted)], Unfounded::Subject),
        (vec![nobody], Unfounded::Nobody),
    ] {
        assert_eq!(folded(entries.clone()).err(), Some(wrong), "{entries:?}");
    }
}

proptest! {
    /// However proposals are merged and parted, a proposal counts whom its family counts, and parting is exact.
    #[test]
    fn merging_moves_nobody(supports in prop::collection::btree_set((1_u128..5, 1_u128..9), 0..24), into in 1_u128..5) {
        let entries = (1..5).map(|number| on(number, 1, Event::Sent { rt: home(LEGOK, 1), asked: None }));
        let given = supports.iter().map(|(number, by)| backed_by(*number, *by, if by % 2 == 0 { LEGOK } else { MURNI }));
        let mut fold = folded(entries.chain(given)).unwrap();
        let before: Vec<_> = (1..5).map(|number| count(&fold, number)).collect();
        for number in (1..5).filter(|number| *number != into) {
            fold.apply(&on(number, 1, Event::Merged { into: proposal(into) })).unwrap();
        }
        let people: BTreeSet<u128> = supports.iter().map(|(_, by)| *by).collect();
        let local = people.iter().filter(|by| *by % 2 == 0).count();
        prop_assert_eq!(count(&fold, into), (u32::try_from(local).unwrap(), u32::try_from(people.len() - local).unwrap()));
        for number in (1..5).filter(|number| *number != into) {
            fold.apply(&on(number, 1, Event::Parted)).unwrap();
        }
        prop_assert_eq!((1..5).map(|number| count(&fold, number)).collect::<Vec<_>>(), before);
    }
}
