//! Another key for the public log, which from then on is signed with it. Who follows whom is told by an entry of the
//! log.

use anyhow::{anyhow, bail};
use app::{operator, settings};
use clap::Args;
use domain::reason::Note;
use services::{Services, commands};

/// Mengganti kunci buku besar terbuka: catatan yang ditandatangani kunci lama dan kunci baru mengumumkannya
#[derive(Args)]
pub struct NewLogKey {
    /// Alasan, yang tercatat di buku besar
    #[arg(long)]
    reason: Option<String>,
}

impl NewLogKey {
    pub async fn run(self, services: &Services) -> anyhow::Result<()> {
        let reason = self.reason.map(|text| Note::new(&text)).transpose();
        let reason = reason.map_err(|refusal| anyhow!(settings::reason_refused(&refusal)))?;
        if !services.log.go_on()? {
            bail!(operator::log_key("not_begun", &services.log.folder().display().to_string()));
        }
        let before = services.log.key()?;
        let key = commands::replace_log_key_without_permit(services, reason.as_ref()).await?;
        match key.filter(|key| before.as_ref() != Some(key)) {
            Some(key) => say!("{}", operator::log_key("replaced", &key.to_string())),
            None => say!("{}", operator::log_key("waiting", "")),
        }
        Ok(())
    }
}
