//! All texts of `locales/`, and the check that the compiler makes of each `t!`: the key is there, and what is given is
//! what its text has blanks for. The table is made by `build.rs`.

use super::language::Lang;

/// One text in all languages, and the names of its blanks.
pub struct Text {
    key: &'static str,
    id: &'static str,
    en: &'static str,
    blanks: &'static [&'static str],
}

include!(concat!(env!("OUT_DIR"), "/texts.rs"));

impl Text {
    pub fn in_language(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Indonesian => self.id,
            Lang::English => self.en,
        }
    }
}

/// The text of a key that is known when the program runs; what has a code of the domain behind its dot, for example.
pub fn find(key: &str) -> Option<&'static Text> {
    let place = TEXTS.binary_search_by(|text| text.key.cmp(key)).ok()?;
    TEXTS.get(place)
}

/// The text of a key that is written in the code. In a constant, which is how `t!` asks, whatever is wrong ends the
/// compilation at that place.
///
/// # Panics
///
/// Where no text has this key, or its blanks are others than what is given.
pub const fn checked(key: &str, given: &[&str]) -> &'static Text {
    let text = &TEXTS[place(key)];
    let mut at = 0;
    while at < text.blanks.len() {
        assert!(has(given, text.blanks[at]), "the text of this key in locales/ has a blank that nothing is given for");
        at += 1;
    }
    at = 0;
    while at < given.len() {
        assert!(has(text.blanks, given[at]), "the text of this key in locales/ has no blank for one of the names given");
        at += 1;
    }
    text
}

/// Halves the table until one text is left.
const fn place(key: &str) -> usize {
    let (mut first, mut after) = (0, TEXTS.len());
    while first < after {
        let middle = usize::midpoint(first, after);
        match order(TEXTS[middle].key.as_bytes(), key.as_bytes()) {
            0 => return middle,
            1.. => after = middle,
            _ => first = middle + 1,
        }
    }
    panic!("no text in locales/ has this key")
}

const fn has(names: &[&str], name: &str) -> bool {
    let mut at = 0;
    while at < names.len() {
        if order(names[at].as_bytes(), name.as_bytes()) == 0 {
            return true;
        }
        at += 1;
    }
    false
}

/// Below, equal to or above zero, as one comes before, is equal to or comes after the other: traits cannot compare in
/// constants yet.
const fn order(one: &[u8], other: &[u8]) -> i8 {
    let mut at = 0;
    while at < one.len() && at < other.len() {
        if one[at] != other[at] {
            return if one[at] < other[at] { -1 } else { 1 };
        }
        at += 1;
    }
    if one.len() == other.len() {
        0
    } else if one.len() > other.len() {
        1
    } else {
        -1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_in_the_way_of_the_compiler_and_in_that_of_the_program() {
        for text in &TEXTS {
            assert!(std::ptr::eq(find(text.key).unwrap(), text), "{}", text.key);
            assert!(std::ptr::eq(checked(text.key, text.blanks), text), "{}", text.key);
        }
        assert!(find("no.such.text").is_none());
    }

    #[test]
    #[should_panic(expected = "no text in locales/ has this key")]
    fn a_wrong_key_is_refused() {
        checked("proposals.fuond", &["count"]);
    }

    #[test]
    #[should_panic(expected = "a blank that nothing is given for")]
    fn a_missing_value_is_refused() {
        checked("proposals.found", &[]);
    }

    #[test]
    #[should_panic(expected = "no blank for one of the names given")]
    fn a_name_without_a_blank_is_refused() {
        checked("proposals.found", &["count", "number"]);
    }
}
