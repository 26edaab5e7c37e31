//! Standing between cargo and the compiler, as `RUSTC_WORKSPACE_WRAPPER`: each of our crates is compiled by clippy's
//! compiler, as `cargo clippy` lets it check them, and rustdoc reads what is documented with the very same arguments.
//! So nothing below our crates is read again for either. What is linted stands in `Cargo.toml`.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::OnceLock;

use anyhow::{Context, Result};

use crate::workspace;

/// Whose documentation is read.
const DOCUMENTED: [&str; 3] = ["domain", "publiclog", "services"];
/// Of the compiler's arguments, those with a value that rustdoc takes as well.
const SHARED: [&str; 8] = ["--crate-name", "--edition", "--extern", "-L", "--cfg", "--check-cfg", "--error-format", "--json"];
/// Where a run as cargo's wrapper is told from one by people.
const VARIABLE: &str = "REMBUK_LINTING";

/// Lets a build lint and read the documentation; whatever is warned of ends it. Every call that is to find what was
/// built so needs it.
pub fn linting(cargo: &mut Command) -> Result<&mut Command> {
    // The word between which clippy's compiler splits its arguments.
    let arguments = ["-D", "warnings", ""].join("__CLIPPY_HACKERY__");
    Ok(cargo.env("RUSTC_WORKSPACE_WRAPPER", wrapper()?).env("CLIPPY_ARGS", arguments).env(VARIABLE, "1"))
}

/// This very program under another name, copied when it is first asked for: the build replaces the one that cargo made.
fn wrapper() -> Result<&'static Path> {
    static COPY: OnceLock<PathBuf> = OnceLock::new();
    if let Some(copy) = COPY.get() {
        return Ok(copy);
    }
    let itself = std::env::current_exe().context("this program has no file")?;
    let copy = workspace::target()?.join("xtask-compiler");
    let fresh = copy.with_extension("new");
    std::fs::copy(&itself, &fresh)
        .and_then(|_| std::fs::rename(&fresh, &copy))
        .with_context(|| format!("cannot write {}", copy.display()))?;
    Ok(COPY.get_or_init(|| copy))
}

/// What cargo wants compiled, when it calls: the compiler and its arguments.
pub fn wanted() -> Option<Vec<OsString>> {
    let call: Vec<OsString> = std::env::args_os().skip(1).collect();
    let is_compiler = call.first().is_some_and(|first| Path::new(first).file_stem() == Some(OsStr::new("rustc")));
    (is_compiler && std::env::var_os(VARIABLE).is_some()).then_some(call)
}

/// As the compiler would end.
pub fn compile(call: &[OsString]) -> Result<ExitCode> {
    let compiled = Command::new("clippy-driver").args(call).status().context("cannot start clippy-driver")?;
    let words: Vec<&str> = call.iter().skip(1).filter_map(|word| word.to_str()).collect();
    if !compiled.success() || !is_documented(&words) {
        return Ok(code(compiled.code()));
    }
    let rustdoc = Path::new(&call[0]).with_file_name("rustdoc");
    let mut read = Command::new(rustdoc);
    read.args(for_rustdoc(&words)).args(["-D", "warnings", "--document-private-items", "-o"]).arg(workspace::target()?.join("doc"));
    Ok(code(read.status().context("cannot start rustdoc")?.code()))
}

fn code(ended: Option<i32>) -> ExitCode {
    ended.and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn is_documented(words: &[&str]) -> bool {
    let name = words.iter().zip(words.iter().skip(1)).find(|(word, _)| **word == "--crate-name");
    name.is_some_and(|(_, name)| DOCUMENTED.contains(name)) && !words.contains(&"--test")
}

/// The source, and what is shared.
fn for_rustdoc<'a>(words: &[&'a str]) -> Vec<&'a str> {
    let mut taken = Vec::new();
    let mut words = words.iter().copied();
    while let Some(word) = words.next() {
        let (name, value) = word.split_once('=').map_or((word, None), |(name, value)| (name, Some(value)));
        if SHARED.contains(&name) {
            taken.push(word);
            taken.extend(if value.is_none() { words.next() } else { None });
        } else if Path::new(word).extension() == Some(OsStr::new("rs")) {
            taken.push(word);
        }
    }
    taken
}

#[cfg(test)]
mod tests {
    use super::*;

    const CALL: [&str; 16] = [
        "--crate-name",
        "services",
        "--edition=2024",
        "services/src/lib.rs",
        "--error-format=json",
        "--crate-type",
        "lib",
        "--emit=dep-info,metadata,link",
        "-C",
        "debuginfo=1",
        "--cfg",
        "feature=\"x\"",
        "-L",
        "dependency=target/debug/deps",
        "--extern",
        "domain=target/debug/deps/libdomain-1.rmeta",
    ];

    #[test]
    fn rustdoc_gets_what_it_knows() {
        assert!(
            is_documented(&CALL) && !is_documented(&["--crate-name", "services", "--test"]) && !is_documented(&["--crate-name", "app"])
        );
        let taken = for_rustdoc(&CALL);
        assert_eq!(taken[..5], ["--crate-name", "services", "--edition=2024", "services/src/lib.rs", "--error-format=json"]);
        assert_eq!(taken[5..], ["--cfg", "feature=\"x\"", "-L", "dependency=target/debug/deps", "--extern", CALL[15]]);
    }
}
