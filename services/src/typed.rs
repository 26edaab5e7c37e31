//! A field that two people may have open at the same time: as it was typed, and as it was shown before. Only what was
//! changed is written; what somebody else has changed meanwhile is pointed out, never undone in silence.

use domain::{refusal::Refusal, text::clean};

/// `shown` is none where the form did not say: then what was typed counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Typed<'a> {
    pub text: &'a str,
    pub shown: Option<&'a str>,
}

impl<'a> From<&'a str> for Typed<'a> {
    fn from(text: &'a str) -> Self {
        Self { text, shown: None }
    }
}

impl<'a> From<&'a String> for Typed<'a> {
    fn from(text: &'a String) -> Self {
        text.as_str().into()
    }
}

impl Typed<'_> {
    /// What is to be stored in place of `stored`.
    pub fn over(self, stored: &str) -> Result<String, Refusal> {
        let (typed, stored) = (clean(self.text), clean(stored));
        match self.shown.map(clean) {
            Some(shown) if shown == typed => Ok(stored),
            Some(shown) if shown != stored && typed != stored => Err(Refusal::ChangedTo { value: stored }),
            _ => Ok(typed),
        }
    }
}

/// The same of a value that was read: what is to be stored in place of `stored`, and in whose words what somebody else
/// has stored is told.
pub fn edited<T: PartialEq + Clone>(wanted: &T, shown: Option<&T>, stored: &T, told: impl FnOnce(&T) -> String) -> Result<T, Refusal> {
    match shown {
        Some(shown) if shown == wanted => Ok(stored.clone()),
        Some(shown) if shown != stored && wanted != stored => Err(Refusal::ChangedTo { value: told(stored) }),
        _ => Ok(wanted.clone()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_this_person_changed_is_written() {
        let over = |shown: Option<&str>, text, stored| Typed { text, shown }.over(stored);
        let taken = |value: &str| Err(Refusal::ChangedTo { value: value.to_owned() });
        for (shown, text, stored, expected) in [
            (Some("a"), "a", "a", Ok("a".to_owned())),
            (Some("a"), "b", "a", Ok("b".to_owned())),
            (Some("a"), "a", "c", Ok("c".to_owned())),
            (Some("a"), "b", "c", taken("c")),
            (Some("a"), "c", "c", Ok("c".to_owned())),
            (Some("a"), "", "c", taken("c")),
            (Some("x\r\ny "), "x\ny", "z", Ok("z".to_owned())),
            (None, "b", "c", Ok("b".to_owned())),
        ] {
            assert_eq!(over(shown, text, stored), expected, "{shown:?} {text} {stored}");
            let read = |text: &str| clean(text);
            let of_values = edited(&read(text), shown.map(read).as_ref(), &read(stored), Clone::clone);
            assert_eq!(of_values, expected, "{shown:?} {text} {stored}");
        }
    }
}
