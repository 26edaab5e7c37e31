//! How typed text becomes stored text, and how long it may be; the same for forms, addresses and imported files.
//! What a text says is judged by people, never here.

use crate::refusal::Refusal;

/// Trims, writes line ends the one way, and drops what is no letter. What would look empty is empty.
pub fn clean(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n");
    let text: String = text.chars().filter(|letter| is_text(*letter)).collect();
    if text.chars().any(shows) { text.trim_matches(is_blank).to_owned() } else { String::new() }
}

/// A text of one line: a name, a code, a title. Line ends and tabs become blanks.
pub fn line(text: &str) -> String {
    clean(text).split(|letter: char| letter.is_whitespace()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
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

/// Words of `LEAST` to `MOST` characters: what is said, a name, a caption. Whoever holds them knows that they fit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words<const LEAST: u32, const MOST: u32>(String);

impl<const LEAST: u32, const MOST: u32> Words<LEAST, MOST> {
    /// So many characters it may have.
    pub const MOST: u32 = MOST;

    pub fn new(text: &str) -> Result<Self, Refusal> {
        measured(text, LEAST, MOST).map(Self)
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// The same on one [`line()`], as names are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<const LEAST: u32, const MOST: u32>(String);

impl<const LEAST: u32, const MOST: u32> Line<LEAST, MOST> {
    pub fn new(text: &str) -> Result<Self, Refusal> {
        measured(&line(text), LEAST, MOST).map(Self)
    }

    pub fn text(&self) -> &str {
        &self.0
    }
}

/// Letters, not orders: no database and no file may be handed control letters, marks of direction make a name look
/// like another, and what is never seen makes two codes look the same. Joiners stay: emoji, Persian and Javanese need
/// them.
pub fn is_text(letter: char) -> bool {
    matches!(letter, '\n' | '\t') || !(letter.is_control() || turns(letter) || is_unseen(letter) || is_no_letter(letter))
}

/// Marks of direction and of shaping, annotations, tags.
fn turns(letter: char) -> bool {
    matches!(letter, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}')
        || matches!(letter, '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Soft hyphen, blanks without width, the mark at the beginning of a file.
fn is_unseen(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
}

/// Not allowed in the XML of a spreadsheet.
fn is_no_letter(letter: char) -> bool {
    matches!(letter, '\u{fdd0}'..='\u{fdef}') || u32::from(letter) & 0xfffe == 0xfffe
}

/// Whether anything of the letter is seen by itself. Joiners and selectors only change their neighbours.
fn shows(letter: char) -> bool {
    !is_blank(letter)
        && !matches!(letter, '\u{200c}' | '\u{200d}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
        && !matches!(letter, '\u{17b4}' | '\u{17b5}')
}

/// Empty space: blanks, and the letters of Braille and Hangul that are drawn as such.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{2800}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
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

    #[test]
    fn what_looks_empty_is_empty() {
        for letter in [
            '\u{200b}',
            '\u{feff}',
            '\u{ad}',
            '\u{200e}',
            '\u{200f}',
            '\u{2800}',
            '\u{3164}',
            '\u{115f}',
            '\u{1160}',
            '\u{ffa0}',
            '\u{200c}',
            '\u{200d}',
            '\u{fe0f}',
            '\u{34f}',
            '\u{180e}',
            '\u{2060}',
            '\u{a0}',
            '\u{3000}',
            '\u{202e}',
            '\u{61c}',
            '\u{e0001}',
            '\u{e0100}',
            '\u{17b4}',
            '\u{2028}',
            '\0',
        ] {
            let text = letter.to_string().repeat(10);
            assert_eq!((clean(&text).as_str(), measured(&text, 1, 80)), ("", Err(Refusal::Required)), "{letter:?}");
            assert_eq!(clean(&format!("{text} {text}")), "", "{letter:?}");
        }
    }

    #[test]
    fn marks_that_turn_or_hide_letters_are_dropped() {
        assert_eq!(clean("Aman \u{202e}gpj.exe \u{2066}x\u{2069}"), "Aman gpj.exe x");
        assert_eq!(clean("\u{200b}JLN-01\u{feff}"), "JLN-01");
        assert_eq!(clean("Jl\u{ad}.\u{fffe} \u{200f}Melati\u{7}"), "Jl. Melati");
        assert_eq!(clean("\u{2800}Siti\u{3164}"), "Siti");
    }

    #[test]
    fn joiners_of_emoji_persian_and_javanese_stay() {
        for text in ["👨\u{200d}👩\u{200d}👧", "❤\u{fe0f}", "می\u{200c}خواهم", "ه\u{200d}", "ꦲꦏ꧀\u{200c}ꦱꦫ"] {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn a_line_has_no_line_ends() {
        assert_eq!(line(" Rabat\r\nbeton\t Gang  Melati\u{2028}"), "Rabat beton Gang Melati");
        assert_eq!(Line::<1, 13>::new(" Siti\n  Contoh ").map(|name| name.text().to_owned()), Ok("Siti Contoh".into()));
        assert_eq!(Line::<1, 9>::new("Siti Contoh"), Err(Refusal::TooLong { most: 9 }));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(text in ".*") {
            let once = clean(&text);
            prop_assert_eq!(clean(&once), once.clone());
            prop_assert!(once.chars().all(is_text));
            prop_assert_eq!(line(&line(&text)), line(&text));
        }
    }
}
