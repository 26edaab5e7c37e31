//! The test of durability with fifty kills instead of ten, on both databases.

use anyhow::Result;

use crate::postgres::{Postgres, URL_VARIABLE};
use crate::{process, workspace};

pub fn drill(postgres: &Postgres) -> Result<()> {
    let mut tests = workspace::cargo();
    tests.arg("test").args(workspace::NATIVE).args(["--test", "http", "durability"]);
    process::run(tests.env("REMBUK_TEST_KILLS", "50").env(URL_VARIABLE, postgres.url("postgres")))
}
