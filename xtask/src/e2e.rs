//! `cargo xtask e2e`: a browser walks the product, on both databases, with JavaScript off and on.

use std::fs;
use std::process::Command;

use anyhow::{Result, ensure};

use crate::demo_server::{CLOCK_FILE, DemoServer};
use crate::postgres::Postgres;
use crate::steps::Steps;
use crate::{content, process, setup, site, workspace};

/// Playwright's projects, with the words for them. Each has one more, named `…-later`, for tests that move the clock.
const PROJECTS: [(&str, &str); 2] = [("no-js", "JavaScript off"), ("js", "JavaScript on")];
const DATABASES: [&str; 2] = ["sqlite", "postgres"];

/// Where failures leave their traces and pages are collected.
const RESULTS: &str = "end2end/results";

/// How many steps [`browse`] takes.
pub const STEPS: usize = PROJECTS.len() * DATABASES.len() + 1;

/// Prepares everything, then browses. The arguments go to Playwright.
pub fn run(arguments: &[String]) -> Result<()> {
    let mut steps = Steps::new(3 + STEPS);
    steps.run("Tools", || setup::run(true))?;
    steps.run("WebAssembly and styles", site::run)?;
    steps.run("Server", || process::run(workspace::cargo().args(["build", "--package", "server"])))?;
    let postgres = Postgres::start()?;
    browse(&mut steps, &postgres, arguments);
    steps.finish("e2e")
}

/// Runs the tests: each database and each project gets a server with a demo city of its own.
pub fn browse(steps: &mut Steps, postgres: &Postgres, arguments: &[String]) {
    let _ = fs::remove_dir_all(workspace::path(RESULTS));
    for database in DATABASES {
        for (project, words) in PROJECTS {
            let title = format!("Browser, {database}, {words}");
            steps.attempt(&title, || project_on(database, project, postgres, arguments));
        }
    }
    steps.attempt("HTML validity", || html_validity(arguments));
}

fn project_on(database: &str, project: &str, postgres: &Postgres, arguments: &[String]) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("rembuk-e2e").tempdir()?;
    let address = match database {
        "sqlite" => format!("sqlite://{}", folder.path().join("rembuk.db").display()),
        _ => postgres.create_database(&format!("e2e_{}", project.replace('-', "_")))?,
    };
    let server = DemoServer::start(&address, folder.path())?;
    let results = [project.to_owned(), format!("{project}-later")].map(|project| {
        let mut tests = playwright(&server, &format!("{database}-{project}"));
        // A page looks the same on both databases: it is looked at closely once.
        tests.env("AUDIT", if database == "sqlite" { "on" } else { "off" }).env("CLOCK_FILE", folder.path().join(CLOCK_FILE));
        process::run(tests.args([&format!("--project={project}"), "--pass-with-no-tests"]).args(arguments))
    });
    let result = results.into_iter().collect::<Result<()>>();
    if result.is_err() {
        let log = workspace::path(RESULTS).join(format!("server-{database}-{project}.log"));
        content::write(&log, &content::read(&folder.path().join("server.log"))?)?;
        eprintln!("  the server's log: {}", workspace::relative(&log));
    }
    result
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
    checker.args(["-Xss2m", "-jar", "node_modules/vnu-jar/build/dist/vnu.jar", "--errors-only", "--skip-non-html", "results/html"]);
    process::run(checker.current_dir(workspace::path("end2end")))
}
