use super::*;
use crate::{
    cycle::StageKind,
    ids::{CommentId, CriterionId, CycleId, MusrenbangId, PlanId},
    ledger::{Asked, Counted, Digest, Facts, Fold, Frozen, Listed, Order, RegionSpan, RegionValues, SettingEvent, Unfounded},
    money::{Rupiah, Volume},
    plan::Stance,
    priority::{Criteria, Criterion, Weighed},
    proposal::{EventKind, Position, ProposalEvent, Status},
    region::RegionLevel,
};
use chrono::DateTime;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Easy to read in a failure: subject, part and account one after the other.
struct Plain;

impl Pseudonyms for Plain {
    fn pseudonym(&self, subject: Uuid, account: AccountId, part: &str) -> Uuid {
        let part = part.bytes().fold(0_u128, |sum, byte| sum * 31 % 1_000_003 + u128::from(byte));
        Uuid::from_u128(subject.as_u128() << 96 | part << 64 | account.0.as_u128())
    }
}

fn person(number: u128) -> AccountId {
    AccountId(Uuid::from_u128(number))
}

fn proposal(number: u128) -> ProposalId {
    ProposalId(Uuid::from_u128(number))
}

fn home(rt: u16) -> RegionCode {
    RegionCode::rt(&RegionCode::parse("15.71.10.1003").unwrap(), rt)
}

fn entry(subject: Subject, by: u128, event: Event) -> Entry {
    let at = DateTime::from_timestamp_micros(1_790_000_000_123_456).unwrap();
    let acting = Acting { account: person(by), role: None, region: Some(home(18)), agency: None };
    Entry { id: EntryId(Uuid::from_u128(7)), at, acting: Some(acting), subject, position: 3, imported: false, event }
}

fn on(number: u128, by: u128, event: Event) -> Entry {
    entry(proposal(number).into(), by, event)
}

fn sent(number: u128) -> Entry {
    on(number, 99, Event::Sent { rt: home(1), asked: None })
}

fn backed(number: u128, by: u128, rt: u16) -> Entry {
    on(number, by, Event::SupportGiven { home: Some(home(rt)) })
}

/// Publishes as the services do: what is not known is learnt from what was published or withheld before.
struct Publishing {
    publisher: Publisher,
    before: Vec<Entry>,
}

impl Publishing {
    fn anew(before: Vec<Entry>) -> Self {
        let is_merger = |entry: &&Entry| matches!(entry.event, Event::Merged { .. } | Event::Parted);
        Self { publisher: Publisher::new(before.iter().filter(is_merger)), before }
    }

    fn publish(&mut self, entry: &Entry) -> Option<PublicEntry> {
        for id in self.publisher.missing(entry) {
            self.publisher.learn(id, self.before.iter().filter(|entry| entry.subject == Subject::Proposal(id)));
        }
        let public = self.publisher.publish(entry, &Plain);
        self.before.push(entry.clone());
        let bytes = public.as_ref().map(|public| public.bytes().unwrap());
        assert_eq!(bytes.map(|bytes| PublicEntry::read(&bytes).unwrap()), public);
        public
    }

    fn all(entries: &[Entry]) -> Vec<Option<PublicEntry>> {
        let mut publishing = Self::anew(Vec::new());
        entries.iter().map(|entry| publishing.publish(entry)).collect()
    }
}

/// What these entries look like has been hashed by others.
#[test]
fn the_bytes_of_a_public_entry_never_change() {
    let published = Publishing::all(&[sent(9), backed(9, 1, 18), sent(8), backed(8, 1, 18), on(9, 2, Event::Merged { into: proposal(8) })]);
    let text = |index: usize| String::from_utf8(published[index].as_ref().unwrap().bytes().unwrap()).unwrap();
    assert_eq!(
        text(1),
        "{\"acting\":{\"account\":\"00000009-0000-0000-0000-000000000001\",\"agency\":null,\"region\":\"15.71.10.1003\",\"role\":null},\
         \"at\":\"2026-09-21T14:13:20.123456Z\",\"event\":{\"home\":\"15.71.10.1003\",\"kind\":\"support_given\"},\"imported\":false,\
         \"position\":3,\"subject\":{\"proposal\":\"00000000-0000-0000-0000-000000000009\"},\"version\":1}"
    );
    let merged = text(4);
    assert!(
        merged.ends_with(
            "\"position\":3,\"same\":[[\"00000000-0000-0000-0000-000000000009\",\"00000009-0000-0000-0000-000000000001\",\
             \"00000000-0000-0000-0000-000000000008\",\"00000008-0000-0000-0000-000000000001\"]],\
             \"subject\":{\"proposal\":\"00000000-0000-0000-0000-000000000009\"},\"version\":1}"
        ),
        "{merged}"
    );
    for wrong in [merged.replace("\"version\":1", "\"version\":2"), merged.replace("\"position\":3,", "\"position\":3, "), String::new()] {
        assert!(PublicEntry::read(wrong.as_bytes()).is_err(), "{wrong}");
    }
    assert!(PublicEntry::read(merged.replace("\"imported\":false", "\"imported\":false,\"more\":1").as_bytes()).is_err());
}

#[test]
fn a_proposal_is_public_from_the_entry_that_sends_it() {
    let thrown_away = on(1, 1, Event::Assigned { agency: None });
    let published = Publishing::all(&[thrown_away.clone(), sent(1), thrown_away]);
    assert_eq!(published.iter().map(Option::is_some).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn an_office_is_named_in_a_leg_and_a_resident_is_not() {
    let position = Position { stage: StageKind::Rt, status: Status::Submitted };
    let leg = Leg::of(&ProposalEvent::remark(EventKind::Submitted, position), None, None, None);
    let leg = Leg { office: "Bappeda".into(), ..leg };
    let by = |role: Option<Role>| {
        let entry = on(1, 2, Event::Moved(leg.clone()));
        Entry { acting: entry.acting.map(|acting| Acting { role, ..acting }), ..entry }
    };
    let published = Publishing::all(&[sent(1), by(None), by(Some(Role::Planner))]);
    let named = published.into_iter().flatten().filter_map(|public| match public.entry.event {
        Event::Moved(leg) => Some(leg.office),
        _ => None,
    });
    assert_eq!(named.collect::<Vec<_>>(), ["", "Bappeda"]);
}

#[test]
fn an_rt_is_said_where_five_others_of_it_stand() {
    let mut entries = vec![sent(1)];
    entries.extend((1..=6).map(|by| backed(1, by, 18)));
    entries.push(on(1, 50, Event::SupporterSettled { person: person(1), home: Some(home(18)) }));
    entries.push(on(1, 6, Event::SupportWithdrawn));
    entries.push(backed(1, 7, 17));
    entries.push(on(1, 50, Event::SupporterSettled { person: person(7), home: Some(home(18)) }));
    entries.push(on(1, 2, Event::SupportWithdrawn));
    entries.push(on(1, 50, Event::SupporterSettled { person: person(1), home: Some(home(18)) }));
    let said = |public: Option<PublicEntry>| match public.unwrap().entry.event {
        Event::SupportGiven { home } | Event::SupporterSettled { home, .. } => Some(home.unwrap().level()),
        _ => None,
    };
    let levels: Vec<_> = Publishing::all(&entries).into_iter().filter_map(said).collect();
    let (rt, kelurahan) = (RegionLevel::Rt, RegionLevel::Kelurahan);
    let expected = [[kelurahan; 5].as_slice(), &[rt, rt, kelurahan, rt, kelurahan]].concat();
    assert_eq!(levels, expected);
}

#[test]
fn pseudonyms_differ_between_subjects_and_parts() {
    let comment = Event::Commented { comment: CommentId(Uuid::nil()), said: crate::comment::CommentKind::Question, words: Digest([1; 32]) };
    let plan = PlanId(Uuid::from_u128(4));
    let published = Publishing::all(&[
        sent(1),
        sent(2),
        backed(1, 5, 1),
        backed(2, 5, 1),
        on(1, 5, comment),
        entry(plan.into(), 5, Event::StanceTaken { stance: Stance::Support, local: true }),
        on(1, 5, Event::SupportWithdrawn),
    ]);
    let names: Vec<AccountId> =
        published[2..].iter().map(|public| public.as_ref().unwrap().entry.acting.as_ref().unwrap().account).collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 4);
    assert_eq!(names[0], names[4], "who backed it is who no longer does");
}

#[test]
fn an_office_keeps_its_place_and_a_resident_does_not() {
    let mut entry = on(1, 1, Event::Sent { rt: home(1), asked: None });
    let published = |entry: &Entry| Publishing::all(std::slice::from_ref(entry)).remove(0).unwrap().entry.acting.unwrap();
    assert_eq!(published(&entry).region, home(18).kelurahan());
    entry.acting = entry.acting.map(|acting| Acting { role: Some(Role::RtHead), ..acting });
    assert_eq!(published(&entry).region, Some(home(18)));
    assert_ne!(published(&entry).account, person(1));
}

#[test]
fn what_is_too_long_is_cut_and_joined() {
    let text = b"{0123456789}";
    for longest in 2..14 {
        let pieces = cut(text, longest);
        assert!(pieces.iter().all(|piece| piece.len() <= longest), "{longest}");
        let mut joined = Joined::default();
        let (last, first) = pieces.split_last().unwrap();
        assert!(first.iter().all(|piece| joined.push(piece).is_none()));
        assert_eq!((joined.is_whole(), joined.push(last).as_deref()), (first.is_empty(), Some(text.as_slice())));
    }
}

#[test]
fn what_a_meeting_froze_is_counted_again_by_strangers() {
    let frozen = |local: u32, other: u32| {
        let before_it = Event::ItemArrived { proposal: proposal(8), frozen: None };
        let counts = vec![Counted { proposal: proposal(8), local, other }];
        [entry(meeting(20), 50, before_it), entry(meeting(20), 50, Event::SupportFrozen { counts })]
    };
    let elsewhere = RegionCode::rt(&RegionCode::parse("15.71.01.1004").unwrap(), 1);
    let stranger = on(8, 3, Event::SupportGiven { home: Some(elsewhere) });
    // The person who backs both is counted once in the family.
    let family = [sent(9), backed(9, 1, 18), sent(8), backed(8, 1, 18), stranger, on(9, 50, Event::Merged { into: proposal(8) })];
    for (local, other, expected) in [(1, 1, Ok(())), (2, 1, Err(Unfounded::Rule)), (1, 0, Err(Unfounded::Rule))] {
        let mut fold = PublicFold::default();
        let entries: Vec<Entry> = family.iter().cloned().chain(frozen(local, other)).collect();
        let outcomes: Vec<_> = Publishing::all(&entries).iter().flatten().map(|public| fold.apply(public)).collect();
        let (last, before) = outcomes.split_last().unwrap();
        assert!(before.iter().all(Result::is_ok), "{before:?}");
        assert_eq!(*last, expected, "{local} {other}");
    }
}

fn meeting(number: u128) -> Subject {
    Subject::Musrenbang(MusrenbangId(Uuid::from_u128(number)))
}

fn counted(number: u128, local: u32) -> Counted {
    Counted { proposal: proposal(number), local, other: 0 }
}

/// What strangers say of each entry, as far as they do not agree.
fn doubts(entries: &[Entry]) -> Vec<(usize, Unfounded)> {
    let mut fold = PublicFold::default();
    let said = Publishing::all(entries).into_iter().flatten().map(|public| fold.apply(&public));
    said.enumerate().filter_map(|(index, said)| Some((index, said.err()?))).collect()
}

#[test]
fn a_merger_before_a_meeting_counts_those_who_had_come_by_its_freezing() {
    let arrived = |number| entry(meeting(20), 50, Event::ItemArrived { proposal: proposal(number), frozen: None });
    let mut late = backed(9, 3, 18);
    late.at += chrono::TimeDelta::seconds(1);
    // One person backs both, one came too late.
    let before = [sent(9), sent(8), backed(8, 1, 18), backed(9, 1, 18), backed(9, 2, 18), arrived(8), arrived(9)];
    let frozen = entry(meeting(20), 50, Event::SupportFrozen { counts: vec![counted(8, 1), counted(9, 2)] });
    let anew = |local| entry(meeting(20), 50, Event::FrozenAnew(counted(8, local)));
    let all = |merged, parted| {
        let mergers = [late.clone(), on(9, 50, Event::Merged { into: proposal(8) }), anew(merged), on(9, 50, Event::Parted), anew(parted)];
        before.iter().cloned().chain([frozen.clone()]).chain(mergers).collect::<Vec<_>>()
    };
    for (merged, parted, expected) in
        [(2, 1, vec![]), (3, 1, vec![(10, Unfounded::Rule)]), (1, 1, vec![(10, Unfounded::Rule)]), (2, 2, vec![(12, Unfounded::Rule)])]
    {
        assert_eq!(doubts(&all(merged, parted)), expected, "{merged} {parted}");
    }
    let imported = all(7, 7).into_iter().map(|entry| Entry { imported: true, ..entry });
    assert_eq!(doubts(&imported.collect::<Vec<_>>()), [], "it is as it was kept");
}

fn moved(what: EventKind, stage: StageKind) -> Entry {
    let event = ProposalEvent::remark(what, Position { stage, status: Status::Submitted });
    on(8, 50, Event::Moved(Leg::of(&event, None, None, None)))
}

/// Before an RT, then before a kelurahan and a kecamatan, then passed from one forum to the other; `taken` is the
/// support that each of the last four is said to have got from the one before.
fn journey(taken: [Option<u32>; 4]) -> Vec<Entry> {
    use StageKind::{AgencyForum, Kecamatan, Kelurahan, Rt};
    let at = sent(8).at;
    let arrives = |number, local: Option<u32>| {
        let frozen = local.map(|local| Frozen { local, other: 0, at });
        entry(meeting(number), 50, Event::ItemArrived { proposal: proposal(8), frozen })
    };
    let freezes = |number| entry(meeting(number), 50, Event::SupportFrozen { counts: vec![counted(8, 1)] });
    let goes_up = |from, to| [moved(EventKind::Forwarded, from), moved(EventKind::Arrived, to)];
    let [kelurahan, kecamatan, forum, other_forum] = taken;
    let mut entries = vec![sent(8), moved(EventKind::Submitted, Rt), backed(8, 1, 18), arrives(20, None), freezes(20)];
    entries.extend(goes_up(Rt, Kelurahan));
    entries.push(arrives(21, kelurahan));
    entries.extend(kelurahan.is_none().then(|| freezes(21)));
    // Whoever comes later is counted by nobody.
    entries.push(backed(8, 2, 18));
    entries.extend(goes_up(Kelurahan, Kecamatan));
    entries.push(arrives(22, kecamatan));
    entries.extend(goes_up(Kecamatan, AgencyForum));
    entries.extend([moved(EventKind::WentOn, AgencyForum), arrives(23, forum)]);
    entries.extend([entry(meeting(23), 50, Event::ItemLeft { proposal: proposal(8) }), arrives(24, other_forum)]);
    entries
}

#[test]
fn a_meeting_takes_over_what_the_one_before_had_frozen() {
    for (taken, doubtful) in [
        ([None, Some(1), Some(1), Some(1)], None),
        ([Some(1), Some(1), Some(1), Some(1)], Some(20 + 1)),
        ([None, None, None, None], Some(20 + 2)),
        ([None, Some(2), Some(2), Some(2)], Some(20 + 2)),
        ([None, Some(1), Some(2), Some(2)], Some(20 + 3)),
        ([None, Some(1), None, None], Some(20 + 3)),
        ([None, Some(1), Some(1), Some(2)], Some(20 + 4)),
        ([None, Some(1), Some(1), None], None),
    ] {
        let entries = journey(taken);
        let doubts = doubts(&entries);
        let named: Vec<Subject> = doubts.iter().map(|(index, _)| entries[*index].subject).collect();
        assert_eq!(named, doubtful.map(meeting).into_iter().collect::<Vec<_>>(), "{taken:?}");
        assert!(doubts.iter().all(|(_, unfounded)| *unfounded == Unfounded::Rule), "{doubts:?}");
    }
}

#[test]
fn an_order_weighs_by_the_households_that_were_told() {
    let place = |code: RegionCode, before: Option<i64>, after| {
        let of = RegionSpan { code, from: "2000-01-01".parse().unwrap() };
        let values = |households| RegionValues { name: "Legok".into(), households, to: None };
        Listed { of, before: before.map(values), after: values(after) }
    };
    let legok = home(1).kelurahan().unwrap();
    let told =
        entry(Subject::City, 50, SettingEvent::RegionsListed { rows: vec![place(legok, None, 900), place(home(1), None, 40)] }.into());
    let later = entry(Subject::City, 50, SettingEvent::RegionsListed { rows: vec![place(home(1), Some(40), 42)] }.into());
    let ordered = |households| {
        let facts = Facts {
            proposal: proposal(1),
            physical: true,
            cost: Rupiah::ZERO,
            local: 3,
            households,
            beneficiaries: 0,
            years_waiting: 0,
            submitted_at: entry(Subject::City, 50, Event::Liked).at,
        };
        Order { facts: vec![facts], ..Order::default() }
    };
    let bears = |lists: &[&Entry], households| {
        let mut known = super::households::Households::default();
        for list in lists {
            known.learn(&list.event);
        }
        let rt = home(1);
        known.are_those_of(&ordered(households), |_| Some(&rt))
    };
    assert!(bears(&[], 7), "nobody has told them");
    assert!(bears(&[&told], 40) && !bears(&[&told], 41) && !bears(&[&told], 900));
    assert!(bears(&[&told, &later], 42) && bears(&[&told, &later], 40), "an order may have been made in the same moment");
}

#[test]
fn an_order_is_made_of_what_was_asked_for() {
    let rupiah = |millions: i64| Rupiah::new(millions * 1_000_000).unwrap();
    let asked = |cost, first_year| Asked {
        physical: true,
        volume: Volume::from_thousandths(1_000).unwrap(),
        cost: rupiah(cost),
        households: 40,
        people: None,
        first_year,
    };
    let sent = |number, asked| on(number, 1, Event::Sent { rt: home(1), asked });
    let recommended = {
        let event = ProposalEvent::remark(EventKind::Recommended, Position { stage: StageKind::Rt, status: Status::Submitted });
        on(1, 50, Event::Remarked(Leg { amount: Some(rupiah(9)), ..Leg::of(&event, None, None, None) }))
    };
    let facts = |number, cost, years_waiting| Facts {
        proposal: proposal(number),
        physical: true,
        cost: rupiah(cost),
        local: 3,
        households: 0,
        beneficiaries: 40,
        years_waiting,
        submitted_at: recommended.at,
    };
    let bears = |entries: &[&Entry], facts: Vec<Facts>| {
        let mut known = super::needs::Needs::default();
        for entry in entries {
            known.learn(entry);
        }
        known.are_those_of(&Order { facts, ..Order::default() })
    };
    let (untold, first, other) = (sent(1, None), sent(1, Some(asked(5, 2027))), sent(2, Some(asked(5, 2026))));
    assert!(bears(&[&untold], vec![facts(1, 7, 3)]), "nobody has told it");
    assert!(bears(&[&first], vec![facts(1, 5, 1)]) && !bears(&[&first], vec![facts(1, 9, 1)]));
    assert!(bears(&[&first, &recommended], vec![facts(1, 9, 1)]));
    assert!(bears(&[&first, &other], vec![facts(1, 5, 1), facts(2, 5, 2)]));
    assert!(!bears(&[&first, &other], vec![facts(1, 5, 1), facts(2, 5, 1)]), "in one plan year");
    for wrong in [
        Facts { physical: false, ..facts(1, 5, 1) },
        Facts { beneficiaries: 41, ..facts(1, 5, 1) },
        Facts { submitted_at: recommended.at + chrono::TimeDelta::seconds(1), ..facts(1, 5, 1) },
    ] {
        assert!(!bears(&[&first], vec![wrong.clone()]), "{wrong:?}");
    }
}

#[test]
fn an_order_weighs_by_what_was_set() {
    let ordered = |weights: &[Weighed]| {
        let criterion = |(one, number): (&Weighed, u128)| {
            let source = Criteria::DEFAULTS.iter().find(|(code, ..)| *code == one.code).unwrap().2;
            Criterion { id: CriterionId(Uuid::from_u128(number)), code: one.code.clone(), weight: one.weight, source }
        };
        let order = Order { criteria: weights.iter().zip(1..).map(criterion).collect(), ..Order::default() };
        PublicEntry { entry: entry(meeting(1), 50, Event::OrderProposed(order)), same: Vec::new() }
    };
    let defaults = Weighed::defaults();
    let mut others = defaults.clone();
    (others[0].weight, others[6].weight) = (defaults[6].weight, defaults[0].weight);
    let set = SettingEvent::WeightsSet { before: defaults.clone(), after: others.clone(), words: None };
    let set = PublicEntry { entry: entry(Subject::Cycle(CycleId(Uuid::from_u128(8))), 50, set.into()), same: Vec::new() };
    let mut log = PublicFold::default();
    assert_eq!(log.apply(&ordered(&defaults)), Ok(()));
    assert_eq!(log.apply(&ordered(&others)), Err(Unfounded::Rule), "nobody has set them");
    assert_eq!(log.apply(&set), Ok(()));
    assert_eq!(log.apply(&ordered(&others)), Ok(()));
}

/// Some of what may happen; what cannot happen just now is left out below.
fn events() -> impl Strategy<Value = Vec<Entry>> {
    let people = 1_u128..7;
    let one = prop_oneof![
        5 => (1_u128..5, people.clone(), 1_u16..4).prop_map(|(number, by, rt)| backed(number, by, rt)),
        2 => (1_u128..5, people.clone()).prop_map(|(number, by)| on(number, by, Event::SupportWithdrawn)),
        1 => (1_u128..5, people, prop::option::of(1_u16..4)).prop_map(|(number, of, rt)| {
            on(number, 50, Event::SupporterSettled { person: person(of), home: rt.map(home) })
        }),
        2 => (1_u128..5, 1_u128..5).prop_map(|(number, into)| on(number, 50, Event::Merged { into: proposal(into) })),
        1 => (1_u128..5).prop_map(|number| on(number, 50, Event::Parted)),
    ];
    prop::collection::vec(one, 0..60)
}

fn is_possible(fold: &Fold, entry: &Entry) -> bool {
    let goes_in_a_circle = matches!((entry.subject, &entry.event), (Subject::Proposal(id), Event::Merged { into }) if {
        let mut line = vec![*into];
        while let Some(above) = fold.proposals.get(&line[line.len() - 1]).and_then(|proposal| proposal.merged_into) {
            line.push(above);
        }
        line.contains(&id)
    });
    !goes_in_a_circle && fold.clone().apply(entry).is_ok()
}

proptest! {
    /// Whatever is backed, taken back, merged, parted: strangers count what the city counts, after every entry, also
    /// when whoever publishes begins anew in between.
    #[test]
    fn strangers_count_the_same(entries in events(), anew in 1_usize..20) {
        let (mut fold, mut public) = (Fold::default(), PublicFold::default());
        let mut publishing = Publishing::anew(Vec::new());
        let possible = (1..5).map(sent).chain(entries);
        for (index, entry) in possible.enumerate() {
            if !is_possible(&fold, &entry) {
                continue;
            }
            if index % anew == 0 {
                publishing = Publishing::anew(publishing.before);
            }
            fold.apply(&entry).unwrap();
            public.apply(&publishing.publish(&entry).unwrap()).unwrap();
            prop_assert_eq!(fold.support(), public.support(), "after {:?}", entry);
        }
        // Nobody is said to be somebody else.
        for (one, other) in &public.leads {
            prop_assert_eq!(one.0.as_u64_pair().1, other.0.as_u64_pair().1);
        }
    }
}
