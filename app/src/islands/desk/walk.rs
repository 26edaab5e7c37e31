//! An order with one line moved, and what the money reaches down it, for the browser: whole rupiah, and the rule of
//! `domain::priority::Ranking::within`, which the test below holds it to.

/// One line of the order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    pub cost: i64,
    pub physical: bool,
    /// What the meeting has said: agreed or reserve.
    pub said: Option<bool>,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reached {
    /// What its kind takes down to it, it included.
    pub sum: i64,
    pub fits: bool,
}

/// The place of a kind in pairs: physical first.
pub fn kind(physical: bool) -> usize {
    usize::from(!physical)
}

/// What is agreed takes its money first, wherever it stands; the rest as far as the ceiling of its kind goes.
pub fn walk(lines: &[Line], ceiling: Option<[i64; 2]>) -> Vec<Reached> {
    let agreed = |physical| lines.iter().filter(|line| line.physical == physical && line.said == Some(true)).map(|line| line.cost).sum();
    let mut taken: [i64; 2] = [agreed(true), agreed(false)];
    let one = |line: &Line| {
        let so_far = &mut taken[kind(line.physical)];
        let fits = line.said.unwrap_or_else(|| {
            let sum = *so_far + line.cost;
            let fits = ceiling.is_none_or(|ceiling| sum <= ceiling[kind(line.physical)]);
            if fits {
                *so_far = sum;
            }
            fits
        });
        Reached { sum: *so_far, fits }
    };
    lines.iter().map(one).collect()
}

/// The first line of each kind that the money does not reach.
pub fn cuts(lines: &[Line], reached: &[Reached]) -> [Option<usize>; 2] {
    [true, false].map(|physical| lines.iter().zip(reached).position(|(line, reached)| line.physical == physical && !reached.fits))
}

/// The order with one proposal at another place, from 1.
pub fn moved(base: &[String], proposal: &str, to: usize) -> Vec<String> {
    let mut order: Vec<String> = base.iter().filter(|id| *id != proposal).cloned().collect();
    order.insert(to.saturating_sub(1).min(order.len()), proposal.to_owned());
    order
}

/// `Rp1.250.000`
pub fn rupiah(amount: i64) -> String {
    let digits = amount.to_string();
    let mut words = String::from("Rp");
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            words.push('.');
        }
        words.push(digit);
    }
    words
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;
    use domain::{
        cycle::Ceiling,
        ids::ProposalId,
        money::Rupiah,
        priority::{Ranked, Ranking, ScoreCard, Suggestion},
    };
    use uuid::Uuid;

    fn money(amount: i64) -> Rupiah {
        Rupiah::new(amount).expect("an amount")
    }

    /// Every order of five lines, of either kind, some of them decided, with and without a ceiling.
    #[test]
    fn the_browser_reaches_what_the_rule_reaches() {
        let costs = [120, 300, 285, 90, 40];
        for pattern in 0..3_u32.pow(5) * 2 {
            let said = |index: u32| [None, Some(true), Some(false)][(pattern / 2 / 3_u32.pow(index) % 3) as usize];
            let lines: Vec<Line> = (0..5_u32)
                .map(|index| Line { cost: costs[index as usize], physical: (pattern + index) % 3 != 0, said: said(index) })
                .collect();
            let ceiling = (pattern % 2 == 0).then_some([405, 130]);
            let id = |index: usize| ProposalId(Uuid::from_u128(index as u128));
            let ranked = |(index, line): (usize, &Line)| Ranked {
                id: id(index),
                physical: line.physical,
                cost: money(line.cost),
                card: ScoreCard::none(),
            };
            let ranking = Ranking::in_order(lines.iter().enumerate().map(ranked).collect());
            let of_rule = ceiling.map(|[physical, other]| Ceiling::new(money(physical), money(other)).expect("a ceiling"));
            let decided = |wanted: ProposalId| {
                let index = (0..5).find(|index| id(*index) == wanted)?;
                lines[index].said.map(|agreed| if agreed { Suggestion::Agree } else { Suggestion::Reserve })
            };
            let placed = ranking.within(of_rule.as_ref(), decided);
            let expected: Vec<Reached> = placed
                .iter()
                .map(|placed| Reached { sum: placed.running_total.amount(), fits: placed.suggestion == Suggestion::Agree })
                .collect();
            assert_eq!(walk(&lines, ceiling), expected, "{lines:?} {ceiling:?}");
        }
    }

    #[test]
    fn one_is_put_at_another_place_and_the_others_close_up() {
        let base = ["a", "b", "c"].map(str::to_owned);
        for (proposal, to, order) in [("c", 1, "cab"), ("a", 3, "bca"), ("a", 9, "bca"), ("b", 2, "abc"), ("b", 0, "bac")] {
            assert_eq!(moved(&base, proposal, to).concat(), order);
        }
    }

    #[test]
    fn the_cut_is_the_first_of_its_kind_and_money_is_grouped() {
        let line = |cost, physical| Line { cost, physical, said: None };
        let lines = [line(300, true), line(200, true), line(50, false), line(90, true)];
        let reached = walk(&lines, Some([400, 10]));
        assert_eq!(cuts(&lines, &reached), [Some(1), Some(2)]);
        assert!(reached[3].fits && reached[3].sum == 390, "a smaller one still fits");
        for amount in [0, 999, 1_000, 405_000_000] {
            assert_eq!(rupiah(amount), money(amount).to_string());
        }
    }
}
