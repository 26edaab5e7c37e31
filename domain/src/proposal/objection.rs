//! An objection to what a meeting said: raised once by whoever proposed it, in time, and answered by the office above by
//! a day. Upheld, the proposal is discussed again ([`super::Step::Reinstate`]); dismissed, the decision stays. Who may do
//! either is asked in [`crate::permission`].

use crate::{clock::Day, refusal::Refusal};
use chrono::Days;
use serde::{Deserialize, Serialize};

/// Residents hear of a decision in their RT within a week or two, and the meetings of two levels lie two to four weeks
/// apart: what is upheld still comes in time for the next.
pub const RAISE_WITHIN_DAYS: u64 = 14;

/// Ten working days, as for objections to other decisions of an office (UU 30/2014, art. 77).
pub const ANSWER_WITHIN_DAYS: u64 = 14;

/// The objection to the decision that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Objection {
    /// The last day on which the office above answers in time.
    pub due_on: Day,
    /// With "no": a "yes" leaves no decision to object to.
    pub is_dismissed: bool,
}

impl Objection {
    /// Against a decision that became final on `decided_on`; only one against each.
    pub fn raise(earlier: Option<Self>, decided_on: Day, today: Day) -> Result<Self, Refusal> {
        match earlier {
            Some(_) => Err(Refusal::ObjectedAlready),
            None if today > last_day(decided_on) => Err(Refusal::ObjectionTooLate { last: last_day(decided_on) }),
            None => Ok(Self { due_on: today + Days::new(ANSWER_WITHIN_DAYS), is_dismissed: false }),
        }
    }

    /// The office above still has to answer.
    pub fn waits(self) -> bool {
        !self.is_dismissed
    }

    pub fn is_overdue(self, today: Day) -> bool {
        self.waits() && self.due_on < today
    }
}

/// The last day on which an objection may be raised.
pub fn last_day(decided_on: Day) -> Day {
    decided_on + Days::new(RAISE_WITHIN_DAYS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    #[test]
    fn one_objection_is_raised_within_two_weeks_and_answered_within_two() {
        let decided = day("2027-01-20");
        let raised = Objection::raise(None, decided, day("2027-02-03")).expect("the last day");
        assert_eq!(raised, Objection { due_on: day("2027-02-17"), is_dismissed: false });
        assert_eq!(Objection::raise(None, decided, day("2027-02-04")), Err(Refusal::ObjectionTooLate { last: day("2027-02-03") }));
        assert_eq!(Objection::raise(Some(raised), decided, decided), Err(Refusal::ObjectedAlready));
        assert!(!raised.is_overdue(day("2027-02-17")) && raised.is_overdue(day("2027-02-18")));
        assert!(!Objection { is_dismissed: true, ..raised }.is_overdue(day("2027-03-01")));
    }
}
