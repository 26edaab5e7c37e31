//! The settings of the city at the command line: shown, or one of them changed.

use anyhow::{Context as _, anyhow};
use app::{settings, text::refusal};
use clap::Args;
use domain::{city::Setting, priority::Weighed, reason::Note, refusal::Refusal};
use services::{
    CommandError, Services,
    commands::{self, Wanted},
    queries::{
        self,
        weights::{YearOfWeights, weights_without_permit},
    },
};

/// Menampilkan pengaturan kota, atau mengubah satu di antaranya
#[derive(Args)]
pub struct Set {
    /// Pengaturan yang diubah, misalnya `name`; tanpa ini semuanya ditampilkan
    #[arg(requires = "value")]
    key: Option<String>,
    /// Nilainya, misalnya "Kota Bandar Lampung"; kosong ("") untuk kembali ke bawaan. Untuk `emblem` nama berkas
    /// gambarnya, untuk `weights` bobot tahun yang belum dimulai, misalnya "urgency=25 impact=20"
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
            for year in weights_without_permit(services).await? {
                say!("{}", line_of(&year));
            }
            return Ok(());
        };
        let reason = self.reason.map(|text| Note::new(&text)).transpose();
        let reason = reason.map_err(|refusal| anyhow!(settings::reason_refused(&refusal)))?;
        if key == Setting::Emblem.code() {
            return set_emblem(services, &value, reason.as_ref()).await;
        }
        if key == settings::WEIGHTS {
            return set_weights(services, &value, reason.as_ref()).await;
        }
        let chosen = settings::typed(&key, &value).map_err(|words| anyhow!(words))?;
        let setting = chosen.setting();
        let city = in_words(commands::change_settings_without_permit(services, &[Wanted::from(chosen)], reason.as_ref()).await)?;
        say!("{}", settings::line(&city, setting));
        Ok(())
    }
}

/// A picture of the emblem, or none.
async fn set_emblem(services: &Services, file: &str, reason: Option<&Note>) -> anyhow::Result<()> {
    let picture = if file.is_empty() { None } else { Some(std::fs::read(file).with_context(|| file.to_owned())?) };
    in_words(commands::set_emblem_without_permit(services, picture, reason).await)?;
    let city = queries::city::city(services).await?;
    say!("{}", settings::line(&city, Setting::Emblem));
    Ok(())
}

/// Of the year that is set on the page, too: the latest that has not begun.
async fn set_weights(services: &Services, typed: &str, reason: Option<&Note>) -> anyhow::Result<()> {
    let years = weights_without_permit(services).await?;
    let year = years.into_iter().find(|year| year.is_open);
    let mut year = year.ok_or_else(|| anyhow!(refusal(&Refusal::WeightsLocked)))?;
    let known: Vec<Weighed> = year.criteria.iter().map(|(_, weighed)| weighed.clone()).collect();
    let after = settings::typed_weights(typed, &known).map_err(|words| anyhow!(words))?;
    in_words(commands::set_weights_without_permit(services, year.cycle.id, after.clone(), reason).await)?;
    for ((_, weighed), after) in year.criteria.iter_mut().zip(after) {
        *weighed = after;
    }
    say!("{}", line_of(&year));
    Ok(())
}

fn line_of(year: &YearOfWeights) -> String {
    let weights: Vec<Weighed> = year.criteria.iter().map(|(_, weighed)| weighed.clone()).collect();
    settings::line_of_weights(year.cycle.plan_year, &weights)
}

/// A refusal as an operator reads it.
fn in_words<T>(outcome: Result<T, CommandError>) -> anyhow::Result<T> {
    outcome.map_err(|error| match error {
        CommandError::Refused(wrong) => anyhow!(refusal(&wrong)),
        CommandError::Problems(problems) => anyhow!(settings::problems(&problems)),
        CommandError::Failed(failure) => failure.into(),
    })
}
