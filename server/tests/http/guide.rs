//! The guide for operators, walked: its commands are run one after the other in an empty folder, in both languages,
//! and its tables name every setting there is.

use crate::starts::small_site;
use std::{collections::BTreeSet, env, fs, os::unix::fs::symlink, path::Path, process::Command};

const PROGRAM: &str = env!("CARGO_BIN_EXE_rembuk");

/// The guide's halves, Indonesian and English.
fn halves() -> [String; 2] {
    let guide = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations.md")).unwrap();
    let (indonesian, english) = guide.split_once("\n## English\n").unwrap();
    [indonesian.to_owned(), english.to_owned()]
}

/// All that stands in blocks of `sh`.
fn commands(half: &str) -> String {
    let blocks = half.split("\n```sh\n").skip(1).map(|rest| rest.split("\n```").next().unwrap());
    blocks.collect::<Vec<_>>().join("\n")
}

#[test]
fn the_commands_of_the_guide_do_what_it_says_in_both_languages() {
    for half in halves() {
        let commands = commands(&half);
        for command in
            ["migrate", "import regions", "import ceilings", "import accounts", "create-admin", "check", "backup", "restore", "copy"]
        {
            assert!(commands.contains(&format!("rembuk {command}")), "{command} is not shown");
        }
        let folder = tempfile::tempdir().unwrap();
        let programs = folder.path().join("programs");
        fs::create_dir(&programs).unwrap();
        symlink(PROGRAM, programs.join("rembuk")).unwrap();
        let mut path = vec![programs];
        path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
        let mut shell = Command::new("sh");
        shell.args(["-eux", "-c", &commands]).current_dir(folder.path());
        shell.env("PATH", env::join_paths(path).unwrap()).env("REMBUK_SITE", small_site(folder.path()));
        let output = shell.output().unwrap();
        let said = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
        assert!(output.status.success(), "{said}");
        assert!(said.contains("Tidak ada yang salah") && said.contains("Semua tabel terbaca sama"), "{said}");
    }
}

#[test]
fn the_tables_of_the_guide_name_every_setting() {
    let mut settings = BTreeSet::from(["RUST_LOG".to_owned()]);
    for arguments in [&["--help"][..], &["serve", "--help"]] {
        let help = Command::new(PROGRAM).args(arguments).output().unwrap();
        let help = String::from_utf8(help.stdout).unwrap();
        settings.extend(help.split("[env: ").skip(1).map(|rest| rest.split(['=', ']']).next().unwrap().to_owned()));
    }
    assert!(settings.len() > 8, "{settings:?}");
    for half in halves() {
        let missing: Vec<_> = settings.iter().filter(|name| !half.contains(&format!("\n| `{name}` |"))).collect();
        assert!(missing.is_empty(), "not in a table of docs/operations.md: {missing:?}");
    }
}
