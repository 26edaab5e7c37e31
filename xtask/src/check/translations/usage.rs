//! Which texts the code asks for, read off its string literals.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;

use crate::{content, workspace};

/// The calls whose first literal is a key.
const CALLS: [&str; 2] = ["t!(", "t("];
/// The calls whose first literal is the beginning of keys; the code behind it is known at run time.
const FAMILY_CALLS: [&str; 3] = ["t_code(", "words.code(", "words.cell("];

#[derive(Default)]
pub struct Usage {
    /// Key → the file that asks for it by its full name.
    asked_for: BTreeMap<String, String>,
    /// All literals: a key may reach a call through a table or a `match`.
    literals: BTreeSet<String>,
    /// Literals that end in a dot or are the first word of such a call: the rest of the key is made up at run time.
    prefixes: BTreeSet<String>,
    /// Those of [`FAMILY_CALLS`] → the file that asks for the codes behind them.
    families: BTreeMap<String, String>,
}

impl Usage {
    pub fn of(folders: &[&str]) -> Result<Self> {
        let mut usage = Self::default();
        for folder in folders {
            for file in content::files_ending(&workspace::path(folder), "rs")? {
                usage.read(&String::from_utf8(content::read(&file)?)?, &workspace::relative(&file));
            }
        }
        Ok(usage)
    }

    fn read(&mut self, source: &str, file: &str) {
        let code: Vec<&str> = source.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
        let code = code.join("\n");
        // Every second piece between quotes is a literal. Keys hold neither quotes nor backslashes, so escapes need no
        // care as long as they come in pairs.
        let code = code.replace("\\\"", "").replace("'\"'", "");
        let mut before = "";
        for (index, piece) in code.split('"').enumerate() {
            if index % 2 == 1 {
                self.literal(piece, before.trim_end(), file);
            } else {
                before = piece;
            }
        }
    }

    fn literal(&mut self, literal: &str, before: &str, file: &str) {
        if CALLS.iter().any(|call| ends_with_call(before, call)) && literal.contains('.') && !literal.contains('{') {
            self.asked_for.insert(literal.to_owned(), file.to_owned());
        }
        if FAMILY_CALLS.iter().any(|call| before.rsplit_once(call).is_some_and(|(_, rest)| !rest.contains(')'))) {
            let family = format!("{}.", literal.trim_end_matches('.'));
            self.prefixes.insert(family.clone());
            self.families.insert(family, file.to_owned());
        }
        if let Some(prefix) = literal.split('{').next().filter(|prefix| prefix.ends_with('.')) {
            self.prefixes.insert(prefix.to_owned());
        }
        self.literals.insert(literal.to_owned());
    }

    pub fn asked_for(&self) -> impl Iterator<Item = (&str, &str)> {
        self.asked_for.iter().map(|(key, file)| (key.as_str(), file.as_str()))
    }

    /// Beginnings of keys for which some text must be there.
    pub fn families(&self) -> impl Iterator<Item = (&str, &str)> {
        self.families.iter().map(|(family, file)| (family.as_str(), file.as_str()))
    }

    /// Whether something in the code may ask for the key.
    pub fn covers(&self, key: &str) -> bool {
        self.literals.contains(key) || self.prefixes.iter().any(|prefix| key.starts_with(prefix.as_str()))
    }
}

/// Whether the code ends in a call of just this name: `format!(` must not count as `t!(`.
fn ends_with_call(code: &str, call: &str) -> bool {
    code.strip_suffix(call).is_some_and(|rest| !rest.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
}

#[cfg(test)]
mod tests {
    use super::Usage;

    #[test]
    fn literals_prefixes_and_calls_are_told_apart() {
        let mut usage = Usage::default();
        usage.read(
            "// t!(\"no.comment\")\nt!(\n  \"home.title\"); t_code(lang, \"stage\", code); format!(\"role.{code}\"); let k = \"nav.home\";",
            "a.rs",
        );
        assert_eq!(usage.asked_for().collect::<Vec<_>>(), [("home.title", "a.rs")]);
        assert_eq!(usage.families().collect::<Vec<_>>(), [("stage.", "a.rs")]);
        assert!(["stage.open", "role.rt", "nav.home", "home.title"].iter().all(|key| usage.covers(key)));
        assert!(!usage.covers("no.comment"));
    }
}
