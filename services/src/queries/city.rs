//! The city as every page names it, and who has set what of it.

use crate::{
    Failure, Services,
    ledger::as_told,
    news::Stand,
    store::{Tx, accounts, city, ledger},
};
use domain::{
    account::Role,
    city::{City, Setting},
    clock::Instant,
    ledger::{Event, SettingEvent, Subject},
    permission::MaySeeSettings,
};
use std::{sync::Arc, time::Duration};

/// A name is not worth more.
const LONGEST: Duration = Duration::from_millis(500);

/// The city for a page, which never waits for it; none where it cannot be read now.
pub async fn city_for_page(services: &Services) -> Option<Arc<City>> {
    // Where the database does not answer, it is not asked for this as well.
    let stand = services.stand().await?;
    tokio::time::timeout(LONGEST, at(services, Some(stand))).await.ok()?.ok()
}

/// What was set; without a name that of the region that is the city.
pub async fn city(services: &Services) -> Result<Arc<City>, Failure> {
    at(services, services.stand().await).await
}

async fn at(services: &Services, stand: Option<Stand>) -> Result<Arc<City>, Failure> {
    match services.hot_city.at(stand) {
        Some(city) => Ok(city),
        None => services.hot_city.read(&services.database, &services.clock, stand).await,
    }
}

/// The picture of the emblem, where the city has one.
pub async fn emblem(services: &Services) -> Result<Option<Vec<u8>>, Failure> {
    match services.city().emblem() {
        Some(digest) => city::emblem(&mut services.database.read().await?, digest).await,
        None => Ok(None),
    }
}

/// One change of a setting.
#[derive(Clone, Debug)]
pub struct SettingChange {
    pub at: Instant,
    /// Nobody where it was done at the machine.
    pub by: Option<(String, Option<Role>)>,
    pub setting: Setting,
    /// Nothing where the default holds.
    pub from: Option<String>,
    pub to: Option<String>,
    pub reason: String,
}

/// The latest changes, newest first.
pub async fn history(services: &Services, _permit: &MaySeeSettings, most: usize) -> Result<Vec<SettingChange>, Failure> {
    let mut tx = services.database.read().await?;
    let entries = ledger::of_subject(&mut tx, Subject::City, "setting_changed").await?;
    let mut changes = Vec::new();
    for entry in entries.into_iter().rev().take(most) {
        let Event::Setting(SettingEvent::SettingChanged { key: setting, from, to, words }) = entry.event else { continue };
        let by = match entry.acting {
            Some(acting) => Some((name(&mut tx, acting.account).await?, acting.role)),
            None => None,
        };
        changes.push(SettingChange { at: entry.at, by, setting, from, to, reason: as_told(&mut tx, words).await? });
    }
    Ok(changes)
}

async fn name(tx: &mut Tx, account: domain::ids::AccountId) -> Result<String, Failure> {
    Ok(accounts::find(tx, account).await?.map(|account| account.name).unwrap_or_default())
}
