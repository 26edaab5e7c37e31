//! A point on the map in whole millionths of a degree (some eleven centimetres): never a float.
//! Whether it lies in a kelurahan is asked of the boundaries, which are not a rule and live with services.

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Latitude and longitude, within the box that holds Indonesia.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pin {
    latitude_micros: i32,
    longitude_micros: i32,
}

impl Pin {
    /// From Rote to beyond Sabang, from Sabang to Merauke; a swapped pair falls outside.
    pub fn new(latitude_micros: i32, longitude_micros: i32) -> Result<Self, Refusal> {
        let inside = (-11_500_000..=6_500_000).contains(&latitude_micros) && (94_500_000..=141_500_000).contains(&longitude_micros);
        if inside { Ok(Self { latitude_micros, longitude_micros }) } else { Err(Refusal::CoordinateOutsideCountry) }
    }

    /// Reads two degrees as phones and maps write them, `-1.602294` and `103.578408`; further decimals are cut.
    pub fn parse(latitude: &str, longitude: &str) -> Result<Self, Refusal> {
        Self::new(micros(latitude)?, micros(longitude)?)
    }

    pub fn latitude_micros(self) -> i32 {
        self.latitude_micros
    }

    pub fn longitude_micros(self) -> i32 {
        self.longitude_micros
    }
}

/// Millionths of a degree as a decimal number of degrees.
pub fn degrees(micros: i32) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    format!("{sign}{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

fn micros(text: &str) -> Result<i32, Refusal> {
    let text = text.trim();
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
    let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !only_digits(whole) || !only_digits(decimals) {
        return Err(Refusal::CoordinateUnreadable);
    }
    let decimals = format!("{decimals:0<6}");
    let micros: i32 = format!("{whole}{}", &decimals[..6]).parse().map_err(|_| Refusal::CoordinateUnreadable)?;
    Ok(if negative { -micros } else { micros })
}

/// `-1.602294,103.578408`, the order in which people read coordinates out.
impl fmt::Display for Pin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", degrees(self.latitude_micros), degrees(self.longitude_micros))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_pin_is_in_the_country_or_is_no_pin() {
        let pin = Pin::parse("-1.602294", " 103.57840812345 ").expect("Telanaipura");
        assert_eq!(
            (pin.latitude_micros(), pin.longitude_micros(), pin.to_string().as_str()),
            (-1_602_294, 103_578_408, "-1.602294,103.578408")
        );
        assert_eq!(Pin::parse("103.578408", "-1.602294"), Err(Refusal::CoordinateOutsideCountry));
        assert_eq!(Pin::parse("0", "0"), Err(Refusal::CoordinateOutsideCountry));
        for text in ["", "-", ".5", "1,5", "1e2", "--1", "1.2.3", "٣"] {
            assert_eq!(Pin::parse(text, "103.5"), Err(Refusal::CoordinateUnreadable), "{text}");
        }
    }

    proptest! {
        #[test]
        fn printed_pins_read_back(latitude in -11_500_000..=6_500_000_i32, longitude in 94_500_000..=141_500_000_i32) {
            let pin = Pin::new(latitude, longitude).expect("inside");
            prop_assert_eq!(Pin::parse(&degrees(latitude), &degrees(longitude)), Ok(pin));
        }
    }
}
