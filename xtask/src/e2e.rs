//! `cargo xtask e2e`: a browser walks the product, on both databases, with JavaScript off and on. What the servers
//! wrote into their logs meanwhile is read afterwards ([`log`]), and what they counted is counted again.

mod log;

use std::fs;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, anyhow, bail, ensure};

use crate::demo_city::{self, DemoCity};
use crate::demo_server::{CLOCK_FILE, DemoServer};
use crate::postgres::Postgres;
use crate::steps::{Steps, seconds};
use crate::{content, process, scratch, setup, site, workspace};

/// The tests, the longest first; see playwright.config.ts.
const PARTS: [&str; 4] = ["journey-proposal", "pages", "journey-plan", "output"];
/// Playwright's projects, with the words for them.
const PROJECTS: [(&str, &str); 2] = [("js", "JavaScript on"), ("no-js", "JavaScript off")];
/// The demo city on both databases, and the small kabupaten beside it.
const CITIES: [&str; 3] = ["sqlite", "postgres", "kabupaten"];
/// Two runs keep two cores busy most of the time; the third takes what they leave.
const AT_ONCE: usize = 3;
/// Lines on the failures of a run that are said again at the very end.
const MOST_REASONS: usize = 6;

/// How long publishing everything that the demo city did may take.
const PATIENCE_WITH_THE_LOG: Duration = Duration::from_mins(2);

/// Where failures leave their traces and pages are collected.
const RESULTS: &str = "end2end/results";

/// How many steps [`browse`] takes.
pub const STEPS: usize = 3;

/// One part of the tests against a server and a city of its own.
struct Run<'a> {
    city: &'a DemoCity<'a>,
    /// One of [`CITIES`].
    of: &'static str,
    project: (&'static str, &'static str),
    part: &'static str,
}

/// Prepares everything, then browses. The arguments go to Playwright.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut steps = Steps::new(3 + STEPS);
    steps.run("Tools", || setup::run(true))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Server", || process::run(workspace::cargo().arg("build").args(workspace::NATIVE).arg("--bins")))?;
    let postgres = Postgres::start()?;
    browse(&mut steps, &postgres, arguments);
    steps.finish("e2e")
}

/// Runs all tests, each part of them on both databases, with JavaScript off and on.
pub fn browse(steps: &mut Steps, postgres: &Postgres, arguments: &[String]) {
    let _ = fs::remove_dir_all(workspace::path(RESULTS));
    let Ok(cities) = steps.run("Demo cities", || Ok([DemoCity::load(None)?, DemoCity::load(Some(postgres))?, kabupaten()?])) else {
        return;
    };
    steps.attempt("Browser", || all(&runs(&cities), arguments));
    steps.attempt("HTML validity", || html_validity(arguments));
}

fn kabupaten() -> Result<DemoCity<'static>> {
    DemoCity::load_by(&workspace::server_binary()?, &["--city", "kabupaten"], None)
}

fn runs<'a>(cities: &'a [DemoCity<'a>; 3]) -> Vec<Run<'a>> {
    let mut runs = Vec::new();
    for part in PARTS {
        for (city, of) in cities.iter().zip(CITIES) {
            runs.extend(PROJECTS.map(|project| Run { city, of, project, part }));
        }
    }
    // There the pages have other words and another time.
    runs.retain(|run| run.of != "kabupaten" || run.part == "pages");
    // A page looks the same on both databases: there it is enough that each answers, which it does without JavaScript.
    runs.retain(|run| (run.of, run.project.0, run.part) != ("postgres", "js", "pages"));
    // Nothing runs without JavaScript anyway.
    runs.retain(|run| (run.project.0, run.part) != ("no-js", "output"));
    runs
}

/// Some at a time, in this order.
fn all(runs: &[Run], arguments: &[String]) -> Result<()> {
    let next = AtomicUsize::new(0);
    let failures = Mutex::new(Vec::new());
    thread::scope(|lanes| {
        for _ in 0..AT_ONCE {
            lanes.spawn(|| {
                while let Some(run) = runs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let name = format!("{}, {}, {}", run.part, run.of, run.project.1);
                    let start = Instant::now();
                    let outcome = run.walk(arguments).unwrap_or_else(|error| {
                        let said = format!("{error:#}");
                        failures.lock().expect("no lane panics").push(format!("{name}: {}", reasons(&said)));
                        format!("FAILED: {said}")
                    });
                    eprintln!("  {name}: {outcome} after {}", seconds(start.elapsed()));
                }
            });
        }
    });
    let failures = failures.into_inner()?;
    ensure!(failures.is_empty(), "{} of {} runs failed\n{}", failures.len(), runs.len(), failures.join("\n"));
    Ok(())
}

/// Of all that Playwright said: what went wrong, and where.
fn reasons(said: &str) -> String {
    let lines = said.lines().map(str::trim).filter(|line| line.contains("Error: ") || line.starts_with("at "));
    lines.take(MOST_REASONS).collect::<Vec<_>>().join("\n  ")
}

impl Run<'_> {
    /// Returns how many tests passed, in Playwright's words.
    fn walk(&self, arguments: &[String]) -> Result<String> {
        let name = format!("{}-{}-{}", self.of, self.project.0, self.part);
        let folder = tempfile::Builder::new().prefix("rembuk-e2e").tempdir_in(scratch::folder())?;
        let address = self.city.copy(&name.replace('-', "_"), folder.path())?;
        let server = DemoServer::start_logging(&address, folder.path(), log::LEVEL)?;
        let mut tests = playwright(&server, &name);
        tests.env("SECRETS_FILE", folder.path().join("secrets"));
        tests.args([&format!("--project={}", self.project.0), "--pass-with-no-tests"]).args(arguments).env("PART", self.part);
        // Looked at closely, and walked by keyboard, on one of the two.
        tests.env("AUDIT", if self.of == "postgres" { "off" } else { "on" }).env("CLOCK_FILE", folder.path().join(CLOCK_FILE));
        tests.env("CITY", self.of);
        let output = tests.output().context("cannot start Playwright")?;
        let said = String::from_utf8_lossy(&output.stdout);
        let outcome = if output.status.success() {
            let verified = if self.part == "journey-plan" { verify(&server) } else { Ok(()) };
            drop(server);
            let recounted = verified.and_then(|()| demo_city::recount(&workspace::server_binary()?, &address));
            recounted.and_then(|()| log::check(&address, folder.path(), arguments.is_empty()))
        } else {
            Err(anyhow!("{said}{}", String::from_utf8_lossy(&output.stderr)))
        };
        if let Err(error) = outcome {
            let log = workspace::path(RESULTS).join(format!("server-{name}.log"));
            content::write(&log, &content::read(&folder.path().join("server.log"))?)?;
            bail!("{error:#}\n  the server's log: {}", workspace::relative(&log));
        }
        Ok(said.lines().rev().find(|line| line.contains(" passed")).unwrap_or("no test").trim().to_owned())
    }
}

/// A stranger counts again what the site shows, once it has published what was done on it.
fn verify(server: &DemoServer) -> Result<()> {
    let start = Instant::now();
    loop {
        let mut program = Command::new(workspace::server_binary()?);
        let verified = process::run_quietly(program.args(["verify", &server.url()]));
        if verified.is_ok() || start.elapsed() > PATIENCE_WITH_THE_LOG {
            return verified;
        }
        thread::sleep(Duration::from_secs(1));
    }
}

/// A call of Playwright against a server; `name` tells this run's results from those of the others.
pub fn playwright(server: &DemoServer, name: &str) -> Command {
    let folder = workspace::path("end2end");
    let mut command = Command::new(folder.join("node_modules/.bin/playwright"));
    command.arg("test").current_dir(&folder).env("BASE_URL", server.url()).env("RUN_NAME", name);
    command
}

/// Hands the pages that the tests collected to the W3C's checker.
fn html_validity(arguments: &[String]) -> Result<()> {
    let pages = content::files_ending(&workspace::path(RESULTS).join("html"), "html")?;
    // With arguments the tests that collect the pages may have been left out.
    if pages.is_empty() && !arguments.is_empty() {
        return Ok(());
    }
    ensure!(!pages.is_empty(), "the tests collected no page");
    eprintln!("  {} pages", pages.len());
    let mut checker = Command::new("java");
    checker.args(["-Xss2m", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar", "--errors-only", "--skip-non-html"]);
    // Leptos leaves `<!>` between texts, for hydrating; browsers read an empty comment.
    checker.args(["--filterpattern", ".*Bogus comment.*", "results/html"]);
    process::run(checker.current_dir(workspace::path("end2end")))
}
