//! Which meetings wait for an official on a day. Whose meeting it is belongs to [`crate::permission`]; which planning year
//! is at work, to [`crate::years`].

use super::MusrenbangStatus;
use crate::years::Season;

/// Meetings of one stage in one planning year, as an official has to do with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duty {
    pub season: Season,
    /// Theirs to hold; otherwise they wait for the lists of those below.
    pub is_own: bool,
}

impl Duty {
    /// Whether a meeting that has come so far is one, with so many proposals before it that are not decided yet. In the
    /// running year one's own are, also when they have closed; of any other year what has not closed. While a year is
    /// only prepared nobody below is waited for; what an earlier one never held and has nothing left to decide is
    /// nobody's any more.
    pub fn holds(self, status: MusrenbangStatus, waiting: u32) -> bool {
        match (self.season, self.is_own) {
            (Season::Running, true) => true,
            (Season::Prepared, false) => false,
            (Season::Earlier, _) => status == MusrenbangStatus::Open || !status.has_closed() && waiting > 0,
            _ => !status.has_closed(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use MusrenbangStatus::{Closed, Open, Prepared, Sent, Signed};

    #[test]
    fn a_meeting_is_a_duty_until_it_closes_and_in_the_running_year_its_officer_keeps_it() {
        // Prepared with nothing before it and with something, open with nothing and with something, closed.
        for (season, is_own, expected) in [
            (Season::Running, true, "++ ++ +"),
            (Season::Running, false, "++ ++ ."),
            (Season::Prepared, true, "++ ++ ."),
            (Season::Prepared, false, ".. .. ."),
            (Season::Later, true, "++ ++ ."),
            (Season::Later, false, "++ ++ ."),
            (Season::Earlier, true, ".+ ++ ."),
            (Season::Earlier, false, ".+ ++ ."),
        ] {
            let mark = |status, waiting| if (Duty { season, is_own }).holds(status, waiting) { '+' } else { '.' };
            for closed in [Closed, Signed, Sent] {
                let [idle, busy] = [Prepared, Open].map(|status| [mark(status, 0), mark(status, 1)].iter().collect::<String>());
                assert_eq!(format!("{idle} {busy} {}", mark(closed, 1)), expected, "{season:?}, own: {is_own}, {closed:?}");
            }
        }
    }
}
