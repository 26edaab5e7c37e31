//! Where the log of an installation lies: its folder, its keys, and the files that are served of it. What is put there
//! is the matter of `sequence` and `tiles`.

use super::keys::{KEY, Keys, failed};
use crate::Failure;
use domain::ledger::public::Publisher;
use publiclog::{FolderStore, InclusionProof, TileReader as _, VerifierKey};
use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
    time::Duration,
};
use tokio::sync::{Mutex, MutexGuard, Notify};

/// Where the log is found below the address of an installation.
pub const BELOW: &str = "/data/log";

const TILES: &str = "tiles";
const LOCK: &str = "lock";

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
pub(super) struct Memory {
    /// With the size of the log behind which it stands.
    pub publisher: Option<(u64, Publisher)>,
    /// Up to which size narrow tiles were put away, and the size at that time.
    pub tidied: (u64, u64),
}

impl PublicLog {
    /// Where it lies by custom: in the folder beside that of the photos, on the same disk.
    pub fn beside(photos: &Path) -> Self {
        Self::at(photos.with_file_name("log"))
    }

    /// In a folder that is made when the log begins.
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        let (keys, recorded, turn) = (OnceLock::new(), Notify::new(), Mutex::default());
        Self(Arc::new(Inner { folder: folder.into(), keys, recorded, turn }))
    }

    /// Opens the key and the secret, which are made the first time. `address` is that of the installation, without a
    /// scheme; the log keeps the name that it was made with.
    pub fn begin(&self, address: &str) -> Result<(), Failure> {
        fs::create_dir_all(&self.0.folder)?;
        // Whoever begins twice begins once.
        let _ = self.0.keys.set(Keys::open_or_create(&self.0.folder, &format!("{address}{BELOW}"))?);
        Ok(())
    }

    /// Goes on with a log that has begun, if one has.
    pub fn go_on(&self) -> Result<bool, Failure> {
        let has_begun = self.0.folder.join(KEY).try_exists()?;
        if has_begun {
            let _ = self.0.keys.set(Keys::open(&self.0.folder)?);
        }
        Ok(has_begun)
    }

    /// With which anybody checks what is signed; none where the log has not begun.
    pub fn key(&self) -> Result<Option<VerifierKey>, Failure> {
        self.keys().map(|keys| Ok(keys.signing()?.verifier_key().clone())).transpose()
    }

    pub(super) fn keys(&self) -> Option<&Keys> {
        self.0.keys.get()
    }

    pub fn folder(&self) -> &Path {
        &self.0.folder
    }

    pub(super) fn store(&self) -> FolderStore {
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
        // In this order: where the key is replaced meanwhile, both have signed.
        let (Some(key), Some(checkpoint)) = (self.key()?, self.checkpoint().await?) else { return Ok(None) };
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

    /// Whoever publishes, one at a time within this process.
    pub(super) async fn turn(&self) -> MutexGuard<'_, Memory> {
        self.0.turn.lock().await
    }

    /// For files of ours on one machine, whatever the database; none while another process has it.
    pub(super) fn lock(&self) -> Result<Option<File>, Failure> {
        let file = File::options().append(true).create(true).open(self.0.folder.join(LOCK))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

pub(super) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, publiclog::Error> + Send + 'static) -> Result<T, Failure> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Failure::Other(error.to_string()))?;
    done.map_err(failed)
}
