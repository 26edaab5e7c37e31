//! Naming the RT one lives in, and being told by its office that one does not live there.
//! Who may say so is in [`crate::permission`].

use crate::clock::Day;
use chrono::Days;

/// After the first denial the same RT is named again no earlier than this many days later; another one at once, for
/// numbers are mistyped.
const FIRST_PAUSE: u64 = 1;
/// After every further denial no RT at all is named for so long: a new name in the list must not cost nothing.
const LATER_PAUSE: u64 = 7;

/// The first day on which somebody who was denied may name their RT again.
pub fn may_name_from(denials: u32, denied_on: Day, is_same_rt: bool) -> Day {
    let pause = match denials {
        1 if is_same_rt => FIRST_PAUSE,
        0 | 1 => 0,
        _ => LATER_PAUSE,
    };
    denied_on.checked_add_days(Days::new(pause)).unwrap_or(Day::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_costs_nothing_and_insisting_costs_a_week() {
        let day = |text: &str| text.parse::<Day>().expect(text);
        let denied = day("2027-01-20");
        for (denials, is_same_rt, from) in
            [(0, true, "2027-01-20"), (1, false, "2027-01-20"), (1, true, "2027-01-21"), (2, false, "2027-01-27"), (9, true, "2027-01-27")]
        {
            assert_eq!(may_name_from(denials, denied, is_same_rt), day(from), "{denials} {is_same_rt}");
        }
        assert_eq!(may_name_from(2, Day::MAX, true), Day::MAX);
    }
}
