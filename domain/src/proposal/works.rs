//! What the agency that builds says of the works, between the budget and their end. Who may is asked in
//! [`crate::permission`].

use crate::{
    clock::{Day, Instant},
    codes::Status,
    refusal::Refusal,
};
use chrono::Days;

/// How far the works are, as it was last reported since the last mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorksReport {
    /// 0 to 100.
    pub percent: u8,
    pub at: Instant,
}

/// A share of the works as it is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(u8);

impl Percent {
    pub fn new(number: u32) -> Result<Self, Refusal> {
        u8::try_from(number).ok().filter(|percent| *percent <= 100).map(Self).ok_or(Refusal::NumberOutOfRange)
    }

    pub fn get(self) -> u8 {
        self.0
    }
}

/// Whether works are to be reported while a proposal has this status.
pub fn are_reported(status: Status) -> bool {
    matches!(status, Status::InApbd | Status::UnderWay)
}

/// The last day on which the next report comes in time: so many days after the last one, or after the last mark.
pub fn due_on(marked_on: Day, reported_on: Option<Day>, report_days: u32) -> Day {
    reported_on.unwrap_or(marked_on) + Days::new(report_days.into())
}

/// The agency owes a report that was due on that day.
pub fn is_overdue(status: Status, due_on: Day, today: Day) -> bool {
    are_reported(status) && due_on < today
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_due_some_days_after_the_last_one_and_says_a_share() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        assert_eq!(due_on(day("2027-01-01"), None, 92), day("2027-04-03"));
        assert_eq!(due_on(day("2027-01-01"), Some(day("2027-04-01")), 92), day("2027-07-02"));
        assert_eq!(due_on(day("2027-01-01"), None, 7), day("2027-01-08"));
        let overdue = |status, today| is_overdue(status, day("2027-04-03"), day(today));
        assert_eq!((overdue(Status::InApbd, "2027-04-03"), overdue(Status::InApbd, "2027-04-04")), (false, true));
        assert!(!overdue(Status::Finished, "2027-04-04"), "nothing is owed after the end");
        assert_eq!((Percent::new(100).map(Percent::get), Percent::new(101)), (Ok(100), Err(Refusal::NumberOutOfRange)));
        let reported: Vec<Status> = Status::ALL.into_iter().filter(|status| are_reported(*status)).collect();
        assert_eq!(reported, [Status::InApbd, Status::UnderWay]);
    }
}
