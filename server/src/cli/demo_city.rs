//! Loading the demo city and saying how to sign in to it.

use super::Settings;
use anyhow::anyhow;
use app::operator;
use clap::{Args, ValueEnum};
use serde::Deserialize;
use services::{Services, queries::health::is_empty, store::Database};
use std::{
    thread,
    time::{Duration, Instant},
};
use tokio::{runtime, task::spawn_blocking};

/// How long another process may take to load it.
const PATIENCE: Duration = Duration::from_mins(3);

/// Which invented city.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum Demonstration {
    /// Kota Jambi in the middle of its meetings.
    Kota,
    /// A small kabupaten with desa, two hours further east.
    Kabupaten,
}

#[derive(Args)]
pub struct Demo {
    /// Kota contoh, atau kabupaten contoh yang kecil
    #[arg(long, value_enum, default_value_t = Demonstration::Kota)]
    city: Demonstration,
    /// Untuk pengukuran: tambah usulan dan dukungan sampai sebanyak ini
    #[arg(long, value_name = "JUMLAH")]
    proposals: Option<usize>,
}

impl Demo {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        run(services, self.city).await?;
        match self.proposals {
            Some(wanted) => Ok(demo::add_proposals(services, wanted, |step| say!("  {step}")).await?),
            None => Ok(()),
        }
    }
}

/// When nobody lives here yet; of several servers that start at the same time, one does it.
pub async fn run_once(settings: &Settings, services: &Services, demo: Demonstration) -> anyhow::Result<()> {
    if !is_empty(services).await? {
        return Ok(());
    }
    // On SQLite this process is alone already.
    let turn = match &services.database {
        Database::Sqlite { .. } => None,
        Database::Postgres { .. } => Some(settings.turn(&services.database, PATIENCE).await?),
    };
    if is_empty(services).await? {
        run(services, demo).await?;
    }
    drop(turn);
    Ok(())
}

async fn run(services: &Services, demo: Demonstration) -> anyhow::Result<()> {
    let start = Instant::now();
    say!("{}", operator::start("demo_loading", ""));
    on_one_core(services.clone(), demo).await?;
    say!("{}", operator::start("demo_loaded", &format!("{:.1}", start.elapsed().as_secs_f64())));
    Ok(())
}

/// Each of the tens of thousands of statements is answered on another thread. On one core SQLite's and ours take
/// turns; waking each other across cores takes three times as long on a virtual machine.
async fn on_one_core(services: Services, demo: Demonstration) -> anyhow::Result<()> {
    let loading = thread::spawn(move || {
        if let Some(core) = core_affinity::get_core_ids().and_then(|cores| cores.first().copied()) {
            core_affinity::set_for_current(core);
        }
        let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
        let say = |step: &str| say!("  {step}");
        match demo {
            Demonstration::Kota => runtime.block_on(demo::load(&services, say))?,
            Demonstration::Kabupaten => runtime.block_on(demo::regency::load(&services, say))?,
        }
        Ok(())
    });
    spawn_blocking(|| loading.join()).await?.map_err(|_| anyhow!("loading the demo city panicked"))?
}

/// One account per role, all with the same password.
pub fn print_accounts(demo: Demonstration) {
    say!("{}", operator::start("demo_accounts", demo::PASSWORD));
    let accounts = match demo {
        Demonstration::Kota => demo::accounts(),
        Demonstration::Kabupaten => demo::regency::accounts(),
    };
    for (contact, who) in accounts {
        say!("  {contact:<32} {who}");
    }
    if demo == Demonstration::Kabupaten {
        return;
    }
    let (contact, key) = demo::second_step();
    say!("{}", operator::start("demo_second_step", &format!("{contact}, {key}")));
}
