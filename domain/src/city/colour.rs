//! The colour of a city, and all tones of the pages that follow from it, in light and in dark, each readable on what it
//! stands on. Where a tone is used is said by `style/00-tokens.css`.

use crate::refusal::Refusal;
use std::fmt;

/// Red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

const WHITE: Colour = Colour([255; 3]);
const BLACK: Colour = Colour([0; 3]);
/// What text stands on where nothing is coloured: the page and a card, as in `style/00-tokens.css`.
const LIGHT: [Colour; 2] = [Colour([0xfa, 0xf6, 0xee]), Colour([0xff, 0xfd, 0xf9])];
const DARK: [Colour; 2] = [Colour([0x12, 0x16, 0x14]), Colour([0x1a, 0x20, 0x1d])];
/// What the guidelines for the web ask of text (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;

/// `#0b5a48`
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// That of cities that choose none, as the default of its setting.
impl Default for Colour {
    fn default() -> Self {
        Self([0x0b, 0x5a, 0x48])
    }
}

impl Colour {
    pub fn parts(self) -> [u8; 3] {
        self.0
    }

    /// Six hexadecimal digits, with or without `#`; refused where links in it could not be read on a light page.
    pub fn accent(text: &str) -> Result<Self, Refusal> {
        let colour = Self::parse(text).ok_or(Refusal::ColourUnreadable)?;
        let soft = colour.towards(WHITE, SOFT);
        if LIGHT.into_iter().chain([WHITE, soft]).all(|ground| colour.is_readable_on(ground)) {
            Ok(colour)
        } else {
            Err(Refusal::ColourTooPale)
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').unwrap_or(text);
        let is_hexadecimal = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = is_hexadecimal.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?;
        let [_, red, green, blue] = number.to_be_bytes();
        Some(Self([red, green, blue]))
    }

    /// So many percent of the way to another colour.
    fn towards(self, other: Self, percent: u16) -> Self {
        let mix = |at: usize| {
            let sum = u16::from(self.0[at]) * (100 - percent) + u16::from(other.0[at]) * percent;
            u8::try_from((sum + 50) / 100).unwrap_or(u8::MAX)
        };
        Self([mix(0), mix(1), mix(2)])
    }

    /// The first tone on the way to another colour that can be read on all of these.
    fn readable_towards(self, other: Self, grounds: &[Self]) -> Self {
        let tones = (0..=100).step_by(5).map(|percent| self.towards(other, percent));
        tones.into_iter().find(|tone| grounds.iter().all(|ground| tone.is_readable_on(*ground))).unwrap_or(other)
    }

    fn is_readable_on(self, ground: Self) -> bool {
        let (one, other) = (self.luminance(), ground.luminance());
        (one.max(other) + 0.05) / (one.min(other) + 0.05) >= READABLE
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

/// How far a soft ground is from white.
const SOFT: u16 = 88;

/// Every tone that follows the colour of the city, by the name of its token.
pub type Tones = [(&'static str, Colour); 8];

/// The tones of light pages, and those of dark ones.
pub fn palette(accent: Colour) -> [Tones; 2] {
    let soft = accent.towards(DARK[0], 70);
    let brand = accent.readable_towards(WHITE, &[DARK[0], DARK[1], soft]);
    let light = field(accent.towards(BLACK, 25));
    let dark = field(accent.towards(BLACK, 45));
    [
        tones([accent, accent.towards(BLACK, 30), accent.towards(WHITE, SOFT), WHITE], light),
        tones([brand, brand.towards(WHITE, 35), soft, accent.towards(BLACK, 50).readable_towards(BLACK, &[brand])], dark),
    ]
}

/// The dark field of the front page and the foot, its lines, and what is written on it.
fn field(deep: Colour) -> [Colour; 4] {
    let written = |wanted: Colour| wanted.readable_towards(WHITE, &[deep]);
    [deep, deep.towards(WHITE, 15), written(Colour([0xf8, 0xf3, 0xe8])), written(deep.towards(WHITE, 75))]
}

fn tones([brand, strong, soft, on_brand]: [Colour; 4], [deep, line, on_deep, on_deep_soft]: [Colour; 4]) -> Tones {
    [
        ("brand", brand),
        ("brand-strong", strong),
        ("brand-soft", soft),
        ("on-brand", on_brand),
        ("deep", deep),
        ("deep-line", line),
        ("on-deep", on_deep),
        ("on-deep-soft", on_deep_soft),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_city_without_a_colour_of_its_own_has_the_one_of_the_setting() {
        let setting = crate::city::Setting::Accent.default(crate::city::CityKind::Kota);
        assert_eq!(Colour::default().to_string(), setting);
    }

    #[test]
    fn a_colour_is_six_digits_that_can_be_read_on_a_light_page() {
        assert_eq!(Colour::accent("#0B5A48").map(|colour| colour.to_string()), Ok("#0b5a48".to_owned()));
        assert_eq!(Colour::accent("7a0019").map(|colour| colour.to_string()), Ok("#7a0019".to_owned()));
        for text in ["", "#", "biru", "#0b5a4", "#0b5a488", "#0b5a4g", "##0b5a48", "#+b5a48", "rgb(0,0,0)", "#0b5a48;}body{display:none"] {
            assert_eq!(Colour::accent(text), Err(Refusal::ColourUnreadable), "{text}");
        }
        for text in ["#ffffff", "#ffd700", "#79ceb5", "#7f7f7f"] {
            assert_eq!(Colour::accent(text), Err(Refusal::ColourTooPale), "{text}");
        }
    }

    proptest! {
        #[test]
        fn every_colour_that_is_taken_gives_readable_tones_in_light_and_dark(red: u8, green: u8, blue: u8) {
            let colour = Colour([red, green, blue]);
            if Colour::accent(&colour.to_string()).is_ok() {
                for (tones, grounds) in palette(colour).into_iter().zip([LIGHT, DARK]) {
                    let tone = |wanted: &str| tones.iter().find(|(name, _)| *name == wanted).expect(wanted).1;
                    for text in ["brand", "brand-strong"] {
                        for ground in grounds.into_iter().chain([tone("brand-soft")]) {
                            prop_assert!(tone(text).is_readable_on(ground), "{text} {} on {ground}", tone(text));
                        }
                    }
                    for (text, ground) in [("on-brand", "brand"), ("on-deep", "deep"), ("on-deep-soft", "deep")] {
                        prop_assert!(tone(text).is_readable_on(tone(ground)), "{text} on {ground}: {colour}");
                    }
                }
            }
        }
    }
}
