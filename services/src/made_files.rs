//! Files of tables, each made once for a state of the data: whoever asks for one that is being made waits for it, and
//! it goes on being made when everybody who asked has left. What is in a table is the business of whoever asks.

use crate::{
    CommandError, Failure, PhotoStore, Services,
    commands::Outcome,
    sheet::{FileKind, Sheet},
    store::state::DataState,
    work_queue::WorkQueue,
};
use domain::clock::Day;
use moka::future::Cache;
use std::{
    io::{BufWriter, Write},
    path::Path,
    sync::Arc,
    time::Duration,
};
use tempfile::TempPath;

/// One after the other: each keeps a core busy, and a connection to the database.
static MAKING: WorkQueue = WorkQueue::new("files", 1, 8);
/// A file that is asked for again after this is made again; less than the time after which files nobody knows are
/// removed.
const KEPT_FOR: Duration = Duration::from_mins(30);
/// On the disk, in all.
const MOST_KEPT: u64 = 512 * 1024 * 1024;

/// The files that are there. Clones share them.
#[derive(Clone, Debug)]
pub struct MadeFiles {
    files: Cache<Key, Arc<MadeFile>>,
    state: DataState,
}

/// What a file is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    state: String,
    day: Day,
    kind: FileKind,
    /// Which table, in which language, narrowed to what.
    what: String,
}

/// A file on the disk, as long as somebody has this.
#[derive(Debug)]
pub struct MadeFile {
    path: TempPath,
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
    /// The file of a table. `what` tells it from all others; `sheet` is asked for it only when it is not there yet.
    pub async fn get<F>(&self, services: &Services, kind: FileKind, what: String, sheet: F) -> Outcome<Arc<MadeFile>>
    where
        F: Future<Output = Result<Sheet, Failure>> + Send + 'static,
    {
        let key = Key { state: self.state.now(&services.database).await?, day: services.today(), kind, what };
        let (files, folder) = (self.files.clone(), services.photos.clone());
        let making = tokio::spawn(async move { files.try_get_with(key, make(folder, kind, sheet)).await });
        let made = making.await.map_err(|error| Failure::Other(error.to_string()))?;
        made.map_err(|error: Arc<CommandError>| for_each(&error))
    }

    pub async fn close(&self) {
        self.state.close().await;
    }
}

/// What went wrong is told to all who waited.
fn for_each(error: &CommandError) -> CommandError {
    match error {
        CommandError::Refused(refusal) => refusal.clone().into(),
        CommandError::Failed(failure) => match failure.outage() {
            Some(outage) => Failure::Unavailable(outage).into(),
            None => Failure::Other(failure.to_string()).into(),
        },
        CommandError::Problems(problems) => CommandError::Problems(problems.clone()),
    }
}

async fn make(folder: PhotoStore, kind: FileKind, sheet: impl Future<Output = Result<Sheet, Failure>> + Send) -> Outcome<Arc<MadeFile>> {
    let turn = MAKING.turn().await?;
    let sheet = sheet.await?;
    let writing = move || -> Result<MadeFile, Failure> {
        let named = folder.unfinished()?;
        let mut file = BufWriter::new(named.as_file());
        sheet.write(kind, folder.folder(), &mut file)?;
        file.flush()?;
        drop(file);
        let bytes = named.as_file().metadata()?.len();
        Ok(MadeFile { path: named.into_temp_path(), bytes })
    };
    Ok(Arc::new(turn.run(writing).await??))
}
