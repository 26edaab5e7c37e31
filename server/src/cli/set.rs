//! The settings of the city at the command line: shown, or one of them changed.

use anyhow::{anyhow, bail};
use app::settings;
use clap::Args;
use domain::reason::Note;
use services::{
    CommandError, Services,
    commands::{self, Wanted},
    queries,
};

/// Menampilkan pengaturan kota, atau mengubah satu di antaranya
#[derive(Args)]
pub struct Set {
    /// Pengaturan yang diubah, misalnya `name`; tanpa ini semuanya ditampilkan
    #[arg(requires = "value")]
    key: Option<String>,
    /// Nilainya, misalnya "Kota Bandar Lampung"; kosong ("") untuk kembali ke bawaan
    value: Option<String>,
    /// Alasan, yang tercatat di buku besar
    #[arg(long, requires = "key")]
    reason: Option<String>,
}

impl Set {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let (Some(key), Some(value)) = (self.key, self.value) else {
            let city = queries::city::city(services).await?;
            for line in settings::lines(&city) {
                say!("{line}");
            }
            return Ok(());
        };
        let chosen = settings::typed(&key, &value).map_err(|words| anyhow!(words))?;
        let reason = self.reason.map(|text| Note::new(&text)).transpose();
        let reason = reason.map_err(|refusal| anyhow!(settings::reason_refused(&refusal)))?;
        let setting = chosen.setting();
        match commands::change_settings_without_permit(services, &[Wanted::from(chosen)], reason.as_ref()).await {
            Ok(city) => say!("{}", settings::line(&city, setting)),
            Err(CommandError::Problems(problems)) => bail!(settings::problems(&problems)),
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }
}
