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

    /// Reads two degrees as phones and maps write them, `-1.602294` and `103.578408`, also with a comma; further
    /// decimals are cut.
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

/// Metres of so many millionths of a degree, cut: near the equator a degree is some 111 km both ways.
pub fn metres_along(micros: i64) -> i64 {
    micros * 111_320 / 1_000_000
}

/// Straight-line distance, good to a percent near the equator.
pub fn metres(here: Pin, there: Pin) -> u32 {
    let step = |a: i32, b: i32| metres_along(i64::from(a) - i64::from(b)).unsigned_abs();
    let north = step(here.latitude_micros, there.latitude_micros);
    let east = step(here.longitude_micros, there.longitude_micros);
    u32::try_from((north * north + east * east).isqrt()).unwrap_or(u32::MAX)
}

/// With fewer known points nothing is said of another.
const LEAST_KNOWN: usize = 5;
/// So many times as far from the middle as half of the known points are.
const FAR: u32 = 6;

/// Whether a point lies far from where the others of its place lie, which stands in for boundaries where there are
/// none: from their middle, which a single wrong point among them does not move. `least` metres are never far. None
/// while too few are known.
pub fn is_far(pin: Pin, known: &[Pin], least: u32) -> Option<bool> {
    if known.len() < LEAST_KNOWN {
        return None;
    }
    let median = |mut values: Vec<i32>| {
        values.sort_unstable();
        values[values.len() / 2]
    };
    let middle = Pin {
        latitude_micros: median(known.iter().map(|pin| pin.latitude_micros).collect()),
        longitude_micros: median(known.iter().map(|pin| pin.longitude_micros).collect()),
    };
    let mut distances: Vec<u32> = known.iter().map(|pin| metres(*pin, middle)).collect();
    distances.sort_unstable();
    let usual = distances[distances.len() / 2];
    Some(metres(pin, middle) > usual.saturating_mul(FAR).max(least))
}

/// Millionths of a degree as a decimal number of degrees.
pub fn degrees(micros: i32) -> String {
    let sign = if micros < 0 { "-" } else { "" };
    let micros = micros.unsigned_abs();
    format!("{sign}{}.{:06}", micros / 1_000_000, micros % 1_000_000)
}

fn micros(text: &str) -> Result<i32, Refusal> {
    let text = text.trim().replace(',', ".").replace('\u{2212}', "-");
    let (negative, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |digits| (true, digits));
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
        assert_eq!(Pin::parse("-1,602294", "103,578408"), Pin::parse("\u{2212}1.602294", "103.578408"));
        for text in ["", "-", ".5", "1,5,5", "1.5,5", "1e2", "--1", "1.2.3", "٣"] {
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

    #[test]
    fn near_things_are_near() {
        let pin = |latitude, longitude| Pin::new(latitude, longitude).expect("in the country");
        assert_eq!(metres(pin(-1_660_076, 103_580_983), pin(-1_660_076, 103_581_083)), 11);
        assert_eq!(metres(pin(-1_600_000, 103_600_000), pin(-1_590_000, 103_600_000)), 1113);
    }

    #[test]
    fn a_point_in_another_city_is_far_whatever_one_wrong_point_says() {
        let pin = |latitude, longitude| Pin::new(latitude, longitude).expect("in the country");
        let mut known: Vec<Pin> = (0..6).map(|step| pin(-1_602_000 + step * 900, 103_578_000 + step * 700)).collect();
        let jakarta = pin(-6_200_000, 106_800_000);
        known.push(jakarta);
        assert_eq!(is_far(jakarta, &known, 2_000), Some(true));
        assert_eq!(is_far(pin(-1_601_000, 103_579_500), &known, 2_000), Some(false));
        assert_eq!(is_far(pin(-1_610_000, 103_585_000), &known, 2_000), Some(false), "just outside is no matter");
        assert_eq!(is_far(jakarta, &known[..3], 2_000), None);
    }
}
