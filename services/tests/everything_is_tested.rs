//! Every store function and every command is called by one of these tests on both databases, or by the builders of
//! `testing` that they call; what is not fails here, by name. Store functions are looked for as `file::function` or
//! `folder::function` (or `.method(`), commands by their own name. What only a comment names does not count, nor what
//! only a test calls that runs on one database. The compiler does not check SQL, so a function that no test calls on
//! both databases may not even run on one of them.
//!
//! Every unit of work of a command is done once more after a collision; one that is not fails here, by name, too.

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

/// The code of a test file that runs on both databases: without comments, and without what stands under `#[test]`, for
/// a test on both is made by `both_databases!`, which writes that word itself.
fn on_both_databases(source: &str) -> String {
    let code: Vec<&str> = source.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let mut code = code.join("\n");
    while let Some(start) = code.find("#[test]") {
        let end = code[start..].find("\n}\n").map_or(code.len(), |end| start + end + 3);
        code.replace_range(start..end, "");
    }
    code
}

/// Whether it is called there: named before a parenthesis, and not where it is declared.
fn is_called(code: &str, call: &str) -> bool {
    let is_part_of_a_word = |before: &str| before.ends_with(|letter: char| letter.is_alphanumeric() || letter == '_');
    let call = format!("{call}(");
    code.match_indices(&call).any(|(at, _)| {
        let before = &code[..at];
        call.starts_with('.') || (!before.ends_with("fn ") && !is_part_of_a_word(before))
    })
}

#[test]
fn a_comment_and_a_test_on_one_database_call_nothing() {
    let source = "// find(1)\nasync fn helper() {\n    find(2); // save(2)\n}\n#[test]\nfn one() {\n    lock(3);\n}\nfn last() {\n    rename(4);\n}\n";
    let code = on_both_databases(source);
    assert_eq!(
        ["find", "save", "lock", "rename", "name", "helper"].map(|call| is_called(&code, call)),
        [true, false, false, true, false, false]
    );
}

#[test]
fn every_store_function_and_every_command_is_tested() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests: String = [here.join("tests"), here.join("../testing/src")]
        .iter()
        .flat_map(|folder| rust_files(folder))
        .map(|file| on_both_databases(&fs::read_to_string(file).unwrap()))
        .collect();
    let calls = |call: &str| is_called(&tests, call);
    let mut missing = untested("src/store", |modules, name, is_method| {
        modules.iter().any(|module| calls(&format!("{module}::{name}"))) || is_method && (calls(&format!(".{name}")) || calls(name))
    });
    missing.extend(untested("src/commands", |_, name, _| calls(name)));
    assert_eq!(missing, Vec::<String>::new(), "what no test calls");
}

/// A file that no program names is not even compiled.
#[test]
fn every_file_of_tests_is_part_of_a_program() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let [main, manifest] = ["tests/main.rs", "Cargo.toml"].map(|file| fs::read_to_string(here.join(file)).unwrap());
    let is_named = |path: &PathBuf| {
        let name = path.file_stem().unwrap().to_string_lossy();
        if path.is_dir() {
            return !path.join("main.rs").exists() || manifest.contains(&format!("\"tests/{name}/main.rs\""));
        }
        name == "main" || main.contains(&format!("\nmod {name};"))
    };
    let mut missing: Vec<_> = fs::read_dir(here.join("tests")).unwrap().map(|entry| entry.unwrap().path()).collect();
    missing.retain(|path| !is_named(path));
    assert_eq!(missing, Vec::<PathBuf>::new(), "what no program of tests names");
}

/// With what a command begins a unit of work.
const BEGINNINGS: [&str; 3] = ["Unit::begin(", "Hall::enter(", "Desk::open("];

/// What begins one and does not do it once more, and why.
const DONE_ONCE: [(&str, &str); 3] = [
    ("musrenbang::enter", "hands its unit to the command, which does all of it once more"),
    ("musrenbang::open", "the same"),
    ("add_photo::write", "the files of the picture get their names in it, and are gone from where they were"),
];

/// The functions of a source by name, each with its code and without comments.
fn functions(source: &str) -> Vec<(&str, String)> {
    let mut found: Vec<(&str, String)> = Vec::new();
    for line in source.lines().map(|line| line.split("//").next().unwrap_or_default()) {
        let words = ["pub(super) ", "pub(crate) ", "pub ", "async "]
            .into_iter()
            .fold(line.trim_start(), |rest, word| rest.trim_start_matches(word));
        if let Some((name, _)) = words.strip_prefix("fn ").and_then(|rest| rest.split_once(['(', '<'])) {
            found.push((name, String::new()));
        }
        if let Some((_, code)) = found.last_mut() {
            code.extend([line, "\n"]);
        }
    }
    found
}

/// Those that begin a unit of work which nobody does once more: neither themselves nor whoever calls them there.
fn done_once(source: &str) -> Vec<&str> {
    let begins = |code: &str| BEGINNINGS.iter().any(|beginning| code.contains(beginning));
    let again = |name: &str, code: &str| code.contains("once_more(") || source.contains(&format!("once_more(|| {name}("));
    functions(source).into_iter().filter(|(name, code)| begins(code) && !again(name, code)).map(|(name, _)| name).collect()
}

#[test]
fn a_function_does_its_unit_again_by_itself_or_by_who_calls_it() {
    let source = "pub async fn one() {\n    once_more(|| async move { Unit::begin(s) }).await\n}\n/// once_more(\npub async fn two() {\n    \
                  Hall::enter(s)\n}\npub async fn three() {\n    once_more(|| four(s)).await\n}\nasync fn four() {\n    Desk::open(s)\n}\n";
    assert_eq!(done_once(source), ["two"]);
}

#[test]
fn every_command_does_its_work_once_more_after_a_collision() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/commands");
    let mut missing = Vec::new();
    for file in rust_files(&folder) {
        let modules = file.strip_prefix(&folder).unwrap().with_extension("");
        let modules: Vec<_> = modules.iter().map(|module| module.to_string_lossy()).collect();
        let source = fs::read_to_string(&file).unwrap();
        missing.extend(done_once(&source).into_iter().map(|name| format!("{}::{name}", modules.join("::"))));
    }
    let known = |name: &String| DONE_ONCE.iter().any(|(known, _)| known == name);
    missing.retain(|name| !known(name));
    assert_eq!(missing, Vec::<String>::new(), "what is not done once more");
}
