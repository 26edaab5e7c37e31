//! What the documents name is there.

use std::{fs, path::Path};

/// A module as `docs/asvs.md` names it, as a file.
fn file_of(module: &str) -> String {
    match module.split_once('/') {
        Some(("http", rest)) => format!("server/tests/http/{rest}.rs"),
        Some(("tests", rest)) => format!("services/tests/{rest}.rs"),
        _ => format!("{module}.rs"),
    }
}

#[test]
fn every_test_that_the_security_list_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let list = fs::read_to_string(root.join("docs/asvs.md")).unwrap();
    let is_of_a_name = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, '_' | '/');
    let words = list.split(|letter: char| !is_of_a_name(letter) && letter != ':');
    let named: Vec<(&str, &str)> = words.filter_map(|word| word.split_once("::")).filter(|(module, _)| module.contains('/')).collect();
    assert!(named.len() > 80, "{}", named.len());
    let missing = named.iter().filter(|(module, test)| {
        let text = fs::read_to_string(root.join(file_of(module))).unwrap_or_default();
        !text.contains(&format!("fn {test}("))
    });
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&(&str, &str)>::new());
}
