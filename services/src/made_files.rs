//! Files of tables, each made once for a state of the data: whoever asks for one that is being made waits for it, and
//! it goes on being made when everybody who asked has left. What is in a table is the business of whoever asks.

pub(crate) mod shelf;

pub use shelf::{MadeFile, MadeFiles};

use crate::{
    CommandError, Failure, PhotoStore, Services,
    failure::Outcome,
    sheet::{FileKind, Sheet},
    work_queue::WorkQueue,
};
use shelf::Key;
use std::{
    io::{BufWriter, Write},
    sync::Arc,
};

/// One after the other: each keeps a core busy, and a connection to the database.
static MAKING: WorkQueue = WorkQueue::new("files", 1, 8);

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
