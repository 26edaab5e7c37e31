//! A file of settings beside the environment: the same names, one `NAME=value` a line. What is set in the environment
//! or on the command line counts more.

use super::Cli;
use anyhow::{Context, anyhow};
use app::operator;
use clap::{Command, CommandFactory};
use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    ffi::OsString,
    fs,
    os::unix::process::CommandExt as _,
    path::Path,
    process,
};

const OPTION: &str = "--config";
pub const VARIABLE: &str = "REMBUK_CONFIG";
/// Read by the log, not by an option.
const OF_THE_LOG: &str = "RUST_LOG";

/// Starts the same command once more in our place, with the file's settings in its environment.
pub fn start_again_with(file: &Path) -> anyhow::Result<()> {
    let text = fs::read_to_string(file).with_context(|| operator::start("config_unreadable", &file.display().to_string()))?;
    let settings = read(&text, &known()).map_err(|line| anyhow!("{}: {line}", file.display()))?;
    let is_free = |name: &str| env::var_os(name).is_none_or(|value| value.is_empty());
    let mut again = process::Command::new(env::current_exe()?);
    again.args(without_option(env::args_os().skip(1))).env_remove(VARIABLE);
    again.envs(settings.into_iter().filter(|(name, _)| is_free(name)));
    Err(again.exec()).context("rembuk")
}

/// The settings of a text, or what is wrong with one of its lines.
fn read(text: &str, known: &BTreeSet<String>) -> Result<BTreeMap<String, String>, String> {
    let mut settings = BTreeMap::new();
    // Editors on Windows put a mark before the first letter.
    for (number, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let wrong = |code: &str, value: &str| format!("{}: {}", number + 1, operator::start(code, value));
        let (name, value) = line.split_once('=').ok_or_else(|| wrong("config_line", line))?;
        let (name, value) = (name.trim(), unquoted(value.trim()));
        if !known.contains(name) {
            return Err(wrong("config_unknown", name));
        }
        if settings.insert(name.to_owned(), value.to_owned()).is_some() {
            return Err(wrong("config_twice", name));
        }
    }
    Ok(settings)
}

fn unquoted(value: &str) -> &str {
    let inside = |quote| value.strip_prefix(quote).and_then(|value| value.strip_suffix(quote));
    inside('"').or_else(|| inside('\'')).unwrap_or(value)
}

/// Every variable that an option of some command reads.
fn known() -> BTreeSet<String> {
    fn collect(command: &Command, names: &mut BTreeSet<String>) {
        names.extend(command.get_arguments().filter_map(|argument| Some(argument.get_env()?.to_string_lossy().into_owned())));
        command.get_subcommands().for_each(|command| collect(command, names));
    }
    let mut names = BTreeSet::from([OF_THE_LOG.to_owned()]);
    collect(&Cli::command(), &mut names);
    names.remove(VARIABLE);
    names
}

fn without_option(arguments: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut kept = Vec::new();
    let mut is_its_value = false;
    for argument in arguments {
        let is_option = argument == OPTION;
        if !is_its_value && !is_option && !argument.to_string_lossy().starts_with("--config=") {
            kept.push(argument);
        }
        is_its_value = is_option;
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_settings_or_are_named_with_what_is_wrong() {
        let known = known();
        for name in ["DATABASE_URL", "REMBUK_PHOTOS", "REMBUK_TLS", "REMBUK_ADDR", OF_THE_LOG] {
            assert!(known.contains(name), "{name}");
        }
        let text = "# Kota\n\nDATABASE_URL = sqlite:///var/lib/rembuk/rembuk.db\nREMBUK_PHOTOS=\"/var/lib/rembuk/foto kota\"\n";
        let settings = read(text, &known).unwrap();
        assert_eq!(settings["DATABASE_URL"], "sqlite:///var/lib/rembuk/rembuk.db");
        assert_eq!(settings["REMBUK_PHOTOS"], "/var/lib/rembuk/foto kota");
        assert_eq!(read("\u{feff}REMBUK_TLS=true\r\n", &known).unwrap()["REMBUK_TLS"], "true", "as a Windows editor saves it");
        for (text, line) in [("REMBUK_ADR=x", "1: "), ("\nDATABASE_URL", "2: "), ("REMBUK_TLS=true\nREMBUK_TLS=false", "2: ")] {
            assert!(read(text, &known).unwrap_err().starts_with(line), "{text}");
        }
    }

    #[test]
    fn the_option_is_left_out_the_second_time() {
        let without = |words: &[&str]| without_option(words.iter().map(OsString::from));
        assert_eq!(without(&["--config", "a.conf", "serve", "--tls"]), ["serve", "--tls"]);
        assert_eq!(without(&["serve", "--config=a.conf"]), ["serve"]);
    }
}
