//! Words of a page that stand in the code: nobody translates them. Only what is certainly a text is found: a literal
//! right behind a tag, or as what an element is called.

use anyhow::Result;

use crate::{content, workspace};

/// Names, which are the same in every language.
const NAMES: [&str; 12] =
    ["Rembuk", "Bahasa Indonesia", "English", "C2SP", "CSV", "Excel", "JSON", "ODbL", "RT", "tlog-cosignature", "tlog-tiles", "XLSX"];

/// What these attributes hold is read or read out; `label` ends `aria-label`, too.
const ATTRIBUTES: [&str; 5] = ["alt=\"", "heading=\"", "label=\"", "placeholder=\"", "title=\""];

pub fn find(folder: &str, wrong: &mut Vec<String>) -> Result<()> {
    for file in content::files_ending(&workspace::path(folder), "rs")? {
        let source = String::from_utf8(content::read(&file)?)?;
        let page = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (number, line) in page.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//")) {
            wrong.extend(
                words(line).map(|words| format!("{}:{}: “{words}” belongs into app/locales", workspace::relative(&file), number + 1)),
            );
        }
    }
    Ok(())
}

/// The texts of a line: behind a `>` that ends a tag, and in attributes that are read.
fn words(line: &str) -> impl Iterator<Item = &str> {
    let behind_tags = line.match_indices(">\"").filter(|(at, _)| !line.get(..*at).is_some_and(|before| before.ends_with(['=', '-'])));
    let in_attributes = ATTRIBUTES.into_iter().flat_map(|name| line.match_indices(name));
    let starts = behind_tags.chain(in_attributes).filter_map(|(at, start)| line.get(at + start.len()..));
    starts.filter_map(|rest| rest.split('"').next()).map(str::trim).filter(|text| is_said(text))
}

/// Marks between texts are none, nor are names.
fn is_said(text: &str) -> bool {
    let is_name = |word: &str| word.chars().filter(|letter| letter.is_alphabetic()).count() < 2 || NAMES.contains(&word);
    !NAMES.contains(&text) && !text.contains(['{', '#', '/']) && !text.split([' ', '·']).all(is_name)
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn only_words_are_found() {
        for (line, found) in [
            (r#"<p>"Tidak ada usulan"</p>"#, vec!["Tidak ada usulan"]),
            (r#"<button aria-label="Tutup">"×"</button>"#, vec!["Tutup"]),
            (r#"<span>"Rembuk · "</span> <b>" · "</b> {t!("home.title")}"#, vec![]),
            (r#"Self::Done => "done","#, vec![]),
            (r#"<TextField name="cari" label=t!("form.search")/>"#, vec![]),
        ] {
            assert_eq!(words(line).collect::<Vec<_>>(), found, "{line}");
        }
    }
}
