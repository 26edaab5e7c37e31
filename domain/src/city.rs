//! A city as it has set itself: its name, its kind, its zone, how it is reached. What can be set, and what a setting
//! may be, is in [`setting`]; its regions are in [`crate::region`].

mod colour;
pub mod setting;

pub use colour::{Colour, Tones, palette};
pub use setting::{Chosen, CityKind, RESPONSE_DAYS, Setting, SettingGroup, Shape};

use crate::{clock::Zone, region::RegionCode};
use std::collections::BTreeMap;

/// The settings of a city. What it has not set is as the default of its kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct City {
    set: BTreeMap<Setting, String>,
}

impl City {
    /// Takes a setting over as it was written down; nothing where its default holds again.
    pub fn put(&mut self, setting: Setting, value: Option<String>) {
        match value {
            Some(value) => self.set.insert(setting, value),
            None => self.set.remove(&setting),
        };
    }

    /// With the choices of a person; the later one of two counts.
    #[must_use]
    pub fn with(mut self, chosen: impl IntoIterator<Item = Chosen>) -> Self {
        for chosen in chosen {
            self.put(chosen.setting(), chosen.value().map(str::to_owned));
        }
        self
    }

    /// What was set, if anything was.
    pub fn own(&self, setting: Setting) -> Option<&str> {
        self.set.get(&setting).map(String::as_str)
    }

    /// What holds.
    pub fn value(&self, setting: Setting) -> &str {
        self.own(setting).unwrap_or_else(|| self.default_of(setting))
    }

    /// What holds where nothing is set.
    pub fn default_of(&self, setting: Setting) -> &'static str {
        // The kind itself is the same whatever the kind.
        let kind = if setting == Setting::Kind { CityKind::Kota } else { self.kind() };
        setting.default(kind)
    }

    /// Everything that was set.
    pub fn all_set(&self) -> impl Iterator<Item = (Setting, &str)> {
        self.set.iter().map(|(setting, value)| (*setting, value.as_str()))
    }

    /// Empty until somebody has named it.
    pub fn name(&self) -> &str {
        self.value(Setting::Name)
    }

    pub fn kind(&self) -> CityKind {
        CityKind::from_code(self.value(Setting::Kind)).unwrap_or(CityKind::Kota)
    }

    pub fn zone(&self) -> Zone {
        Zone::from_code(self.value(Setting::Zone)).unwrap_or_default()
    }

    /// The SHA-256 of its picture, where it has one.
    pub fn emblem(&self) -> Option<&str> {
        self.own(Setting::Emblem)
    }

    /// Its own colour; none where it keeps the one that all have.
    pub fn accent(&self) -> Option<Colour> {
        self.own(Setting::Accent).and_then(|text| Colour::accent(text).ok())
    }

    /// What a setting that is a number says.
    pub fn number(&self, setting: Setting) -> u32 {
        let number = |text: &str| text.parse().ok();
        number(self.value(setting)).or_else(|| number(self.default_of(setting))).unwrap_or(0)
    }

    /// Where people turn to: an address, a number, an e-mail. May be empty.
    pub fn contact(&self) -> &str {
        self.value(Setting::Contact)
    }
}

/// What the city calls its places.
impl City {
    /// What it has most of: kelurahan, or the desa of a kabupaten.
    pub fn village(&self) -> &str {
        self.value(if self.kind() == CityKind::Kota { Setting::Kelurahan } else { Setting::Desa })
    }

    /// `Kelurahan Legok`, or `Desa Asiki` where the code is a desa's.
    pub fn village_name(&self, code: &RegionCode, name: &str) -> String {
        format!("{} {name}", self.value(if code.is_of_desa() { Setting::Desa } else { Setting::Kelurahan }))
    }

    /// `Kecamatan Danau Sipin`.
    pub fn kecamatan_name(&self, name: &str) -> String {
        format!("{} {name}", self.value(Setting::Kecamatan))
    }
}

/// The groups of a code, as numbers.
fn group(code: &RegionCode, at: usize) -> u8 {
    code.as_str().split('.').nth(at).and_then(|group| group.parse().ok()).unwrap_or(0)
}

/// The zone in which the province of a code lies.
pub fn zone_of(code: &RegionCode) -> Zone {
    match group(code, 0) {
        51..=53 | 63..=65 | 71..=76 => Zone::Wita,
        81..=97 => Zone::Wit,
        _ => Zone::Wib,
    }
}

/// The Ministry numbers kabupaten from 01 and kota from 71.
pub fn kind_of(code: &RegionCode) -> CityKind {
    if group(code, 1) < 71 { CityKind::Kabupaten } else { CityKind::Kota }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_city_is_what_it_has_set_and_otherwise_as_its_kind() {
        let mut city = City::default().with([Setting::Name.chosen(" Kabupaten\nBoven Digoel ").expect("a name")]);
        assert_eq!((city.name(), city.kind(), city.zone(), city.contact()), ("Kabupaten Boven Digoel", CityKind::Kota, Zone::Wib, ""));
        city.put(Setting::Kind, Some("kabupaten".into()));
        city.put(Setting::Zone, Some("WIT".into()));
        assert_eq!((city.kind(), city.zone()), (CityKind::Kabupaten, Zone::Wit));
        city.put(Setting::Zone, None);
        assert_eq!((city.own(Setting::Zone), city.zone()), (None, Zone::Wib));
        assert_eq!(city.all_set().collect::<Vec<_>>(), [(Setting::Name, "Kabupaten Boven Digoel"), (Setting::Kind, "kabupaten")]);
    }

    #[test]
    fn a_desa_is_called_so_whatever_the_city_has_most_of() {
        let code = |text: &str| RegionCode::parse(text).expect(text);
        let kota = City::default();
        let kabupaten = City::default().with([Setting::Kind.chosen("kabupaten").expect("a kind")]);
        let named = City::default().with([Setting::Desa.chosen("Nagari").expect("a word")]);
        assert_eq!((kota.village(), kabupaten.village()), ("Kelurahan", "Desa"));
        for (city, code, expected) in [
            (&kota, code("15.71.10.1003"), "Kelurahan Legok"),
            (&kabupaten, code("15.71.10.1003-001"), "Kelurahan Legok"),
            (&kota, code("93.02.01.2003"), "Desa Legok"),
            (&named, code("13.06.01.2003-02.001"), "Nagari Legok"),
        ] {
            assert_eq!(city.village_name(&code, "Legok"), expected);
        }
    }

    #[test]
    fn a_code_says_zone_and_kind() {
        for (code, zone, kind) in [
            ("15.71", Zone::Wib, CityKind::Kota),
            ("15.01", Zone::Wib, CityKind::Kabupaten),
            ("31.71", Zone::Wib, CityKind::Kota),
            ("64.71", Zone::Wita, CityKind::Kota),
            ("73.08", Zone::Wita, CityKind::Kabupaten),
            ("91.71", Zone::Wit, CityKind::Kota),
            ("93.02", Zone::Wit, CityKind::Kabupaten),
        ] {
            let code = RegionCode::parse(code).expect(code);
            assert_eq!((zone_of(&code), kind_of(&code)), (zone, kind), "{code}");
        }
    }
}
