//! The public log of an installation: entries of the ledger in one order for all, as far as everybody may read them,
//! signed, and served as files that never change.
//!
//! Commands put what they record into the outbox (`store::ledger::outbox`), in their own unit of work. [`publish`] does
//! the rest, one at a time: `sequence` gives the next ones their numbers and takes their private parts out, in batches
//! and in short units of work; `tiles` makes files of them, with no unit of work open, and signs. A process that ends
//! in between has lost nothing: numbers are given once, files are made again, and are the same.
//!
//! Beside the photos lies the folder of the log: `key` signs, `secret` makes pseudonyms, `tiles` is what is served.
//! Without the first two nobody could go on with the log, so a backup has them; the tiles are made again from rows.
//! What is public of an entry is a matter of `domain::ledger::public`, tiles and proofs are one of the crate
//! `publiclog`.

mod keys;
mod sequence;
mod tiles;

pub use keys::Keys;
pub use publiclog::{Address, InclusionProof, VerifierKey};

use crate::{Failure, Services, store::published};
use domain::ledger::public::Publisher;
use publiclog::{FolderStore, TileReader as _};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::{Mutex, Notify};

/// Where the log is found below the address of an installation.
pub const BELOW: &str = "/data/log";
/// What a backup has of the folder.
pub const KEPT_FILES: [&str; 2] = [keys::KEY, keys::SECRET];

const TILES: &str = "tiles";
const LOCK: &str = "lock";
/// So many batches are given their numbers before files are made of them.
const BATCHES_AT_ONCE: usize = 20;

/// The log of one installation; clones are the same one.
#[derive(Clone, Debug)]
pub struct PublicLog(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    /// None until the log has begun.
    keys: OnceLock<Keys>,
    recorded: Notify,
    turn: Mutex<Memory>,
}

/// What whoever publishes remembers until the next time; everything of it can be forgotten.
#[derive(Debug, Default)]
struct Memory {
    /// With the size of the log behind which it stands.
    publisher: Option<(u64, Publisher)>,
    /// Up to which size narrow tiles were put away, and the size at that time.
    tidied: (u64, u64),
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Entries of the ledger that were looked at.
    pub looked_at: usize,
    /// Entries that the log has more.
    pub added: u64,
}

impl PublicLog {
    /// In a folder that is made when the log begins.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let (keys, recorded, turn) = (OnceLock::new(), Notify::new(), Mutex::default());
        Self(Arc::new(Inner { folder: folder.into(), keys, recorded, turn }))
    }

    /// Opens the key and the secret, which are made the first time. `address` is that of the installation, without a
    /// scheme; the log keeps the name that it was made with.
    pub fn begin(&self, address: &str) -> Result<(), Failure> {
        fs::create_dir_all(&self.0.folder)?;
        let keys = Keys::open_or_create(&self.0.folder, &format!("{address}{BELOW}"))?;
        // Whoever begins twice begins once.
        let _ = self.0.keys.set(keys);
        Ok(())
    }

    /// With which anybody checks what is signed; none where the log has not begun.
    pub fn key(&self) -> Option<&VerifierKey> {
        self.keys().map(Keys::verifier)
    }

    fn keys(&self) -> Option<&Keys> {
        self.0.keys.get()
    }

    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    fn store(&self) -> FolderStore {
        FolderStore::new(self.0.folder.join(TILES))
    }

    /// A file of the log: the checkpoint, a tile or a bundle.
    pub async fn file(&self, path: String) -> Result<Option<Vec<u8>>, Failure> {
        let store = self.store();
        blocking(move || store.get(&path)).await
    }

    /// The newest checkpoint.
    pub async fn checkpoint(&self) -> Result<Option<String>, Failure> {
        let note = self.file(publiclog::CHECKPOINT.to_owned()).await?;
        Ok(note.map(|note| String::from_utf8_lossy(&note).into_owned()))
    }

    /// That an entry of the log is in it; none for what is not.
    pub async fn proof(&self, sequence: u64) -> Result<Option<InclusionProof>, Failure> {
        let (Some(key), Some(checkpoint)) = (self.key().cloned(), self.checkpoint().await?) else { return Ok(None) };
        let store = self.store();
        blocking(move || match InclusionProof::new(&store, &checkpoint, &key, sequence) {
            Err(publiclog::Error::Outside(_)) => Ok(None),
            proof => proof.map(Some),
        })
        .await
    }

    /// Something waits to be published.
    pub fn recorded(&self) {
        self.0.recorded.notify_one();
    }

    /// Until something was recorded here, or the time is over: other servers do not say so.
    pub async fn wait(&self, at_most: Duration) {
        let _ = tokio::time::timeout(at_most, self.0.recorded.notified()).await;
    }

    /// For files of ours on one machine, whatever the database; none while another process has it.
    fn lock(&self) -> Result<Option<File>, Failure> {
        let file = File::options().append(true).create(true).open(self.0.folder.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

/// Publishes what waits. Nothing is done where the log has not begun, or while another server does it.
pub async fn publish(services: &Services) -> Result<Progress, Failure> {
    let Some(keys) = services.log.keys() else { return Ok(Progress::default()) };
    let mut memory = services.log.0.turn.lock().await;
    let Some(_file) = services.log.lock()? else { return Ok(Progress::default()) };
    let Some(turn) = published::turn(&services.database).await? else { return Ok(Progress::default()) };
    let published = publish_in_turn(services, keys, &mut memory).await;
    turn.give_back().await?;
    published
}

async fn publish_in_turn(services: &Services, keys: &Keys, memory: &mut Memory) -> Result<Progress, Failure> {
    let mut progress = Progress::default();
    for _ in 0..BATCHES_AT_ONCE {
        let looked_at = sequence::next_batch(services, keys, &mut memory.publisher).await?;
        progress.looked_at += looked_at;
        if looked_at < sequence::BATCH {
            break;
        }
    }
    progress.added = tiles::follow(services).await?;
    Ok(progress)
}

/// Puts away narrow tiles that wider ones replaced some time ago.
pub async fn tidy(services: &Services) -> Result<(), Failure> {
    if services.log.keys().is_none() {
        return Ok(());
    }
    let mut memory = services.log.0.turn.lock().await;
    let Some(_file) = services.log.lock()? else { return Ok(()) };
    let head = published::head(&mut services.database.read().await?).await?;
    let (from, to) = memory.tidied;
    let store = services.log.store();
    blocking(move || publiclog::prune(&store, from, to)).await?;
    memory.tidied = (to, head.map_or(0, |head| head.size));
    Ok(())
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, publiclog::Error> + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Other(error.to_string()))?;
    done.map_err(failed)
}

fn failed(error: publiclog::Error) -> Failure {
    Failure::Other(format!("the public log: {error}"))
}
