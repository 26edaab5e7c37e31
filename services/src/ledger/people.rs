//! What pages tell of an account's entries: why a home was denied.

use super::words::as_told;
use crate::{
    Failure,
    store::{Tx, ledger},
};
use domain::{
    account::Role,
    clock::Instant,
    ids::AccountId,
    ledger::{AccountEvent, Digest, Entry, Event},
    region::RegionCode,
};
use serde_json::Value;

/// An office said that somebody does not live in the home they named, or no longer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Denial {
    pub at: Instant,
    pub role: Option<Role>,
    pub home: RegionCode,
    /// Why a confirmation was taken back.
    pub reason: Option<String>,
}

/// The latest one.
pub async fn latest_denial(tx: &mut Tx, account: AccountId) -> Result<Option<Denial>, Failure> {
    let mut latest: Option<(Entry, RegionCode, Option<Digest>)> = None;
    for kind in ["noted", "residence_denied", "confirmation_withdrawn"] {
        for entry in ledger::of_subject(tx, account.into(), kind).await? {
            let is_later = latest.as_ref().is_none_or(|(last, ..)| last.position < entry.position);
            if let Some((home, words)) = denied(&entry.event).filter(|_| is_later) {
                latest = Some((entry, home, words));
            }
        }
    }
    let Some((Entry { at, acting, .. }, home, words)) = latest else { return Ok(None) };
    let reason = match words {
        Some(_) => Some(as_told(tx, words).await?),
        None => None,
    };
    Ok(Some(Denial { at, role: acting.and_then(|acting| acting.role), home, reason }))
}

fn denied(event: &Event) -> Option<(RegionCode, Option<Digest>)> {
    match event {
        Event::Account(AccountEvent::ResidenceDenied { home }) => Some((home.clone(), None)),
        Event::Account(AccountEvent::ConfirmationWithdrawn { home, words }) => Some((home.clone(), Some(*words))),
        Event::Account(AccountEvent::Noted { action, detail }) => {
            let is_denial = ["residence_denied", "confirmation_withdrawn"].contains(&action.as_str());
            let text = |name: &str| detail.get(name).and_then(Value::as_str);
            let home = text("home").filter(|_| is_denial).and_then(|home| RegionCode::parse(home).ok());
            home.map(|home| (home, text("words").and_then(|words| words.parse().ok())))
        }
        _ => None,
    }
}
