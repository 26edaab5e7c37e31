//! The public log gets another key, at the machine's own command line.

use super::{Outcome, once_more};
use crate::{
    Services,
    public_log::{self, Turn, VerifierKey, next_replacement},
    store::regions,
    unit::Unit,
};
use domain::{
    ledger::{LogKeyRecord, SettingEvent, Subject},
    reason::Note,
};
use std::time::Duration;

/// For servers that publish meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);

/// Records who signs from then on, and publishes it. The key that signs now: the old one while so much waits to be
/// published that servers have to go on with it. Whoever asks again meanwhile has asked once.
pub async fn replace_log_key_without_permit(services: &Services, reason: Option<&Note>) -> Outcome<Option<VerifierKey>> {
    let turn = Turn::within(services, PATIENCE).await?;
    let recorded = once_more(|| record(services, reason)).await;
    turn.give_back().await?;
    recorded?;
    public_log::publish(services).await?;
    Ok(services.log.key()?)
}

async fn record(services: &Services, reason: Option<&Note>) -> Outcome<()> {
    let mut unit = Unit::begin(services, None).await?;
    regions::lock_city(&mut unit.tx).await?;
    let Some((note, replacement)) = next_replacement(services, &mut unit.tx).await? else { return Ok(()) };
    let words = unit.keep_any(reason.map_or("", Note::text)).await?;
    let (old, new) = (replacement.old().to_string(), replacement.new_key().to_string());
    unit.record(Subject::City, SettingEvent::LogKeyReplaced(LogKeyRecord { old, new, note, words })).await?;
    Ok(unit.commit().await?)
}
