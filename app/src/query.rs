//! What an address asks for. Nothing of it is passed over in silence: what cannot be understood is noted when a page
//! asks for it, said above the page, and refused where a file would hold something else than was asked.

use domain::{
    clock::{Instant, is_plausible},
    number,
    refusal::Refusal,
    text,
};
use std::sync::{Arc, Mutex, PoisonError};

/// Longer values are no filter of ours.
const MOST_LETTERS: usize = 200;
const MOST_PAIRS: usize = 60;
/// So much of a value is repeated to the reader.
const MOST_SHOWN: usize = 40;

/// Something asked for that was not understood, or not as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// Named with several values; the last one counts.
    Twice { name: String, used: String },
    /// No value that is known.
    Unknown { name: String, value: String },
}

/// The pairs behind the question mark, cleaned.
#[derive(Clone, Debug, Default)]
pub struct Query {
    pairs: Vec<(String, String)>,
    misread: Arc<Mutex<Vec<Misread>>>,
}

impl Query {
    pub fn parse(query: &str) -> Self {
        let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
        let pairs = pairs.into_iter().take(MOST_PAIRS).map(|(name, value)| (name, text::clean(&value))).collect();
        Self { pairs, misread: Arc::default() }
    }

    /// The value of a name; empty where it is not named, or too long to be one.
    pub fn get(&self, name: &str) -> &str {
        let mut values = self.pairs.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str());
        let Some(first) = values.next() else { return "" };
        let last = values.next_back().unwrap_or(first);
        if self.pairs.iter().any(|(known, value)| known == name && value != last) {
            self.note(Misread::Twice { name: name.to_owned(), used: shown(last) });
        }
        if last.chars().count() > MOST_LETTERS {
            self.note_unknown(name, last);
            return "";
        }
        last
    }

    /// The value of a name as `parse` understands it; one it does not understand is noted.
    pub fn read<T>(&self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let value = self.get(name);
        if value.is_empty() {
            return None;
        }
        let read = parse(value);
        if read.is_none() {
            self.note_unknown(name, value);
        }
        read
    }

    /// Notes a value that is readable and belongs to nothing.
    pub fn note_unknown(&self, name: &str, value: &str) {
        self.note(Misread::Unknown { name: name.to_owned(), value: shown(value) });
    }

    fn note(&self, misread: Misread) {
        let mut noted = self.misread.lock().unwrap_or_else(PoisonError::into_inner);
        if !noted.contains(&misread) {
            noted.push(misread);
        }
    }

    /// What was noted so far.
    pub fn misread(&self) -> Vec<Misread> {
        self.misread.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// What was noted of a name.
    pub fn misread_as(&self, wanted: &str) -> Option<Misread> {
        self.misread()
            .into_iter()
            .find(|misread| matches!(misread, Misread::Twice { name, .. } | Misread::Unknown { name, .. } if name == wanted))
    }

    /// For files: exactly what was asked for, or nothing.
    pub fn must_be_understood(&self) -> Result<(), Refusal> {
        match self.misread().into_iter().next() {
            None => Ok(()),
            Some(Misread::Twice { name, used: value } | Misread::Unknown { name, value }) => Err(Refusal::FilterUnreadable { name, value }),
        }
    }
}

/// An instant in an address, in microseconds; none outside of our times, which no database need be asked about.
pub fn instant(micros: &str) -> Option<Instant> {
    chrono::DateTime::from_timestamp_micros(micros.parse().ok()?).filter(is_plausible)
}

/// A year of the plans.
pub fn year(text: &str) -> Option<u16> {
    number::year(text).ok()
}

fn shown(value: &str) -> String {
    if value.chars().count() <= MOST_SHOWN {
        value.to_owned()
    } else {
        format!("{}…", value.chars().take(MOST_SHOWN).collect::<String>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Option<u16> {
        text.parse().ok()
    }

    #[test]
    fn a_filter_named_twice_keeps_the_others_and_is_said() {
        let same = Query::parse("wilayah=15.71&tahun=2028&tahun=2028");
        assert_eq!((same.get("wilayah"), same.read("tahun", number), same.misread().len()), ("15.71", Some(2028), 0));
        let other = Query::parse("tahun=2027&wilayah=15.71&tahun=2028");
        assert_eq!((other.get("wilayah"), other.read("tahun", number)), ("15.71", Some(2028)));
        assert_eq!(other.misread(), [Misread::Twice { name: "tahun".into(), used: "2028".into() }]);
        assert!(other.must_be_understood().is_err());
    }

    #[test]
    fn an_unknown_value_is_noted_and_an_unknown_name_is_nobodys_business() {
        let query = Query::parse("tahun=dua&utm_source=x&kosong=");
        assert_eq!((query.read("tahun", number), query.read("kosong", number)), (None, None));
        assert_eq!(query.misread(), [Misread::Unknown { name: "tahun".into(), value: "dua".into() }]);
        assert_eq!((query.misread_as("tahun").is_some(), query.misread_as("kosong")), (true, None));
    }

    #[test]
    fn long_values_and_letters_that_nobody_sees_are_no_filters() {
        let query = Query::parse(&format!("wilayah={}&cari=%E2%80%8Bjalan%00%0d%0a%E2%80%AErusak", "1".repeat(40_000)));
        assert_eq!((query.get("wilayah"), query.get("cari")), ("", "jalan\nrusak"));
        assert_eq!(query.misread().len(), 1);
        assert_eq!(Query::parse("x=%ff%fe").get("x"), "\u{fffd}\u{fffd}");
        assert_eq!(Query::parse(&"a=1&".repeat(10_000)).get("a"), "1");
    }
}
