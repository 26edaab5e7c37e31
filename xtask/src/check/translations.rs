//! Texts: every key in both languages, every key that the code asks for, and none that nobody asks for; plain words and
//! short sentences; and no words of a page outside `locales/`.

mod plain;
mod unsaid;
mod usage;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, anyhow, bail};

use crate::workspace;
use usage::Usage;

const LANGUAGES: [&str; 2] = ["id", "en"];

type Texts = BTreeMap<String, String>;

pub fn check() -> Result<()> {
    let folder = workspace::path("app/locales");
    let mut locales = rust_i18n_support::try_load_locales(&folder.to_string_lossy(), |_| false, true).map_err(|error| anyhow!(error))?;
    let [indonesian, english] = LANGUAGES.map(|language| locales.remove(language).unwrap_or_default());

    let mut wrong: Vec<String> = locales.keys().map(|other| format!("unknown language `{other}`")).collect();
    compare(&indonesian, &english, &mut wrong);
    let keys: BTreeSet<&str> = indonesian.keys().map(String::as_str).collect();
    usage_errors(&keys, &Usage::of(&["app/src"])?, &mut wrong);
    let files = plain::files(&folder)?;
    for (language, texts) in LANGUAGES.iter().zip([&indonesian, &english]) {
        wrong.extend(
            texts
                .iter()
                .flat_map(|(key, text)| plain::faults(language, key, text))
                .map(|(key, fault)| format!("{}:{key}: {fault}", files.of(&key))),
        );
    }
    unsaid::find("app/src", &mut wrong)?;

    if wrong.is_empty() {
        eprintln!("  {} texts in {}", keys.len(), LANGUAGES.join(" and "));
        return Ok(());
    }
    bail!("translations:\n  {}", wrong.join("\n  "))
}

/// Both languages have the same keys, no empty text, and the same placeholders.
fn compare(indonesian: &Texts, english: &Texts, wrong: &mut Vec<String>) {
    for (texts, others, other) in [(indonesian, english, "en"), (english, indonesian, "id")] {
        wrong.extend(texts.keys().filter(|key| !others.contains_key(*key)).map(|key| format!("{key} has no text in {other}")));
        wrong.extend(texts.iter().filter(|(_, text)| text.trim().is_empty()).map(|(key, _)| format!("{key} has an empty text")));
    }
    for (key, text) in indonesian {
        let Some(other) = english.get(key) else { continue };
        let (here, there) = (placeholders(text), placeholders(other));
        if here != there {
            wrong.push(format!("{key}: placeholders differ: id has {here:?}, en has {there:?}"));
        }
    }
}

/// The names in `%{…}`, without the forms of a plural, but for words of the city, `%{@…}`: a language may do without one.
fn placeholders(text: &str) -> BTreeSet<&str> {
    plain::blanks(text).filter_map(|blank| blank.split(':').next()).filter(|name| !name.starts_with('@')).collect()
}

fn usage_errors(keys: &BTreeSet<&str>, usage: &Usage, wrong: &mut Vec<String>) {
    wrong.extend(
        usage.asked_for().filter(|(key, _)| !keys.contains(key)).map(|(key, file)| format!("{file} asks for {key}, which has no text")),
    );
    let has_text = |family: &str| keys.range(family..).next().is_some_and(|key| key.starts_with(family));
    wrong.extend(
        usage
            .families()
            .filter(|(family, _)| !has_text(family))
            .map(|(family, file)| format!("{file} asks for {family}…, which has no text")),
    );
    wrong.extend(keys.iter().filter(|key| !usage.covers(key)).map(|key| format!("{key} is not used")));
}

#[cfg(test)]
mod tests {
    use super::{Texts, compare, placeholders};

    #[test]
    fn placeholders_are_compared_by_name() {
        assert_eq!(placeholders("%{count} dari %{total}"), placeholders("of %{total}: %{count}"));
        assert_eq!(placeholders("%{@kota} %{name}"), placeholders("%{name}"));
        assert_eq!(placeholders("%{n} usulan"), placeholders("%{n} %{n:one=proposal|other=proposals}"));
        let (mut id, mut en) = (Texts::new(), Texts::new());
        id.insert("list.count".into(), "%{n} usulan".into());
        en.insert("list.count".into(), "%{count} proposals".into());
        id.insert("list.end".into(), "Selesai".into());
        let mut wrong = Vec::new();
        compare(&id, &en, &mut wrong);
        assert_eq!(wrong.len(), 2, "{wrong:?}");
    }
}
