//! The files that are there. How one is made is in [`super`].

use crate::{sheet::FileKind, store::state::DataState};
use domain::clock::Day;
use moka::future::Cache;
use std::{path::Path, sync::Arc, time::Duration};
use tempfile::TempPath;

/// A file that is asked for again after this is made again; less than the time after which files nobody knows are
/// removed.
const KEPT_FOR: Duration = Duration::from_mins(30);
/// On the disk, in all.
const MOST_KEPT: u64 = 512 * 1024 * 1024;

/// The files that are there. Clones share them.
#[derive(Clone, Debug)]
pub struct MadeFiles {
    pub(super) files: Cache<Key, Arc<MadeFile>>,
    pub(super) state: DataState,
}

/// What a file is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub state: String,
    pub day: Day,
    pub kind: FileKind,
    /// Which table, in which language, narrowed to what.
    pub what: String,
}

/// A file on the disk, as long as somebody has this.
#[derive(Debug)]
pub struct MadeFile {
    pub(super) path: TempPath,
    pub bytes: u64,
}

impl MadeFile {
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Default for MadeFiles {
    fn default() -> Self {
        let weight = |_: &Key, file: &Arc<MadeFile>| u32::try_from(file.bytes).unwrap_or(u32::MAX);
        let files = Cache::builder().max_capacity(MOST_KEPT).weigher(weight).time_to_live(KEPT_FOR).build();
        Self { files, state: DataState::default() }
    }
}

impl MadeFiles {
    pub async fn close(&self) {
        self.state.close().await;
    }
}
