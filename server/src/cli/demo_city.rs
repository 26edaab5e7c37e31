//! Loading the demo city and saying how to sign in to it.

use anyhow::anyhow;
use clap::Args;
use services::{Services, store::Database};
use std::{thread, time::Instant};
use tokio::{runtime, task::spawn_blocking};

#[derive(Args)]
pub struct Demo {
    /// For measurements: add proposals with support until there are so many
    #[arg(long, value_name = "COUNT")]
    proposals: Option<usize>,
}

impl Demo {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        run(services).await?;
        match self.proposals {
            Some(wanted) => Ok(demo::add_proposals(services, wanted, |step| println!("  {step}")).await?),
            None => Ok(()),
        }
    }
}

pub async fn run(services: &Services) -> anyhow::Result<()> {
    let start = Instant::now();
    println!("Loading the demo city …");
    match services.database {
        Database::Sqlite { .. } => on_one_core(services.clone()).await?,
        Database::Postgres(_) => load(services).await?,
    }
    println!("  done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

async fn load(services: &Services) -> anyhow::Result<()> {
    Ok(demo::load(services, |step| println!("  {step}")).await?)
}

/// SQLite answers each of the tens of thousands of statements on a thread of its own. On one core the two take turns;
/// waking each other across cores takes three times as long on a virtual machine.
async fn on_one_core(services: Services) -> anyhow::Result<()> {
    let loading = thread::spawn(move || {
        if let Some(core) = core_affinity::get_core_ids().and_then(|cores| cores.first().copied()) {
            core_affinity::set_for_current(core);
        }
        runtime::Builder::new_current_thread().enable_all().build()?.block_on(load(&services))
    });
    spawn_blocking(|| loading.join()).await?.map_err(|_| anyhow!("loading the demo city panicked"))?
}

/// One account per role, all with the same password.
pub fn print_accounts() {
    println!("Demo accounts, password {}:", demo::PASSWORD);
    for (contact, who) in demo::accounts() {
        println!("  {contact:<32} {who}");
    }
}
