//! SQL is written in `services/src/store` and nowhere else.

use std::path::Path;

use anyhow::{Result, bail};

use crate::{content, workspace};

const CRATES: [&str; 5] = ["app", "demo", "domain", "server", "services"];
const STORE: &str = "services/src/store";

pub fn check() -> Result<()> {
    let mut wrong = Vec::new();
    for name in CRATES {
        for file in content::files_ending(&workspace::path(name).join("src"), "rs")? {
            if !file.starts_with(workspace::path(STORE)) && file != workspace::path(STORE).with_extension("rs") {
                find(&file, &mut wrong)?;
            }
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("SQL outside {STORE}:\n  {}", wrong.join("\n  "))
}

fn find(file: &Path, wrong: &mut Vec<String>) -> Result<()> {
    for (number, line) in String::from_utf8(content::read(file)?)?.lines().enumerate() {
        if !line.trim_start().starts_with("//") && is_sql(line) {
            wrong.push(format!("{}:{}: {}", workspace::relative(file), number + 1, line.trim()));
        }
    }
    Ok(())
}

/// Statements are written in capitals here, as in the store.
fn is_sql(line: &str) -> bool {
    let has = |words: &str| line.contains(words);
    (has("SELECT ") && (has("FROM ") || has("\"SELECT "))) || has("INSERT INTO ") || has("DELETE FROM ") || (has("UPDATE ") && has(" SET "))
}

#[cfg(test)]
mod tests {
    use super::is_sql;

    #[test]
    fn statements_are_seen() {
        assert!(is_sql("query(\"SELECT id FROM account\")"));
        assert!(is_sql("  UPDATE account SET name = $1"));
        assert!(!is_sql("<select name=\"region\">"));
    }
}
