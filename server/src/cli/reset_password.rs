//! A one-time code for somebody who forgot the password, from whoever sits at the machine.

use anyhow::bail;
use app::account_words as words;
use clap::Args;
use services::{Services, commands, queries::actor::actor_of_contact};

/// Prints a code with which the owner of a contact sets a new password at /masuk/kode within a day. It is written into the log
/// of the city; the password itself stays unknown to everybody else.
#[derive(Args)]
pub struct ResetPassword {
    /// Phone number or e-mail; if several accounts name it, that of whoever has proven it
    #[arg(long)]
    contact: String,
}

impl ResetPassword {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let Some(owner) = actor_of_contact(services, &self.contact).await?.id() else { bail!("{}", words::nobody_has_it()) };
        let made = commands::make_code_without_permit(services, owner).await?;
        println!("{}", words::code_made(&made, services.zone));
        Ok(())
    }
}
