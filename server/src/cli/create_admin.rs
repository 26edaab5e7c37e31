//! The first admin of a city.

use anyhow::{Context, bail};
use clap::Args;
use domain::account::Role;
use services::{
    CommandError, Services,
    commands::{self, Registration, RoleGrant},
};
use std::io::Read;

/// Makes an account with the role of a city admin; the password is read from standard input.
#[derive(Args)]
pub struct CreateAdmin {
    #[arg(long)]
    name: String,
    /// Phone number or e-mail
    #[arg(long)]
    contact: String,
}

impl CreateAdmin {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let mut password = String::new();
        std::io::stdin().read_to_string(&mut password).context("cannot read the password from standard input")?;
        let password = password.trim_end_matches(['\r', '\n']).to_owned();
        let form = Registration { name: self.name, contact: self.contact, password, home: String::new() };
        let (account, _) = match commands::register_account(services, form, "command line").await {
            Ok(done) => done,
            Err(CommandError::Problems(problems)) => {
                let words: Vec<String> = problems.iter().map(|problem| format!("{}: {}", problem.field, problem.refusal)).collect();
                bail!("{}", words.join("; "));
            }
            Err(error) => return Err(error.into()),
        };
        let grant = RoleGrant { role: Role::CityAdmin, place: String::new(), from: services.today(), to: None };
        commands::grant_without_permit(services, account, grant).await?;
        println!("The city admin can sign in now.");
        Ok(())
    }
}
