//! The words of letters: Indonesian first, English below, for whoever reads them. Only words of our own and the code
//! stand in them: a name that somebody typed could be a stranger's message to whoever gets the letter.

use services::letter::{LetterKind, Words};

pub fn words(kind: LetterKind, code: &str) -> Words {
    let kind = kind.code();
    let (subject, body) = (format!("letter_subject.{kind}"), format!("letter_body.{kind}"));
    let text = |language: &str, key: &str| rust_i18n::t!(key, locale = language, code = code).to_string();
    let footer = |language: &str| rust_i18n::t!("letter.footer", locale = language).to_string();
    let parts = ["id", "en"].map(|language| format!("{}\n\n{}", text(language, &body), footer(language)));
    Words { subject: text("id", &subject), body: parts.join("\n\n---\n\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_has_words_in_both_languages() {
        for kind in LetterKind::ALL {
            let words = words(kind, "ABCD-EFGH-JKMN");
            assert!(!words.subject.contains("letter") && !words.body.contains("letter_"), "{kind:?}: {}", words.body);
            let has_code = matches!(kind, LetterKind::PasswordCode | LetterKind::ContactCode);
            assert_eq!(words.body.matches("ABCD-EFGH-JKMN").count(), if has_code { 2 } else { 0 }, "{kind:?}");
        }
    }
}
