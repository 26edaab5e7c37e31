//! The words of letters: Indonesian first, English below, for whoever reads them. Only words of our own and the code
//! stand in them: a name that somebody typed could be a stranger's message to whoever gets the letter.

use crate::lang::{Lang, Voice};
use domain::city::City;
use services::letter::{LetterKind, Words};
use std::sync::Arc;

pub fn words(city: &Arc<City>, kind: LetterKind, code: &str) -> Words {
    let kind = kind.code();
    let (subject, body) = (format!("letter_subject.{kind}"), format!("letter_body.{kind}"));
    let text = |lang: Lang, key: &str| Voice { lang, city: Arc::clone(city) }.say(key, &[("code", code.to_owned())]);
    let parts = [Lang::Indonesian, Lang::English].map(|lang| format!("{}\n\n{}", text(lang, &body), text(lang, "letter.footer")));
    Words { subject: text(Lang::Indonesian, &subject), body: parts.join("\n\n---\n\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_words_in_both_languages() {
        for kind in LetterKind::ALL {
            let words = words(&Arc::default(), kind, "ABCD-EFGH-JKMN");
            assert!(!words.subject.contains("letter") && !words.body.contains("letter_"), "{kind:?}: {}", words.body);
            let has_code = matches!(kind, LetterKind::PasswordCode | LetterKind::ContactCode);
            assert_eq!(words.body.matches("ABCD-EFGH-JKMN").count(), if has_code { 2 } else { 0 }, "{kind:?}");
        }
    }
}
