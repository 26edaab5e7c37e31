//! A one-time code for somebody who forgot the password, from whoever sits at the machine.

use anyhow::bail;
use app::account_words as words;
use clap::Args;
use services::{Services, commands, queries::actor::actor_of_contact};

/// Mencetak kode untuk membuat kata sandi baru di /masuk/kode dalam 24 jam. Pembuatannya tercatat di log kota; kata
/// sandinya sendiri tidak diketahui siapa pun selain pemiliknya.
#[derive(Args)]
pub struct ResetPassword {
    /// Nomor telepon atau surel; bila disebut beberapa akun, akun yang sudah membuktikannya
    #[arg(long)]
    contact: String,
}

impl ResetPassword {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let Some(owner) = actor_of_contact(services, &self.contact).await?.id() else { bail!("{}", words::nobody_has_it()) };
        let made = commands::make_code_without_permit(services, owner).await?;
        say!("{}", words::code_made(&made, services.zone()));
        Ok(())
    }
}
