//! Every store function and every command is named in one of these files, or in the builders of `testing` that they call;
//! what is not fails here, by name.
//! Store functions are looked for as `file::function` or `folder::function` (or `.method(`), commands by their own name.
//! The compiler does not check SQL, so a function that no test calls on both databases may not even run on one of them.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// The name in a line that begins a public async function, and whether it is a method.
fn function(line: &str) -> Option<(&str, bool)> {
    let (name, _) = line.trim_start().strip_prefix("pub async fn ")?.split_once(['(', '<'])?;
    Some((name, line.starts_with(' ')))
}

fn untested(folder: &str, is_named: impl Fn(&[String], &str, bool) -> bool) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut missing = Vec::new();
    for file in rust_files(&folder) {
        let modules = file.strip_prefix(&folder).unwrap().with_extension("");
        let modules: Vec<String> = modules.iter().map(|module| module.to_string_lossy().into_owned()).collect();
        for (name, is_method) in fs::read_to_string(&file).unwrap().lines().filter_map(function) {
            if !is_named(&modules, name, is_method) {
                missing.push(format!("{}::{name}", modules.join("::")));
            }
        }
    }
    missing
}

#[test]
fn every_store_function_and_every_command_is_tested() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests: String = [here.join("tests"), here.join("../testing/src")]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .map(|file| fs::read_to_string(file).unwrap())
        .collect();
    let calls = |call: &str| tests.contains(&format!("{call}("));
    let mut missing = untested("src/store", |modules, name, is_method| {
        modules.iter().any(|module| calls(&format!("{module}::{name}")))
            || is_method && (calls(&format!(".{name}")) || calls(&format!("::{name}")))
    });
    missing.extend(untested("src/commands", |_, name, _| calls(&format!("::{name}")) || calls(&format!(" {name}"))));
    assert_eq!(missing, Vec::<String>::new(), "what no test calls");
}
