//! PostgreSQL is stopped under a running server, and started again.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::city::City;
use crate::postgres::Postgres;

const REQUESTS: u32 = 20;

pub fn drill(postgres: &mut Postgres) -> Result<()> {
    let folder = tempfile::Builder::new().prefix("rembuk-outage").tempdir()?;
    let mut city = City::found(&postgres.create_database("drill_outage")?, folder.path())?;
    ensure!(city.register()?.status == 303, "nobody can register before");
    postgres.stop()?;
    city.register()?.is_kept()?;
    let start = Instant::now();
    for _ in 0..REQUESTS {
        let page = city.get("/usulan")?;
        ensure!(page.status == 503, "{} while the database is away", page.status);
    }
    let each = start.elapsed() / REQUESTS;
    ensure!(each < Duration::from_secs(1), "{each:?} each");
    ensure!(city.get("/readyz")?.status == 503 && city.get("/healthz")?.status == 200, "health does not say so");
    postgres.start_again()?;
    let healed = city.wait_until("ready", |answer| answer.status == 200, "/readyz")?;
    ensure!(city.register()?.status == 303 && city.registered()? == 2, "what was answered is not there");
    eprintln!("  {REQUESTS} pages were refused in {each:.2?} each; ready {healed:.1?} after the server was back");
    Ok(())
}
