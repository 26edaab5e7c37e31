//! One key of the log follows another. An entry says so first; the first tree that has that entry is signed by both
//! keys, and every larger one by the new key alone. Whoever crashes in between goes on at the same place: with what a
//! tree of a size is signed, entries say, and until then the new key waits beside the old one.
//!
//! Recording the entry is the matter of a command.

use super::{
    VerifierKey,
    keys::{Keys, failed},
};
use crate::{
    Failure, Services,
    store::{Tx, ledger, published},
};
use domain::{
    clock::Instant,
    ledger::{Event, LogKeyRecord, SettingEvent, Subject},
};
use publiclog::{Replacement, SigningKey};

/// What a tree is signed with: the key, and the one that it takes the place of with this tree.
pub(super) struct Signers {
    pub key: SigningKey,
    pub replaced: Option<SigningKey>,
}

/// A key of before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacedKey {
    pub key: String,
    /// When another one took its place.
    pub until: Instant,
    /// How many entries the log had then.
    pub size: u64,
}

/// The replacement that an entry tells, if it is one, and true.
pub fn replacement(event: &Event) -> Result<Option<Replacement>, publiclog::Error> {
    let Event::Setting(SettingEvent::LogKeyReplaced(record)) = event else { return Ok(None) };
    let replacement = Replacement::read(&record.note)?;
    let is_told = replacement.old().to_string() == record.old && replacement.new_key().to_string() == record.new;
    if is_told { Ok(Some(replacement)) } else { Err(publiclog::Error::Replacement("the note names other keys than its entry")) }
}

/// All that the ledger tells, in their order, each with its number in the log; none while it waits for one.
async fn told(tx: &mut Tx) -> Result<Vec<(LogKeyRecord, Instant, Option<u64>)>, Failure> {
    let mut told = Vec::new();
    for entry in ledger::of_subject(tx, Subject::City, "log_key_replaced").await? {
        let Event::Setting(SettingEvent::LogKeyReplaced(record)) = entry.event else { continue };
        told.push((record, entry.at, published::sequence_of(tx, entry.id).await?));
    }
    Ok(told)
}

/// The keys of before, the first one first, as far as what is signed has them.
pub async fn replaced_keys(services: &Services) -> Result<Vec<ReplacedKey>, Failure> {
    let mut tx = services.database.read().await?;
    let signed = published::head(&mut tx).await?.map_or(0, |head| head.size);
    let told = told(&mut tx).await?.into_iter();
    let as_signed = |(record, until, sequence): (LogKeyRecord, Instant, Option<u64>)| {
        sequence.filter(|sequence| *sequence < signed).map(|size| ReplacedKey { key: record.old, until, size })
    };
    Ok(told.filter_map(as_signed).collect())
}

/// What the next entry says by which the key is replaced; nothing where such an entry waits to be signed already. Only
/// for whoever has the turn.
pub async fn next_replacement(services: &Services, tx: &mut Tx) -> Result<Option<(String, Replacement)>, Failure> {
    let keys = services.log.keys().ok_or_else(|| failed(publiclog::Error::Key("the log has not begun")))?;
    settle(services, keys).await?;
    let (old, new) = (keys.signing()?, keys.make_next()?);
    match told(tx).await?.pop() {
        Some((record, ..)) if record.new == new.verifier_key().to_string() => Ok(None),
        Some((record, ..)) if record.new != old.verifier_key().to_string() => Err(another(&record.new, &old)),
        _ => {
            let note = Replacement::sign(&old, &new).map_err(failed)?;
            let replacement = Replacement::read(&note).map_err(failed)?;
            Ok(Some((note, replacement)))
        }
    }
}

/// Which key signs a tree of this size; none where no entry says so.
async fn in_force(tx: &mut Tx, size: u64) -> Result<Option<String>, Failure> {
    let mut key = None;
    for (record, _, sequence) in told(tx).await? {
        if sequence.is_none_or(|sequence| sequence >= size) {
            return Ok(Some(key.unwrap_or(record.old)));
        }
        key = Some(record.new);
    }
    Ok(key)
}

pub(super) async fn signers(services: &Services, keys: &Keys, size: u64) -> Result<Signers, Failure> {
    let key = keys.signing()?;
    let named = in_force(&mut services.database.read().await?, size).await?;
    let Some(named) = named.filter(|named| *named != key.verifier_key().to_string()) else {
        return Ok(Signers { key, replaced: None });
    };
    match keys.next()? {
        Some(next) if next.verifier_key().to_string() == named => Ok(Signers { key: next, replaced: Some(key) }),
        _ => Err(another(&named, &key)),
    }
}

/// Once a tree was signed with the next key, the database knows it, and that key is the only one.
pub(super) async fn settle(services: &Services, keys: &Keys) -> Result<(), Failure> {
    let Some(next) = keys.next()? else { return Ok(()) };
    let mut tx = services.database.read().await?;
    let Some(head) = published::head(&mut tx).await? else { return Ok(()) };
    match in_force(&mut tx, head.size).await? {
        Some(named) if named == next.verifier_key().to_string() => keys.turn_to_next(),
        _ => Ok(()),
    }
}

fn another(named: &str, found: &SigningKey) -> Failure {
    let found: &VerifierKey = found.verifier_key();
    Failure::Other(format!("the public log: entries say that {named} signs, and not {found}"))
}
