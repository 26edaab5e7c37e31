//! What a city calls itself, its zone, and how it is reached. Its regions are in [`crate::region`].

use crate::{
    clock::Zone,
    refusal::Refusal,
    region::RegionCode,
    text::{line, measured},
};

/// The settings of the one city of an installation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct City {
    pub name: String,
    pub zone: Zone,
    /// Where people turn to: an address, a number, an e-mail. May be empty.
    pub contact: String,
}

impl City {
    const MOST_NAME: u32 = 80;
    const MOST_CONTACT: u32 = 300;

    /// As typed; a city has a name.
    pub fn new(name: &str, zone: Zone, contact: &str) -> Result<Self, (&'static str, Refusal)> {
        Ok(Self {
            name: measured(&line(name), 3, Self::MOST_NAME).map_err(|refusal| ("name", refusal))?,
            zone,
            contact: measured(&line(contact), 0, Self::MOST_CONTACT).map_err(|refusal| ("contact", refusal))?,
        })
    }
}

/// The zone in which the province of a code lies.
pub fn zone_of(code: &RegionCode) -> Zone {
    let province = code.as_str().split('.').next().and_then(|group| group.parse::<u8>().ok()).unwrap_or(0);
    match province {
        51..=53 | 63..=65 | 71..=76 => Zone::Wita,
        81..=97 => Zone::Wit,
        _ => Zone::Wib,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_has_a_name_that_can_be_seen() {
        let city = City::new(" Kota\nJambi ", Zone::Wib, "").expect("a city");
        assert_eq!(city.name, "Kota Jambi");
        assert_eq!(City::new("\u{200b}\u{200b}\u{200b}", Zone::Wib, ""), Err(("name", Refusal::Required)));
        assert_eq!(City::new("Kota Jambi", Zone::Wib, &"x".repeat(301)), Err(("contact", Refusal::TooLong { most: 300 })));
    }

    #[test]
    fn a_province_lies_in_its_zone() {
        for (code, zone) in [
            ("15.71", Zone::Wib),
            ("31.71", Zone::Wib),
            ("61.71", Zone::Wib),
            ("64.71", Zone::Wita),
            ("73.71", Zone::Wita),
            ("91.71", Zone::Wit),
        ] {
            assert_eq!(zone_of(&RegionCode::parse(code).expect(code)), zone, "{code}");
        }
    }
}
