//! Money in whole rupiah and volumes in exact thousandths. No floats, no silent overflow, no rounding.
//! How an amount is written on a page or in a spreadsheet is decided there, from [`Rupiah::grouped`].

use crate::{
    number::{self, Digits, grouped},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Whole rupiah in 64 bits: never negative, at most [`Rupiah::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Rupiah(i64);

impl Rupiah {
    pub const ZERO: Self = Self(0);
    /// A thousand trillion rupiah: some three hundred yearly budgets of a large city, far below the limit of 64 bits.
    pub const MAX: Self = Self(1_000_000_000_000_000);

    /// Refuses negative amounts and amounts above [`Rupiah::MAX`].
    pub fn new(amount: i64) -> Result<Self, Refusal> {
        if (0..=Self::MAX.0).contains(&amount) { Ok(Self(amount)) } else { Err(Refusal::AmountOutOfRange) }
    }

    /// Reads what people type: `1250000`, `1.250.000`, `Rp 1.250.000`, `Rp1.250.000,00`. Nothing after the comma but
    /// noughts.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim().to_lowercase();
        let text = text.strip_prefix("rp").or_else(|| text.strip_prefix("idr")).unwrap_or(&text).trim_start_matches('.').trim();
        let text = text.strip_suffix(",-").or_else(|| text.strip_suffix(".-")).unwrap_or(text);
        let digits = number::read(text).whole(Refusal::AmountUnreadable)?;
        digits.parse().map_err(|_| Refusal::AmountOutOfRange).and_then(Self::new)
    }

    pub fn amount(self) -> i64 {
        self.0
    }

    pub fn checked_add(self, other: Self) -> Result<Self, Refusal> {
        self.0.checked_add(other.0).ok_or(Refusal::AmountOutOfRange).and_then(Self::new)
    }

    /// What is left of `self` after `other`; `None` when `other` is larger.
    pub fn less(self, other: Self) -> Option<Self> {
        (self.0 >= other.0).then(|| Self(self.0 - other.0))
    }

    /// The sum of all amounts.
    pub fn total(amounts: impl IntoIterator<Item = Self>) -> Result<Self, Refusal> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// The digits in groups of three, as Indonesian writes them: `1.250.000`.
    pub fn grouped(self) -> String {
        grouped(self.0)
    }
}

coded_enum! {
    /// *Sumber dana*: whose money a work would be paid with.
    pub enum FundingSource {
        CityBudget = "city_budget",
        ProvincialBudget = "provincial_budget",
        NationalBudget = "national_budget",
        KelurahanFund = "kelurahan_fund",
        /// *CSR*.
        CompanyDonation = "company_donation",
        /// *Swadaya*.
        OwnContribution = "own_contribution",
    }
}

/// `Rp1.250.000`, the form used on every page.
impl fmt::Display for Rupiah {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rp{}", self.grouped())
    }
}

/// How much of a thing, in exact thousandths of its unit: 12,5 m is `12500`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Volume(i64);

impl Volume {
    /// Ten million units; more is a typing error.
    pub const MAX: Self = Self(10_000_000_000);

    /// Refuses zero, negatives and more than [`Volume::MAX`].
    pub fn from_thousandths(thousandths: i64) -> Result<Self, Refusal> {
        if (1..=Self::MAX.0).contains(&thousandths) { Ok(Self(thousandths)) } else { Err(Refusal::VolumeOutOfRange) }
    }

    /// Reads `240`, `12,5`, `1.250,125`; at most three decimals. See [`number`] for points and commas.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let Digits { whole, decimals } = number::read(text).sure(Refusal::VolumeUnreadable)?;
        let decimals = decimals.trim_end_matches('0');
        if decimals.len() > 3 {
            return Err(Refusal::VolumeUnreadable);
        }
        let whole: i64 = whole.parse().map_err(|_| Refusal::VolumeOutOfRange)?;
        let thousandths: i64 = format!("{decimals:0<3}").parse().map_err(|_| Refusal::VolumeUnreadable)?;
        whole
            .checked_mul(1000)
            .and_then(|all| all.checked_add(thousandths))
            .ok_or(Refusal::VolumeOutOfRange)
            .and_then(Self::from_thousandths)
    }

    pub fn thousandths(self) -> i64 {
        self.0
    }

    /// Volume × unit price. Refused when it is not a whole number of rupiah or too large: money is never rounded.
    pub fn times(self, unit_price: Rupiah) -> Result<Rupiah, Refusal> {
        let product = i128::from(self.0) * i128::from(unit_price.0);
        if product % 1000 != 0 {
            return Err(Refusal::CostNotWhole);
        }
        i64::try_from(product / 1000).map_err(|_| Refusal::AmountOutOfRange).and_then(Rupiah::new)
    }
}

/// `1.250` or `12,5`: Indonesian grouping, decimals only where there are any.
impl fmt::Display for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&grouped(self.0 / 1000))?;
        match self.0 % 1000 {
            0 => Ok(()),
            rest => write!(f, ",{}", format!("{rest:03}").trim_end_matches('0')),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn rupiah_reads_what_people_type() {
        for (text, amount) in [
            ("1250000", 1_250_000),
            ("1.250.000", 1_250_000),
            (" Rp 1.250.000 ", 1_250_000),
            ("Rp1.250.000,00", 1_250_000),
            ("Rp. 500", 500),
            ("Rp 420.175.000", 420_175_000),
            ("Rp350.000,00", 350_000),
            ("Rp 350.000,-", 350_000),
            ("IDR 350000", 350_000),
            ("84,000,000", 84_000_000),
            ("84000000,00", 84_000_000),
            ("0", 0),
        ] {
            assert_eq!(Rupiah::parse(text).map(Rupiah::amount), Ok(amount), "{text}");
        }
        for text in ["", "Rp", "1.25", "12.5000", "-5", "1,5", "sejuta", "1250.000.00", "१२", "+5", "8.4E+07", "350.000,50"] {
            assert_eq!(Rupiah::parse(text), Err(Refusal::AmountUnreadable), "{text}");
        }
        assert_eq!(Rupiah::parse("99999999999999999999"), Err(Refusal::AmountOutOfRange));
        for (text, one, other) in [("84000000.00", "84.000.000", "8.400.000.000"), ("84,000", "84", "84.000")] {
            let asked = Refusal::NumberAmbiguous { one: one.into(), other: other.into() };
            assert_eq!(Rupiah::parse(text), Err(asked), "{text}");
        }
    }

    #[test]
    fn volumes_read_and_print_the_indonesian_way() {
        for (text, thousandths, printed) in [
            ("240", 240_000, "240"),
            ("12,5", 12_500, "12,5"),
            ("1.250", 1_250_000, "1.250"),
            ("1.200,5", 1_200_500, "1.200,5"),
            ("0.5", 500, "0,5"),
            ("1.250,125", 1_250_125, "1.250,125"),
        ] {
            let volume = Volume::parse(text).expect(text);
            assert_eq!((volume.thousandths(), volume.to_string().as_str()), (thousandths, printed));
        }
        for text in ["", ",5", "1,2345", "tiga", "-1", "+5", "1.25.000"] {
            assert_eq!(Volume::parse(text), Err(Refusal::VolumeUnreadable), "{text}");
        }
        assert_eq!(Volume::parse("0"), Err(Refusal::VolumeOutOfRange));
        let asked = Refusal::NumberAmbiguous { one: "12,5".into(), other: "125".into() };
        assert_eq!(Volume::parse("12.5"), Err(asked));
    }

    #[test]
    fn a_cost_that_is_not_whole_is_refused_not_rounded() {
        let price = Rupiah::new(333).expect("price");
        assert_eq!(Volume::parse("0,5").and_then(|volume| volume.times(price)), Err(Refusal::CostNotWhole));
        assert_eq!(Volume::parse("3").and_then(|volume| volume.times(price)), Rupiah::new(999));
    }

    proptest! {
        #[test]
        fn printed_money_reads_back(amount in 0..=Rupiah::MAX.amount()) {
            let money = Rupiah::new(amount).expect("in range");
            prop_assert_eq!(Rupiah::parse(&money.to_string()), Ok(money));
        }

        #[test]
        fn printed_volumes_read_back(thousandths in 1..=Volume::MAX.thousandths()) {
            let volume = Volume::from_thousandths(thousandths).expect("in range");
            prop_assert_eq!(Volume::parse(&volume.to_string()), Ok(volume));
        }

        #[test]
        fn money_never_overflows(a in 0..=Rupiah::MAX.amount(), b in 0..=Rupiah::MAX.amount(), v in 1..=Volume::MAX.thousandths()) {
            let (a, b, v) = (Rupiah::new(a).expect("a"), Rupiah::new(b).expect("b"), Volume::from_thousandths(v).expect("v"));
            if let Ok(sum) = a.checked_add(b) { prop_assert_eq!(sum.amount(), a.amount() + b.amount()); }
            if let Ok(cost) = v.times(a) { prop_assert_eq!(i128::from(cost.amount()) * 1000, i128::from(v.thousandths()) * i128::from(a.amount())); }
        }
    }
}
