//! Scores, the order they propose, the moves of a meeting, and what the money reaches.

use domain::{
    clock::Instant,
    cycle::Ceiling,
    ids::{AccountId, CriterionId, ProposalId},
    money::Rupiah,
    priority::{
        AssessorScore, Candidate, Criteria, Criterion, CriterionSource, Hundredths, Move, Points, Ranking, Suggestion, Weighed, Weight,
        ranking::first_reserve_that_fits,
    },
    ratio::Ratio,
    refusal::Refusal,
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

fn criteria() -> Criteria {
    let mut number = 0;
    Criteria::with_defaults(|| {
        number += 1;
        CriterionId(Uuid::from_u128(number))
    })
}

fn at(minutes: i64) -> Instant {
    Instant::from_timestamp(1_800_000_000 + minutes * 60, 0).expect("an instant")
}

fn candidate(number: u128) -> Candidate {
    Candidate {
        id: id(number),
        physical: true,
        cost: rupiah(100),
        support_per_household: None,
        beneficiaries: 0,
        years_waiting: 0,
        submitted_at: at(0),
        scores: vec![],
    }
}

/// The same points by one assessor for every assessed criterion.
fn assessed(number: u128, points: u8) -> Candidate {
    let by = |assessor: u128, criterion: &Criterion| AssessorScore {
        assessor: AccountId(Uuid::from_u128(assessor)),
        criterion: criterion.id,
        points: Points::new(points).expect("points"),
    };
    let scores = criteria()
        .all()
        .iter()
        .filter(|criterion| criterion.source == CriterionSource::Assessors)
        .map(|criterion| by(1, criterion))
        .collect();
    Candidate { scores, ..candidate(number) }
}

fn moved(number: u128, from: u32, to: u32) -> Move {
    Move { proposal: id(number), from, to }
}

fn order(ranking: &Ranking) -> Vec<u128> {
    ranking.iter().map(|(_, ranked)| ranked.id.0.as_u128()).collect()
}

#[test]
fn weights_make_exactly_one_whole() {
    let with = |weights: &[u16]| {
        let criterion = |(number, &weight): (usize, &u16)| Criterion {
            id: CriterionId(Uuid::from_u128(number as u128)),
            code: format!("c{number}"),
            weight: Weight::from_basis_points(weight).expect("weight"),
            source: CriterionSource::Assessors,
        };
        Criteria::new(weights.iter().enumerate().map(criterion).collect()).map(|_| ())
    };
    assert_eq!(with(&[3000, 7000]), Ok(()));
    assert_eq!(with(&[3000, 6999]), Err(Refusal::WeightsNotWhole { basis_points: 9999 }));
    assert_eq!(with(&[10_000, 1]), Err(Refusal::WeightsNotWhole { basis_points: 10_001 }));
    assert_eq!(with(&[]), Err(Refusal::WeightsNotWhole { basis_points: 0 }));
    assert_eq!(Weight::from_basis_points(10_001), Err(Refusal::NumberOutOfRange));
    let defaults = criteria();
    assert!(Criteria::new(defaults.all().to_vec()).is_ok(), "the defaults are valid");
    let twice = vec![defaults.all()[0].clone(), defaults.all()[0].clone()];
    assert_eq!(Criteria::new(twice), Err(Refusal::CriterionRepeats));
}

#[test]
fn all_fives_make_a_hundred_and_every_part_is_shown() {
    let best = Candidate { support_per_household: Ratio::new(1, 2), beneficiaries: 50, years_waiting: 4, ..assessed(1, 5) };
    let worst = Candidate { support_per_household: Ratio::new(0, 9), ..assessed(2, 1) };
    let cards = criteria().score(&[best, worst]);
    assert_eq!((cards[&id(1)].total, cards[&id(2)].total), (Hundredths(10_000), Hundredths(2000)));
    assert_eq!(cards[&id(1)].total.to_string(), "100,00");
    let card = &cards[&id(2)];
    assert_eq!(card.parts.len(), 7);
    assert_eq!(card.parts.iter().map(|part| part.contribution.0).sum::<u32>(), card.total.0);
}

#[test]
fn assessors_are_averaged_and_their_spread_is_shown() {
    let urgency = criteria().all()[0].id;
    let score = |assessor, points| AssessorScore {
        assessor: AccountId(Uuid::from_u128(assessor)),
        criterion: urgency,
        points: Points::new(points).expect("points"),
    };
    let cards = criteria().score(&[Candidate { scores: vec![score(1, 5), score(2, 4), score(3, 2)], ..candidate(1) }]);
    let part = &cards[&id(1)].parts[0];
    // (5 + 4 + 2) / 3 = 3,67; .30 × 3,67 × 20 = 22,02
    assert_eq!(
        (part.points, part.spread, part.assessors, part.contribution),
        (Some(Hundredths(367)), Hundredths(300), 3, Hundredths(2202))
    );
    assert_eq!(cards[&id(1)].parts[2].points, None);
    let criteria = criteria();
    let adds = |given: &[u8]| criteria.all()[0].adds_for(given.iter().map(|points| Points::new(*points).expect("points")));
    assert_eq!((adds(&[5, 4, 2]), adds(&[]), adds(&[5])), (part.contribution, Hundredths(0), Hundredths(3000)));
    assert_eq!(Points::new(0).err().or(Points::new(6).err()), Some(Refusal::NumberOutOfRange));
}

#[test]
fn facts_are_measured_against_the_most_among_those_ranked_together() {
    let with = |number, support, beneficiaries, years_waiting| Candidate {
        support_per_household: support,
        beneficiaries,
        years_waiting,
        ..candidate(number)
    };
    let cards = criteria().score(&[with(1, Ratio::new(1, 4), 40, 0), with(2, Ratio::new(1, 2), 10, 2), with(3, None, 0, 99)]);
    let points = |number, part: usize| cards[&id(number)].parts[part].points.map(|points| points.0);
    assert_eq!([points(1, 3), points(2, 3), points(3, 3)], [Some(300), Some(500), Some(100)]);
    assert_eq!([points(1, 1), points(2, 1), points(3, 1)], [Some(500), Some(200), Some(100)]);
    assert_eq!([points(1, 6), points(2, 6), points(3, 6)], [Some(100), Some(300), Some(500)]);
}

#[test]
fn equal_scores_are_told_apart_by_support_then_date_then_identifier() {
    // Only urgency counts, so that nothing else makes a difference in the score.
    let urgency = Criterion { weight: Weight::from_basis_points(Weight::WHOLE).expect("weight"), ..criteria().all()[0].clone() };
    let only = Criteria::new(vec![urgency]).expect("whole");
    let supported = Candidate { support_per_household: Ratio::new(1, 9), submitted_at: at(50), ..candidate(4) };
    let earlier = Candidate { submitted_at: at(-10), ..candidate(3) };
    let candidates = [candidate(2), candidate(1), earlier, supported, assessed(5, 1)];
    assert_eq!(order(&Ranking::propose(&candidates, &only)), [5, 4, 3, 1, 2]);
}

#[test]
fn a_move_shifts_the_others_and_is_checked() {
    let ranking = Ranking::propose(&[1, 2, 3, 4].map(candidate), &criteria());
    assert_eq!(order(&ranking), [1, 2, 3, 4]);
    let after = ranking.clone().moved(moved(4, 4, 1)).and_then(|order| order.moved(moved(1, 2, 3))).expect("moved");
    assert_eq!(order(&after), [4, 2, 1, 3]);
    assert_eq!(after.rank_of(id(1)), Some(3));
    assert_ne!(after.mark(), ranking.mark());
    assert_eq!(after.moved(moved(1, 3, 2)).and_then(|order| order.moved(moved(4, 1, 4))).map(|back| back.mark()), Ok(ranking.mark()));
    for (step, refusal) in [
        (moved(9, 1, 2), Refusal::NotFound),
        (moved(1, 2, 3), Refusal::ChangedMeanwhile),
        (moved(1, 1, 0), Refusal::RankOutOfRange { last: 4 }),
        (moved(1, 1, 5), Refusal::RankOutOfRange { last: 4 }),
    ] {
        assert_eq!(ranking.clone().moved(step), Err(refusal));
    }
}

#[test]
fn moves_stand_when_the_order_is_computed_anew() {
    let order_of = |numbers: &[u128]| Ranking::propose(&numbers.iter().map(|&number| candidate(number)).collect::<Vec<_>>(), &criteria());
    let moves = [moved(4, 4, 1), moved(1, 2, 3), moved(9, 1, 1)];
    assert_eq!(order(&order_of(&[1, 2, 3, 4, 5]).replay(&moves)), [4, 2, 1, 3, 5], "a fifth came, the moves stand");
    assert_eq!(order(&order_of(&[1, 4]).replay(&moves)), [4, 1], "where there are not so many any more, last");
}

#[test]
fn the_money_is_walked_from_the_top_each_kind_by_itself() {
    let with = |number, physical, cost| Candidate { physical, cost: rupiah(cost), ..candidate(number) };
    let ranking =
        Ranking::propose(&[with(1, true, 60), with(2, true, 50), with(3, false, 30), with(4, true, 40), with(5, false, 1)], &criteria());
    let ceiling = Ceiling::new(rupiah(100), rupiah(30)).expect("ceiling");
    let walked: Vec<(u32, i64, bool)> = ranking
        .within(Some(&ceiling), |_| None)
        .iter()
        .map(|placed| (placed.rank, placed.running_total.amount(), placed.suggestion == Suggestion::Agree))
        .collect();
    assert_eq!(walked, [(1, 60, true), (2, 60, false), (3, 30, true), (4, 100, true), (5, 30, false)]);
    assert!(ranking.within(None, |_| None).iter().all(|placed| placed.suggestion == Suggestion::Agree), "no ceiling, no cut");
    let nothing = Ceiling::default();
    assert!(ranking.within(Some(&nothing), |_| None).iter().all(|placed| placed.suggestion == Suggestion::Reserve));
}

#[test]
fn what_the_meeting_has_said_takes_its_money_before_anything_is_suggested() {
    let with = |number, cost| Candidate { physical: true, cost: rupiah(cost), ..candidate(number) };
    let ranking = Ranking::propose(&[with(1, 60), with(2, 30), with(3, 50), with(4, 20)], &criteria());
    let ceiling = Ceiling::new(rupiah(100), Rupiah::ZERO).expect("ceiling");
    let suggested = |decided: &[(u128, Suggestion)]| -> Vec<u128> {
        let said = |one: ProposalId| decided.iter().find(|(number, _)| id(*number) == one).map(|(_, suggestion)| *suggestion);
        let placed = ranking.within(Some(&ceiling), said).into_iter();
        placed.filter(|placed| placed.suggestion == Suggestion::Agree).map(|placed| placed.id.0.as_u128()).collect()
    };
    assert_eq!(suggested(&[]), [1, 2], "the score alone");
    assert_eq!(suggested(&[(1, Suggestion::Reserve)]), [2, 3, 4], "a reserve eats no money");
    assert_eq!(suggested(&[(4, Suggestion::Agree)]), [1, 4], "agreed at the bottom, its money is gone at the top");
    assert_eq!(suggested(&[(1, Suggestion::Agree), (3, Suggestion::Agree)]), [1, 3], "agreed beyond the ceiling: nothing is left");
}

#[test]
fn when_money_appears_the_first_reserve_that_fits_moves_up() {
    let reserves = [(id(1), true, rupiah(80)), (id(2), false, rupiah(10)), (id(3), true, rupiah(20))];
    let left = |physical, other| Ceiling::new(rupiah(physical), rupiah(other)).expect("ceiling");
    assert_eq!(first_reserve_that_fits(reserves, &left(100, 0)), Some(id(1)));
    assert_eq!(first_reserve_that_fits(reserves, &left(50, 10)), Some(id(2)));
    assert_eq!(first_reserve_that_fits(reserves, &left(50, 9)), Some(id(3)));
    assert_eq!(first_reserve_that_fits(reserves, &left(19, 9)), None);
}

prop_compose! {
    fn any_candidate(number: u128)(
        physical: bool, cost in 0..=Rupiah::MAX.amount(), support: (u32, u32), beneficiaries: u32, years_waiting: u16, minutes in 0..5_i64,
        given in proptest::collection::vec((0..4_u128, 1..=7_u128, 1..=5_u8), 0..12),
    ) -> Candidate {
        let scores = given.into_iter().collect::<BTreeSet<_>>().into_iter().map(|(assessor, criterion, points)| AssessorScore {
            assessor: AccountId(Uuid::from_u128(assessor)), criterion: CriterionId(Uuid::from_u128(criterion)), points: Points::new(points).expect("points"),
        }).collect();
        let support_per_household = Ratio::new(support.0, support.1);
        Candidate { id: id(number), physical, cost: rupiah(cost), support_per_household, beneficiaries, years_waiting, submitted_at: at(minutes), scores }
    }
}

fn any_candidates() -> impl Strategy<Value = Vec<Candidate>> {
    (0..12_u128).prop_flat_map(|count| (0..count).map(any_candidate).collect::<Vec<_>>())
}

proptest! {
    #[test]
    fn the_order_does_not_depend_on_how_proposals_are_handed_in((candidates, shuffled) in any_candidates().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))) {
        let ranking = Ranking::propose(&candidates, &criteria());
        prop_assert_eq!(&ranking, &Ranking::propose(&shuffled, &criteria()));
        prop_assert_eq!(ranking.iter().map(|(rank, _)| rank).collect::<Vec<_>>(), (1..=ranking.len()).collect::<Vec<_>>());
        prop_assert_eq!(order(&ranking).into_iter().collect::<BTreeSet<_>>(), candidates.iter().map(|candidate| candidate.id.0.as_u128()).collect());
    }

    #[test]
    fn scores_stay_within_a_hundred_and_parts_add_up(candidates in any_candidates()) {
        for card in criteria().score(&candidates).values() {
            prop_assert!(card.total <= Hundredths(10_000));
            prop_assert_eq!(card.parts.iter().map(|part| part.contribution.0).sum::<u32>(), card.total.0);
            for part in &card.parts {
                prop_assert!(part.points.is_none_or(|points| (100..=500).contains(&points.0)) && part.spread.0 <= 400);
            }
        }
    }

    #[test]
    fn moves_lose_nobody_and_double_nobody(candidates in any_candidates(), moves in proptest::collection::vec((0..12_u128, 1..=12_u32), 0..20)) {
        let before = Ranking::propose(&candidates, &criteria());
        let mut after = before.clone();
        for (number, to) in moves {
            let Some(from) = after.rank_of(id(number)) else { continue };
            let Ok(next) = after.clone().moved(moved(number, from, to)) else { continue };
            prop_assert_eq!(next.rank_of(id(number)), Some(to));
            after = next;
        }
        let sorted = |ranking: &Ranking| { let mut numbers = order(ranking); numbers.sort_unstable(); numbers };
        prop_assert_eq!(sorted(&before), sorted(&after));
    }

    #[test]
    fn what_is_suggested_never_passes_the_ceiling(candidates in any_candidates(), physical in 0..=Rupiah::MAX.amount() / 2, other in 0..=Rupiah::MAX.amount() / 2) {
        let ceiling = Ceiling::new(rupiah(physical), rupiah(other)).expect("ceiling");
        let placed = Ranking::propose(&candidates, &criteria()).within(Some(&ceiling), |_| None);
        for kind in [true, false] {
            let agreed = placed.iter().filter(|item| item.physical == kind && item.suggestion == Suggestion::Agree);
            prop_assert!(Rupiah::total(agreed.map(|item| item.cost)).expect("no overflow") <= ceiling.part(kind));
        }
        for item in &placed {
            prop_assert!(item.running_total <= ceiling.part(item.physical));
        }
    }

    #[test]
    fn nothing_that_would_fit_is_left_in_reserve(candidates in any_candidates(), physical in 0..=Rupiah::MAX.amount() / 2) {
        let ceiling = Ceiling::new(rupiah(physical), Rupiah::ZERO).expect("ceiling");
        let placed = Ranking::propose(&candidates, &criteria()).within(Some(&ceiling), |_| None);
        let taken = Rupiah::total(placed.iter().filter(|item| item.physical && item.suggestion == Suggestion::Agree).map(|item| item.cost)).expect("sum");
        let left = Ceiling::new(ceiling.physical().less(taken).expect("within"), Rupiah::ZERO).expect("left");
        let reserves = placed.iter().filter(|item| item.suggestion == Suggestion::Reserve).map(|item| (item.id, item.physical, item.cost));
        prop_assert_eq!(first_reserve_that_fits(reserves, &left), None);
    }
}

#[test]
fn weights_are_whole_percents_that_make_a_whole() {
    assert_eq!(Weighed::are_whole(&Weighed::defaults()), Ok(()));
    assert_eq!(Weighed::are_whole(&Weighed::defaults()[1..]), Err(Refusal::WeightsNotWhole { basis_points: 7000 }));
    let urgency = Weighed::new("urgency", 30, " 1: kecil\n5: besar ").expect("weighed");
    assert_eq!((urgency.weight.basis_points(), urgency.scale.as_str()), (3000, "1: kecil 5: besar"));
    for percent in [101, 656, u32::MAX] {
        assert_eq!(Weighed::new("urgency", percent, ""), Err(Refusal::NumberOutOfRange), "{percent}");
    }
    assert_eq!(Weighed::new("urgency", 30, &"x".repeat(301)), Err(Refusal::TooLong { most: 300 }));
}
