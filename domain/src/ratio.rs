//! Exact fractions: support per household, shares of answers. Compared without floats, so that two machines never
//! differ. Money and volumes have types of their own in [`crate::money`].

use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A fraction in lowest terms, with a denominator above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "(u32, u32)", into = "(u32, u32)")]
pub struct Ratio {
    numerator: u32,
    denominator: u32,
}

impl Ratio {
    pub const ZERO: Self = Self { numerator: 0, denominator: 1 };
    pub const ONE: Self = Self { numerator: 1, denominator: 1 };

    /// None when there is nothing to divide by.
    pub fn new(numerator: u32, denominator: u32) -> Option<Self> {
        let common = greatest_common_divisor(numerator, denominator);
        (denominator > 0).then(|| Self { numerator: numerator / common, denominator: denominator / common })
    }

    /// Cut to thousandths, for showing; comparisons use the fraction itself.
    pub fn thousandths(self) -> u64 {
        u64::from(self.numerator) * 1000 / u64::from(self.denominator)
    }

    pub fn is_at_least_percent(self, percent: u8) -> bool {
        u64::from(self.numerator) * 100 >= u64::from(percent) * u64::from(self.denominator)
    }

    /// `steps × self / largest`, cut to a whole number; `steps` when this is the largest, zero when there is none.
    pub fn steps_of(self, largest: Self, steps: u32) -> u32 {
        let part = u128::from(steps) * u128::from(self.numerator) * u128::from(largest.denominator);
        let whole = u128::from(self.denominator) * u128::from(largest.numerator);
        part.checked_div(whole).map_or(0, |cut| u32::try_from(cut).unwrap_or(steps).min(steps))
    }
}

fn greatest_common_divisor(a: u32, b: u32) -> u32 {
    if b == 0 { a.max(1) } else { greatest_common_divisor(b, a % b) }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (u64::from(self.numerator) * u64::from(other.denominator)).cmp(&(u64::from(other.numerator) * u64::from(self.denominator)))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Ratio> for (u32, u32) {
    fn from(ratio: Ratio) -> Self {
        (ratio.numerator, ratio.denominator)
    }
}

impl TryFrom<(u32, u32)> for Ratio {
    type Error = &'static str;
    fn try_from((numerator, denominator): (u32, u32)) -> Result<Self, Self::Error> {
        Self::new(numerator, denominator).ok_or("a fraction with nothing to divide by")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(numerator: u32, denominator: u32) -> Ratio {
        Ratio::new(numerator, denominator).expect("a denominator")
    }

    #[test]
    fn fractions_are_compared_exactly() {
        assert_eq!(ratio(2, 4), ratio(1, 2));
        assert!(ratio(1, 3) < ratio(334, 1000) && ratio(1, 3) > ratio(333, 1000));
        assert_eq!(ratio(2, 3).thousandths(), 666);
        assert!(ratio(60, 100).is_at_least_percent(60) && !ratio(599, 1000).is_at_least_percent(60));
        assert_eq!((ratio(1, 2).steps_of(ratio(1, 1), 400), ratio(1, 2).steps_of(Ratio::ZERO, 400)), (200, 0));
        assert_eq!(Ratio::new(1, 0), None);
    }

    proptest! {
        #[test]
        fn equal_and_neither_greater_agree(a in 0..50_u32, b in 1..50_u32, c in 0..50_u32, d in 1..50_u32) {
            let (left, right) = (ratio(a, b), ratio(c, d));
            prop_assert_eq!(left == right, left.cmp(&right) == Ordering::Equal);
            prop_assert_eq!(left < right, a * d < c * b);
        }

        #[test]
        fn steps_never_pass_the_largest(a: u32, b in 1..u32::MAX, c: u32, d in 1..u32::MAX) {
            prop_assert!(ratio(a, b).steps_of(ratio(c, d), 400) <= 400);
        }
    }
}
