//! An objection to what a meeting said: raised once by whoever proposed it, in time, and answered by the office above by
//! a day. Upheld, the proposal is discussed again ([`super::Step::Reinstate`]); dismissed, the decision stays. Who may do
//! either is asked in [`crate::permission`].

use crate::{clock::Day, refusal::Refusal};
use chrono::Days;
use serde::{Deserialize, Serialize};

/// The decision that stands, with the days that the city gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decided {
    /// It became final.
    pub on: Day,
    /// So many days it may be objected to.
    pub object_days: u32,
    /// So many days the office above has from the objection on.
    pub answer_days: u32,
}

impl Decided {
    /// The last day on which an objection may be raised.
    pub fn last_day(self) -> Day {
        self.on + Days::new(self.object_days.into())
    }
}

/// The objection to the decision that stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Objection {
    /// The last day on which the office above answers in time.
    pub due_on: Day,
    /// With "no": a "yes" leaves no decision to object to.
    pub is_dismissed: bool,
}

impl Objection {
    /// Only one against each decision. The day it is to be answered by stays, whatever the city gives later.
    pub fn raise(earlier: Option<Self>, decided: Decided, today: Day) -> Result<Self, Refusal> {
        match earlier {
            Some(_) => Err(Refusal::ObjectedAlready),
            None if today > decided.last_day() => Err(Refusal::ObjectionTooLate { last: decided.last_day() }),
            None => Ok(Self { due_on: today + Days::new(decided.answer_days.into()), is_dismissed: false }),
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

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    #[test]
    fn one_objection_is_raised_and_answered_within_the_days_of_the_city() {
        let table = [(14, 14, "2027-02-03", "2027-02-17"), (1, 60, "2027-01-21", "2027-03-22"), (60, 1, "2027-03-21", "2027-03-22")];
        for (object_days, answer_days, last, due_on) in table {
            let decided = Decided { on: day("2027-01-20"), object_days, answer_days };
            let (last, due_on) = (day(last), day(due_on));
            let raised = Objection::raise(None, decided, last).expect("the last day");
            assert_eq!(raised, Objection { due_on, is_dismissed: false });
            assert_eq!(Objection::raise(None, decided, last + Days::new(1)), Err(Refusal::ObjectionTooLate { last }));
            assert_eq!(Objection::raise(Some(raised), decided, decided.on), Err(Refusal::ObjectedAlready));
        }
        let raised = Objection { due_on: day("2027-02-17"), is_dismissed: false };
        assert!(!raised.is_overdue(day("2027-02-17")) && raised.is_overdue(day("2027-02-18")));
        assert!(!Objection { is_dismissed: true, ..raised }.is_overdue(day("2027-03-01")));
    }
}
