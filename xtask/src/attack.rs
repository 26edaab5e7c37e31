//! `cargo xtask attack`: the demo city is attacked from outside, on both databases: naughty strings through every
//! field, two scanners over everything that is found. The walks themselves are in `attack/`; what they need is put
//! into `target/attack`. Not a part of `cargo xtask test`: it takes long, and fetches tools.

mod tools;

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::demo_city::DemoCity;
use crate::demo_server::DemoServer;
use crate::postgres::Postgres;
use crate::steps::Steps;
use crate::{process, setup, site, workspace};
use tools::Tools;

/// One of the demo city for each thing that one may be; everybody else may do what one of them may.
const PEOPLE: [&str; 12] = [
    "warga@contoh.id",
    "baru@contoh.id",
    "rt@contoh.id",
    "lurah@contoh.id",
    "camat@contoh.id",
    "opd@contoh.id",
    "dishub@contoh.id",
    "bappeda@contoh.id",
    "admin@contoh.id",
    "moderator@contoh.id",
    "inspektorat@contoh.id",
    "lurah.murni@contoh.id",
];
/// As whom the scanners look; each takes minutes.
const SCANNED_AS: [&str; 6] =
    ["warga@contoh.id", "lurah@contoh.id", "opd@contoh.id", "bappeda@contoh.id", "admin@contoh.id", "moderator@contoh.id"];

/// As many as a scanner may want: what is tried here is not the limits.
const RATES: [(&str, &str); 2] = [("REMBUK_WRITES_PER_MINUTE", "1000000"), ("REMBUK_SIGN_INS_PER_MINUTE", "1000000")];
/// Scanners rightly object to cookies that any connection may see; behind TLS there are none.
const TLS: (&str, &str) = ("REMBUK_TLS", "true");

/// With a word, only the attacks whose title has it, such as `strings` or `on sqlite`.
pub fn run(only: Option<&str>) -> Result<()> {
    let is_wanted = |title: &str| only.is_none_or(|word| title.to_lowercase().contains(&word.to_lowercase()));
    let mut steps = Steps::new(14);
    steps.run("Tools", || setup::run(true))?;
    let tools = steps.run("Tools of attackers", Tools::install)?;
    steps.run("WebAssembly and styles", site::run)?;
    // What people get, and ten times as fast.
    steps.run("Release build", || {
        process::run(workspace::cargo().args(["build", "--release"]).args(workspace::NATIVE).args(["--bin", "rembuk"]))
    })?;
    let program = workspace::release_binary()?;
    let postgres = Postgres::start()?;
    for (database, server) in [("sqlite", None), ("postgresql", Some(&postgres))] {
        let strings = format!("Strings through every field, on {database}");
        let scanners = format!("wapiti and sqlmap, on {database}");
        if !is_wanted(&strings) && !is_wanted(&scanners) {
            continue;
        }
        let city = steps.run(&format!("Demo city on {database}"), || DemoCity::load_by(&program, &[], server))?;
        let folder = tempfile::Builder::new().prefix("rembuk-attack").tempdir()?;
        if is_wanted(&strings) {
            let walked = serve(&city, "walked", &folder.path().join("walked"), &RATES)?;
            steps.run("Planted markup is found", || tools.find_what_is_planted(&walked))?;
            steps.attempt(&strings, || tools.walk(&walked, database, &PEOPLE));
            steps.attempt(&format!("What they left, in Chromium, on {database}"), || tools.browse(&walked, database));
        }
        if is_wanted(&scanners) {
            let scanned = serve(&city, "scanned", &folder.path().join("scanned"), &[RATES[0], RATES[1], TLS])?;
            steps.attempt(&scanners, || tools.scan(&scanned, database, &SCANNED_AS));
        }
    }
    steps.finish("attack")
}

/// A server with a copy of the city.
fn serve(city: &DemoCity, name: &str, folder: &Path, settings: &[(&str, &str)]) -> Result<DemoServer> {
    fs::create_dir_all(folder)?;
    let database = city.copy(name, folder)?;
    DemoServer::start_command(Command::new(workspace::release_binary()?), &database, folder, settings)
}
