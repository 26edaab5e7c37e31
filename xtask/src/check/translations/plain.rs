//! How a text reads: sentences that are not too long, words that people use, and plurals with the forms of their
//! language. What a text says is for people to judge.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Result;

use crate::{content, workspace};

/// So many words a sentence may have.
const MOST_WORDS: usize = 25;

/// Indonesian words that were replaced, and what is said instead. Commands for operators are read by operators.
const REPLACED: [(&str, &str); 20] = [
    ("apabila", "jika"),
    ("bila", "jika"),
    ("bilangan", "angka"),
    ("diakomodir", "diterima, in papers diakomodasi"),
    ("draf", "rancangan"),
    ("jiwa", "orang"),
    ("KK", "keluarga"),
    ("kotak kerja", "Tugas saya"),
    ("lewat waktu", "terlambat"),
    ("meja kerja", "halaman kerja"),
    ("nasib", "perkembangan"),
    ("penanggap", "warga yang menanggapi"),
    ("peramban", "browser"),
    ("peringkat", "urutan"),
    ("permasalahan", "masalah"),
    ("rekaan", "bukan data sungguhan"),
    ("respons", "tanggapan"),
    ("saringan", "pilihan"),
    ("siklus", "tahun perencanaan"),
    ("tetikus", "mouse"),
];

/// Where such a word is explained.
const EXPLAINED: &str = "glossary.";

/// The forms that the languages have, as CLDR names them.
const FORMS: [(&str, &[&str]); 2] = [("id", &["other"]), ("en", &["one", "other"])];

/// In which file of `locales/` a key stands.
pub struct Files(BTreeMap<String, String>);

impl Files {
    pub fn of(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }
}

pub fn files(folder: &Path) -> Result<Files> {
    let mut files = BTreeMap::new();
    for file in content::files_ending(folder, "yml")? {
        let texts = String::from_utf8(content::read(&file)?)?;
        let keys = texts.lines().filter_map(|line| line.split_once(": {"));
        files.extend(keys.map(|(key, _)| (key.to_owned(), workspace::relative(&file))));
    }
    Ok(Files(files))
}

/// What stands between `%{` and `}`.
pub fn blanks(text: &str) -> impl Iterator<Item = &str> {
    text.split("%{").skip(1).filter_map(|rest| rest.split('}').next())
}

/// What is wrong with one text, each with its key.
pub fn faults(language: &str, key: &str, text: &str) -> Vec<(String, String)> {
    let long = sentences(text).filter(|sentence| sentence.split_whitespace().count() > MOST_WORDS);
    let mut faults: Vec<String> = long.map(|sentence| format!("over {MOST_WORDS} words in {language}: {sentence}")).collect();
    if language == "id" && !key.starts_with(EXPLAINED) {
        let found = REPLACED.iter().filter(|(word, _)| says(text, word));
        faults.extend(found.map(|(word, instead)| format!("says “{word}”; we say “{instead}”")));
    }
    if text.contains(" % ") || text.split("} %").skip(1).any(|rest| !rest.starts_with('{')) {
        faults.push(format!("a space before % in {language}"));
    }
    faults.extend(
        blanks(text).filter(|blank| !has_its_forms(language, blank)).map(|blank| format!("wrong forms in {language}: %{{{blank}}}")),
    );
    faults.into_iter().map(|fault| (key.to_owned(), fault)).collect()
}

fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['.', '!', '?', ':', ';', '\n']).map(str::trim)
}

/// Whether a text has a word or words as they are, in small letters or with a capital; abbreviations only as they are.
fn says(text: &str, word: &str) -> bool {
    let text = if word.chars().all(char::is_uppercase) { text.to_owned() } else { text.to_lowercase() };
    let is_apart = |neighbour: Option<char>| neighbour.is_none_or(|letter| !letter.is_alphanumeric());
    text.match_indices(word).any(|(at, _)| {
        let (before, after) = (text.get(..at), text.get(at + word.len()..));
        is_apart(before.and_then(|before| before.chars().next_back())) && is_apart(after.and_then(|after| after.chars().next()))
    })
}

fn has_its_forms(language: &str, blank: &str) -> bool {
    let Some((_, forms)) = blank.split_once(':') else { return true };
    let named: Vec<&str> = forms.split('|').filter_map(|form| form.split_once('=')).map(|(name, _)| name).collect();
    FORMS.iter().any(|(of, wanted)| *of == language && named == *wanted)
}

#[cfg(test)]
mod tests {
    use super::{faults, says};

    #[test]
    fn what_is_hard_to_read_is_named() {
        let long = format!("{}.", ["kata"; 26].join(" "));
        for (language, text, count) in [
            ("id", long.as_str(), 1),
            ("id", "Bila perlu, ubah peringkat.", 2),
            ("en", "Bila", 0),
            ("id", "%{percent} % mendukung", 1),
            ("en", "%{n:one=proposal|other=proposals}", 0),
            ("en", "%{n:one=proposal}", 1),
            ("id", "%{n:one=usulan|other=usulan}", 1),
        ] {
            assert_eq!(faults(language, "some.key", text).len(), count, "{text}");
        }
        assert!(faults("id", "glossary.keluarga.meaning", "kartu keluarga (KK)").is_empty());
        assert!(says("Draf baru", "draf") && !says("drafnya", "draf") && !says("kkn", "KK"));
    }
}
