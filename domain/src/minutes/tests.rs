use super::*;
use crate::{reason::ReasonCode, region::RegionCode};
use proptest::prelude::*;

fn heading() -> Heading {
    Heading {
        plan_year: 2028,
        stage: StageKind::Kelurahan,
        seat: "Kelurahan Legok".into(),
        place: "Aula kelurahan".into(),
        leader: "Ketua LPM".into(),
        held_on: "2027-01-20".parse().expect("day"),
        version: 1,
        by_vote: false,
        dissent: None,
        ceiling_note: None,
        women_note: None,
        missing: Vec::new(),
    }
}

fn item(serial: u32, rank: Option<u32>, decision: Decision) -> Item {
    Item {
        number: ProposalNumber::new(RegionCode::parse("15.71.10.1003").expect("code"), 2028, serial).expect("number"),
        title: format!("Usulan {serial}"),
        volume: Volume::parse("12,5").expect("volume"),
        unit: "m".into(),
        cost: Rupiah::new(9_375_000).expect("cost"),
        agency: Some("Dinas PUPR".into()),
        support: SupportCount { local: 37, other: 4 },
        rank,
        decision,
        reason: decision.needs_reason().then(|| Reason::new(ReasonCode::OverCeiling, "melebihi pagu").expect("reason")),
    }
}

fn minutes(items: Vec<Item>) -> Minutes {
    let delegates = vec![DelegateName { name: "Contoh Delegasi".into(), is_woman: true }];
    Minutes::build(heading(), items, Attendance { total: 40, women: 18 }, delegates)
}

#[test]
fn every_item_is_on_exactly_one_list() {
    let decided = [
        Decision::Merged,
        Decision::Reserve,
        Decision::Agreed,
        Decision::Rejected,
        Decision::Agreed,
        Decision::Deferred,
        Decision::Returned,
    ];
    let items = (1..)
        .zip(decided)
        .map(|(serial, decision)| item(serial, (decision == Decision::Agreed).then_some(10 - serial), decision))
        .collect();
    let minutes = minutes(items);
    let serials = |items: &[Item]| items.iter().map(|item| item.number.serial()).collect::<Vec<_>>();
    assert_eq!(
        (serials(&minutes.priority), serials(&minutes.reserve), serials(&minutes.not_accommodated)),
        (vec![5, 3], vec![2], vec![4, 6])
    );
    assert_eq!((serials(&minutes.returned), serials(&minutes.merged)), (vec![7], vec![1]), "neither was refused");
    assert!(minutes.not_accommodated.iter().all(|item| item.reason.is_some()));
}

#[test]
fn minutes_from_before_are_told_apart_for_showing_and_hashed_as_they_were() {
    let mut old = minutes(vec![item(2, None, Decision::Rejected), item(1, None, Decision::Merged)]);
    old.not_accommodated.append(&mut old.merged);
    let text = old.canonical_text();
    assert!(text.contains("not_accommodated\t-\t15.71.10.1003/2028/0001\tmerged"), "{text}");
    let shown = old.told_apart();
    assert_eq!((shown.not_accommodated.len(), shown.merged.len()), (1, 1));
}

#[test]
fn the_canonical_text_is_this_and_stays_this() {
    let text = minutes(vec![item(2, None, Decision::Rejected), item(1, Some(1), Decision::Agreed)]).canonical_text();
    assert_eq!(
        text,
        "rembuk-minutes\t1\n\
         meeting\t2028\tkelurahan\t+Kelurahan Legok\t2027-01-20\t1\n\
         held\t+Aula kelurahan\t+Ketua LPM\tconsensus\n\
         notes\t-\t-\t-\n\
         attendance\t40\t18\n\
         priority\t1\t15.71.10.1003/2028/0001\tagreed\t-\t-\t+Usulan 1\t12500\t+m\t9375000\t+Dinas PUPR\t37\t4\n\
         not_accommodated\t-\t15.71.10.1003/2028/0002\trejected\tPAGU\t+melebihi pagu\t+Usulan 2\t12500\t+m\t9375000\t+Dinas PUPR\t37\t4\n\
         delegate\t+Contoh Delegasi\twoman\n"
    );
}

fn sealed(mut minutes: Minutes, salt: u128) -> Minutes {
    let checkpoint = Checkpoint { size: 70_000, root: Digest([7; 32]), key: "kota.go.id/data/log+0a1b2c3d+AbC/=".into() };
    minutes.seal = Some(Seal { salt: Uuid::from_u128(salt), annex: Digest([1; 32]), checkpoint: Some(checkpoint) });
    minutes
}

#[test]
fn the_text_of_the_second_form_has_no_names_and_says_where_the_log_stood() {
    let of_the_first_form = minutes(vec![item(1, Some(1), Decision::Agreed)]);
    let sealed = sealed(of_the_first_form.clone(), 5);
    let (one, seven) = ("01".repeat(32), "07".repeat(32));
    assert_eq!(
        sealed.canonical_text(),
        format!(
            "rembuk-minutes\t2\n\
             meeting\t2028\tkelurahan\t+Kelurahan Legok\t2027-01-20\t1\n\
             held\t+Aula kelurahan\t+Ketua LPM\tconsensus\n\
             notes\t-\t-\t-\n\
             attendance\t40\t18\n\
             priority\t1\t15.71.10.1003/2028/0001\tagreed\t-\t-\t+Usulan 1\t12500\t+m\t9375000\t+Dinas PUPR\t37\t4\n\
             delegates\t1\t1\t{one}\n\
             log\t70000\t{seven}\t+kota.go.id/data/log+0a1b2c3d+AbC/=\n"
        )
    );
    assert_eq!(sealed.public_text(), sealed.canonical_text());
    assert_eq!(checkpoint_of(&sealed.public_text()), sealed.seal.as_ref().and_then(|seal| seal.checkpoint.clone()));
    assert_eq!(
        sealed.annex_text(Uuid::from_u128(5)),
        "rembuk-minutes-annex\t1\nsalt\t00000000-0000-0000-0000-000000000005\ndelegate\t+Contoh Delegasi\twoman\n"
    );
    let old = of_the_first_form.public_text();
    assert!(may_lack_names(&old) && !may_lack_names(&sealed.public_text()) && !may_lack_names(""));
    assert!(!old.contains("Contoh") && !of_the_first_form.is_public_whole() && sealed.is_public_whole(), "{old}");
    assert_eq!((checkpoint_of(&old), checkpoint_of("log\t-\n"), checkpoint_of("")), (None, None, None));
}

proptest! {
    #[test]
    fn different_words_never_make_the_same_text(one in "[ab\\\\\t\n+-]{0,6}", other in "[ab\\\\\t\n+-]{0,6}", unit in "[ab\\\\\t\n]{0,4}", other_unit in "[ab\\\\\t\n]{0,4}") {
        let with = |title: &str, unit: &str| minutes(vec![Item { title: title.to_owned(), unit: unit.to_owned(), ..item(1, Some(1), Decision::Agreed) }]).canonical_text();
        prop_assert_eq!(with(&one, &unit) == with(&other, &other_unit), one == other && unit == other_unit);
    }

    #[test]
    fn the_order_in_which_items_come_in_does_not_matter(order in Just((1..=8_u32).collect::<Vec<_>>()).prop_shuffle()) {
        let built = |serials: Vec<u32>| minutes(serials.into_iter().map(|serial| item(serial, (serial % 2 == 0).then_some(serial), Decision::ALL[serial as usize % 6])).collect());
        prop_assert_eq!(built(order).canonical_text(), built((1..=8).collect()).canonical_text());
    }
}
