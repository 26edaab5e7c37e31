//! How typed text becomes stored text, and how long it may be.
//! What a text says is judged by people, never here.

use crate::refusal::Refusal;

/// Trims, writes line ends the one way, and drops control characters, which no database and no export may be handed.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|char| !char.is_control() || matches!(char, '\n' | '\t')).collect::<String>().trim().to_owned()
}

/// [`clean`] text of `least` to `most` characters; nothing at all is [`Refusal::Required`].
pub fn measured(text: &str, least: u32, most: u32) -> Result<String, Refusal> {
    let text = clean(text);
    let length = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    match length {
        0 if least > 0 => Err(Refusal::Required),
        _ if length < least => Err(Refusal::TooShort { least }),
        _ if length > most => Err(Refusal::TooLong { most }),
        _ => Ok(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_trimmed_and_counted_in_characters() {
        assert_eq!(measured("  banjir\r\nlagi\0 ", 5, 20), Ok("banjir\nlagi".to_owned()));
        assert_eq!(measured(" \t\r\n ", 5, 20), Err(Refusal::Required));
        assert_eq!(measured("éééé", 5, 20), Err(Refusal::TooShort { least: 5 }));
        assert_eq!(measured("éééé", 1, 3), Err(Refusal::TooLong { most: 3 }));
        assert_eq!(measured("", 0, 3), Ok(String::new()));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in ".*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once);
        }
    }
}
