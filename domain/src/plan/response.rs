//! The response rule: when the answers to a plan count as positive, and what the agency then owes.
//! The rule is the city's, shown on the page and frozen at publication; it makes duties, it never decides.
//!
//! ```text
//! n = supporting + opposing            verified residents, one stance each, changeable until the end
//! positive when  n ≥ max(30, 2 % of the households of the affected regions)
//!           and  supporting / n ≥ 60 %
//!           and  local / n ≥ 50 %      (0 for a city-wide plan)
//! ```

use crate::{
    city::{City, Setting},
    clock::Day,
    ratio::Ratio,
};
use chrono::Days;
use serde::{Deserialize, Serialize};

coded_enum! {
    /// A resident's answer to a plan; one each, changeable until the period ends.
    pub enum Stance {
        /// *Mendukung.*
        Support = "support",
        /// *Tidak mendukung.*
        Oppose = "oppose",
    }
}

coded_enum! {
    /// What the answers amount to.
    pub enum Outcome {
        Positive = "positive",
        NotPositive = "not_positive",
        /// *Tanggapan belum memadai*: never counts as consent.
        TooFew = "too_few",
    }
}

coded_enum! {
    /// What the agency owes after the period.
    pub enum DutyKind {
        FollowUp = "follow_up",
        AnswerObjections = "answer_objections",
    }
}

/// The thresholds of one city, each a setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ResponseRule {
    pub min_count: u32,
    /// Of the households of the affected regions, in thousandths: 20 is 2 %.
    pub min_households_per_mille: u16,
    pub min_support_percent: u8,
    pub min_local_percent: u8,
    pub response_days: u16,
    pub follow_up_days: u16,
}

impl Default for ResponseRule {
    fn default() -> Self {
        Self::of(&City::default())
    }
}

/// The answers counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Tally {
    pub supporting: u32,
    pub opposing: u32,
    /// How many of both are at home in an affected region.
    pub local: u32,
}

impl Tally {
    pub fn count(self) -> u32 {
        self.supporting.saturating_add(self.opposing)
    }
}

/// The figures as they stood when the period ended, kept with the plan for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    pub rule: ResponseRule,
    pub tally: Tally,
    pub households: u32,
    /// How many answers were needed.
    pub needed: u32,
    /// Of all answers; none when nobody answered.
    pub support_share: Option<Ratio>,
    pub local_share: Option<Ratio>,
    pub outcome: Outcome,
}

/// Something owed by a day. Overdue duties are public.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Duty {
    pub kind: DutyKind,
    pub due_on: Day,
}

impl Duty {
    /// The due day itself is still in time.
    pub fn is_overdue(&self, today: Day) -> bool {
        today > self.due_on
    }
}

impl ResponseRule {
    /// The rule of a city for what is published from now on.
    pub fn of(city: &City) -> Self {
        let number = |setting| city.number(setting);
        let percent = |setting| u8::try_from(number(setting)).unwrap_or(u8::MAX);
        let few = |setting| u16::try_from(number(setting)).unwrap_or(u16::MAX);
        Self {
            min_count: number(Setting::MinCount),
            min_households_per_mille: few(Setting::MinHouseholds),
            min_support_percent: percent(Setting::MinSupport),
            min_local_percent: percent(Setting::MinLocal),
            response_days: few(Setting::ResponseDays),
            follow_up_days: few(Setting::FollowUpDays),
        }
    }

    /// The same rule where the whole city is affected and everybody is local.
    #[must_use]
    pub fn for_city_wide(&self) -> Self {
        Self { min_local_percent: 0, ..*self }
    }

    /// The larger of the least count and the share of households, rounded up: a threshold is reached, not approached.
    pub fn needed(&self, households: u32) -> u32 {
        let share = (u64::from(households) * u64::from(self.min_households_per_mille)).div_ceil(1000);
        self.min_count.max(u32::try_from(share).unwrap_or(u32::MAX))
    }

    /// The last day on which residents may answer: a plan published today is open for the whole period after it.
    pub fn closes_on(&self, published_on: Day) -> Day {
        after(published_on, self.response_days)
    }

    /// Evaluated once, when the period has ended.
    pub fn evaluate(&self, tally: Tally, households: u32) -> Evaluation {
        let count = tally.count();
        let needed = self.needed(households);
        let support_share = Ratio::new(tally.supporting, count);
        let local_share = Ratio::new(tally.local.min(count), count);
        let reaches = |share: Option<Ratio>, percent| share.is_some_and(|share| share.is_at_least_percent(percent));
        let outcome = if count == 0 || count < needed {
            Outcome::TooFew
        } else if reaches(support_share, self.min_support_percent) && reaches(local_share, self.min_local_percent) {
            Outcome::Positive
        } else {
            Outcome::NotPositive
        };
        Evaluation { rule: *self, tally, households, needed, support_share, local_share, outcome }
    }
}

impl Evaluation {
    /// Positive: a follow-up is due. Not positive: the objections must be answered, in the same time. Too few: nobody
    /// has consented, and nothing is owed.
    pub fn duty(&self, closed_on: Day) -> Option<Duty> {
        let kind = match self.outcome {
            Outcome::Positive => DutyKind::FollowUp,
            Outcome::NotPositive => DutyKind::AnswerObjections,
            Outcome::TooFew => return None,
        };
        Some(Duty { kind, due_on: after(closed_on, self.rule.follow_up_days) })
    }
}

fn after(day: Day, days: u16) -> Day {
    day.checked_add_days(Days::new(u64::from(days))).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn outcome(supporting: u32, opposing: u32, local: u32, households: u32) -> Outcome {
        ResponseRule::default().evaluate(Tally { supporting, opposing, local }, households).outcome
    }

    #[test]
    fn each_threshold_is_reached_exactly_or_not_at_all() {
        let table = [
            ("nobody answered", (0, 0, 0, 0), Outcome::TooFew),
            ("one short of thirty", (29, 0, 29, 100), Outcome::TooFew),
            ("thirty, all in favour and local", (30, 0, 30, 100), Outcome::Positive),
            ("2 % of 1501 households is 31 people", (30, 0, 30, 1501), Outcome::TooFew),
            ("and 31 are enough", (31, 0, 31, 1501), Outcome::Positive),
            ("60 % in favour", (60, 40, 100, 100), Outcome::Positive),
            ("one less than 60 %", (59, 41, 100, 100), Outcome::NotPositive),
            ("50 % local", (100, 0, 50, 100), Outcome::Positive),
            ("one less than 50 % local", (100, 0, 49, 100), Outcome::NotPositive),
            ("many from elsewhere do not help", (3000, 0, 10, 100), Outcome::NotPositive),
        ];
        for (name, (supporting, opposing, local, households), expected) in table {
            assert_eq!(outcome(supporting, opposing, local, households), expected, "{name}");
        }
        let city_wide = ResponseRule::default().for_city_wide().evaluate(Tally { supporting: 100, opposing: 0, local: 0 }, 100);
        assert_eq!(city_wide.outcome, Outcome::Positive);
    }

    #[test]
    fn duties_have_a_day_and_that_day_is_in_time() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        let rule = ResponseRule::default();
        assert_eq!(rule.closes_on(day("2027-02-01")), day("2027-02-22"));
        let duty = |tally| rule.evaluate(tally, 100).duty(day("2027-02-22"));
        let positive = duty(Tally { supporting: 40, opposing: 0, local: 40 }).expect("a duty");
        assert_eq!(positive, Duty { kind: DutyKind::FollowUp, due_on: day("2027-03-08") });
        assert!(!positive.is_overdue(day("2027-03-08")) && positive.is_overdue(day("2027-03-09")));
        assert_eq!(duty(Tally { supporting: 0, opposing: 40, local: 40 }).map(|duty| duty.kind), Some(DutyKind::AnswerObjections));
        assert_eq!(duty(Tally::default()), None);
    }

    proptest! {
        #[test]
        fn too_few_answers_never_count_as_consent(supporting: u32, opposing: u32, local: u32, households: u32) {
            let evaluation = ResponseRule::default().evaluate(Tally { supporting, opposing, local }, households);
            prop_assert_eq!(evaluation.tally.count() < evaluation.needed, evaluation.outcome == Outcome::TooFew);
        }

        #[test]
        fn another_local_supporter_never_harms(supporting in 0..10_000_u32, opposing in 0..10_000_u32, households in 0..500_000_u32) {
            let local = supporting / 2;
            if outcome(supporting, opposing, local, households) == Outcome::Positive {
                prop_assert_eq!(outcome(supporting + 1, opposing, local + 1, households), Outcome::Positive);
            }
        }
    }
}
