//! Who is spoken to, in which language and in whose words, and the macro that finds a text. What a city calls things
//! is among its settings; a text of `locales/` names such a word by a blank with an @: `%{@kelurahan}`.

mod language;
mod plural;
pub mod texts;

pub use language::Lang;

use domain::city::{City, CityKind, Setting};
use leptos::prelude::use_context;
use std::sync::Arc;
use texts::Text;

/// A language, and the city whose words are used in it.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    pub lang: Lang,
    pub city: Arc<City>,
}

impl Voice {
    /// The text of a key that is known when the program runs, with its blanks filled. A key without a text is its own.
    pub fn say(&self, key: &str, given: &[(&str, String)]) -> String {
        texts::find(key).map_or_else(|| key.to_owned(), |text| self.fill(text, given))
    }

    /// A text with its blanks filled: those with an @ in the words of the city, the others by what is given. A blank with
    /// forms behind a colon takes the one that stands beside the number given.
    pub fn fill(&self, text: &Text, given: &[(&str, String)]) -> String {
        let text = text.in_language(self.lang);
        let value = |name: &str| given.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value.as_str());
        let mut said = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, blank)) = rest.split_once("%{") {
            said.push_str(before);
            let Some((name, after)) = blank.split_once('}') else {
                rest = blank;
                continue;
            };
            match (name.strip_prefix('@'), name.split_once(':')) {
                (Some(name), _) => said.push_str(&self.word(name)),
                (None, Some((name, forms))) => said.push_str(plural::form(self.lang, value(name), forms)),
                (None, None) => said.push_str(value(name)),
            }
            rest = after;
        }
        said.push_str(rest);
        said
    }

    /// A word of the city: as it was set where it begins with a capital letter, and else as within a sentence.
    fn word(&self, name: &str) -> String {
        let small = name.to_lowercase();
        let word = match (small.as_str(), self.city.kind()) {
            ("kota", CityKind::Kota) => "Kota",
            ("kota", CityKind::Kabupaten) => "Kabupaten",
            ("city", CityKind::Kota) => "City",
            ("city", CityKind::Kabupaten) => "Regency",
            ("kelurahan", _) => self.city.village(),
            ("kelurahan_word", _) => self.city.value(Setting::Kelurahan),
            _ => Setting::from_code(&small).map_or("", |setting| self.city.value(setting)),
        };
        if small == name { within_a_sentence(word) } else { word.to_owned() }
    }
}

/// `Musrenbang Kelurahan` is `musrenbang kelurahan` within a sentence, `Forum OPD` is `forum OPD`.
fn within_a_sentence(words: &str) -> String {
    let word = |word: &str| if word.chars().skip(1).any(char::is_uppercase) { word.to_owned() } else { word.to_lowercase() };
    words.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Who reads the page being rendered.
pub fn voice() -> Voice {
    use_context().unwrap_or_default()
}

/// The language of the page being rendered.
pub fn lang() -> Lang {
    voice().lang
}

/// The text of a key for who reads the page: `t!("plans.title")`, `t!("list.count", count = 12)`. A key that is written
/// here is looked up by the compiler, with the names of its blanks; one made up at run time is left to `make check`.
macro_rules! t {
    ($key:literal $(, $name:ident = $value:expr)* $(,)?) => {{
        const FOUND: &$crate::lang::texts::Text = $crate::lang::texts::checked($key, &[$(stringify!($name)),*]);
        $crate::lang::voice().fill(FOUND, &[$((stringify!($name), $value.to_string())),*])
    }};
    ($key:expr $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::lang::voice().say($key, &[$((stringify!($name), $value.to_string())),*])
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, path::Path};

    fn of(chosen: &[(Setting, &str)]) -> Voice {
        let chosen = chosen.iter().map(|(setting, value)| setting.chosen(value).unwrap());
        Voice { lang: Lang::Indonesian, city: Arc::new(City::default().with(chosen)) }
    }

    #[test]
    fn a_word_is_as_the_city_calls_it_and_as_its_sentence_wants_it() {
        let kabupaten = of(&[(Setting::Kind, "kabupaten"), (Setting::PlanningOffice, "Bappelitbangda")]);
        let aceh = of(&[(Setting::Kind, "kabupaten"), (Setting::Desa, "Gampong")]);
        for (voice, name, expected) in [
            (Voice::default(), "kelurahan", "kelurahan"),
            (Voice::default(), "Stage_kelurahan", "Musrenbang Kelurahan"),
            (Voice::default(), "stage_forum", "forum OPD"),
            (kabupaten.clone(), "Kelurahan", "Desa"),
            (kabupaten.clone(), "kota", "kabupaten"),
            (kabupaten.clone(), "City", "Regency"),
            (kabupaten, "Planning_office", "Bappelitbangda"),
            (aceh, "kelurahan", "gampong"),
        ] {
            assert_eq!(voice.word(name), expected, "{name}");
        }
    }

    #[test]
    fn what_somebody_typed_is_never_taken_for_a_blank() {
        let given = [("key", "%{known} %{@kota}".to_owned()), ("known", "name, kind".to_owned())];
        let said = Voice::default().say("settings.unknown", &given);
        assert!(said.contains("%{known} %{@kota}") && said.contains("name, kind"), "{said}");
    }

    #[test]
    fn every_word_that_a_text_asks_the_city_for_is_one_that_it_has() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("locales");
        let mut asked = 0;
        for file in fs::read_dir(folder).unwrap() {
            let texts = fs::read_to_string(file.unwrap().path()).unwrap();
            for name in texts.split("%{@").skip(1).filter_map(|rest| rest.split('}').next()) {
                asked += 1;
                assert_ne!(Voice::default().word(name), "", "%{{@{name}}}");
            }
        }
        assert!(asked > 100, "{asked}");
    }
}
