//! Loading the demo city and saying how to sign in to it.

use clap::Args;
use services::Services;
use std::time::Instant;

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
    demo::load(services, |step| println!("  {step}")).await?;
    println!("  done in {:.1} s", start.elapsed().as_secs_f64());
    Ok(())
}

/// One account per role, all with the same password.
pub fn print_accounts() {
    println!("Demo accounts, password {}:", demo::PASSWORD);
    for (contact, who) in demo::accounts() {
        println!("  {contact:<32} {who}");
    }
}
