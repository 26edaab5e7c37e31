//! The public log of an installation: entries of the ledger in one order for all, as far as everybody may read them,
//! signed, and served as files that never change.
//!
//! Commands put what they record into the outbox (`store::ledger::outbox`), in their own unit of work. [`publish`] does
//! the rest, one at a time: `sequence` gives the next ones their numbers and takes their private parts out, in batches
//! and in short units of work; `tiles` makes files of them, with no unit of work open, and signs. A process that ends
//! in between has lost nothing: numbers are given once, files are made again, and are the same.
//!
//! Beside the photos lies the folder of the log: `key` signs, `key.next` will, `secret` makes pseudonyms, `tiles` is
//! what is served; `replacing` lets one key follow another, when an entry says so. Without keys and secret nobody could
//! go on with the log, so a backup has them; the tiles are made again from rows. What is public of an entry is a
//! matter of `domain::ledger::public`, tiles and proofs are one of the crate `publiclog`.

mod keys;
mod replacing;
mod sequence;
pub(crate) mod shelf;
mod tiles;
mod turn;

pub use keys::Keys;
pub use publiclog::{Address, InclusionProof, VerifierKey};
pub use replacing::{ReplacedKey, next_replacement, replaced_keys, replacement};
pub use shelf::{BELOW, PublicLog};

use crate::{
    Failure, Services,
    store::{Tx, published},
};
use domain::minutes::Checkpoint;
use shelf::blocking;
pub use turn::Turn;

/// What a backup has of the folder.
pub const KEPT_FILES: [&str; 3] = [keys::KEY, keys::NEXT, keys::SECRET];
/// So many batches are given their numbers before files are made of them.
const BATCHES_AT_ONCE: usize = 20;

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries of the ledger that were looked at.
    pub looked_at: usize,
    /// Entries that the log has more.
    pub added: u64,
}

impl Progress {
    /// Whether so many waited that more may wait: whoever publishes goes on at once.
    pub fn has_more(self) -> bool {
        self.looked_at >= BATCHES_AT_ONCE * sequence::BATCH
    }
}

/// Publishes what waits. Nothing is done where the log has not begun, or while another server does it.
pub async fn publish(services: &Services) -> Result<Progress, Failure> {
    let Some(keys) = services.log.keys() else { return Ok(Progress::default()) };
    let Some(mut turn) = Turn::take(services).await? else { return Ok(Progress::default()) };
    let published = publish_in_turn(services, keys, &mut turn.memory).await;
    turn.give_back().await?;
    published
}

async fn publish_in_turn(services: &Services, keys: &Keys, memory: &mut shelf::Memory) -> Result<Progress, Failure> {
    replacing::settle(services, keys).await?;
    let mut progress = Progress::default();
    for _ in 0..BATCHES_AT_ONCE {
        let looked_at = sequence::next_batch(services, keys, &mut memory.publisher).await?;
        progress.looked_at += looked_at;
        if looked_at < sequence::BATCH {
            break;
        }
    }
    progress.added = tiles::follow(services, keys).await?;
    Ok(progress)
}

/// The log as it was signed last, for a paper that names it; none where it has not begun.
pub async fn signed_state(services: &Services, tx: &mut Tx) -> Result<Option<Checkpoint>, Failure> {
    let (Some(key), Some(head)) = (services.log.key()?, published::head(tx).await?) else { return Ok(None) };
    Ok(Some(Checkpoint { size: head.size, root: head.root, key: key.to_string() }))
}

/// Puts away narrow tiles that wider ones replaced some time ago.
pub async fn tidy(services: &Services) -> Result<(), Failure> {
    if services.log.keys().is_none() {
        return Ok(());
    }
    let mut memory = services.log.turn().await;
    let Some(_file) = services.log.lock()? else { return Ok(()) };
    let head = published::head(&mut services.database.read().await?).await?;
    let (from, to) = memory.tidied;
    let store = services.log.store();
    blocking(move || publiclog::prune(&store, from, to)).await?;
    memory.tidied = (to, head.map_or(0, |head| head.size));
    Ok(())
}
