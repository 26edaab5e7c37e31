//! Whether this installation can do its work, found out by trying: a write in the database, a file in the folder of
//! photos, the space that is left. Asked often, it tries once a second. What an operator should know besides is in
//! `checkup`.

pub(crate) mod watch;

pub use watch::{Health, Watch};

use crate::{Services, store};
use std::{
    io,
    path::Path,
    time::{Duration, Instant},
};

const FRESH: Duration = Duration::from_secs(1);
/// Less free space than this is worth a word before it is too late.
pub const LITTLE_SPACE: u64 = 200 * 1024 * 1024;

/// How it is now; whoever asks while somebody looks waits for what they see.
pub async fn look(services: &Services) -> Health {
    let mut last = services.watch.0.lock().await;
    if let Some((_, health)) = last.as_ref().filter(|(at, _)| at.elapsed() < FRESH) {
        return health.clone();
    }
    let health = look_now(services).await;
    let was_ready = last.as_ref().is_none_or(|(_, before)| before.is_ready());
    match (was_ready, health.is_ready()) {
        (true, false) => tracing::error!(database = health.database, photos = health.photos, "not ready any more"),
        (false, true) => tracing::warn!("ready again"),
        _ => {}
    }
    *last = Some((Instant::now(), health.clone()));
    health
}

async fn look_now(services: &Services) -> Health {
    let database = match services.database.try_writing(services.clock.now()).await {
        Ok(()) => None,
        Err(failure) => {
            tracing::warn!(error = %failure, "the database cannot be written");
            Some(failure.outage().map_or("failed", store::Outage::code))
        }
    };
    let folder = services.photos.folder().to_owned();
    let files = tokio::task::spawn_blocking(move || (try_folder(&folder), free_space(&folder))).await;
    let (photos, free) = files.unwrap_or((Some("failed"), None));
    Health { database, photos, free }
}

/// Makes the folder where it is missing, and a file in it for a moment.
fn try_folder(folder: &Path) -> Option<&'static str> {
    let tried = || -> io::Result<()> {
        std::fs::create_dir_all(folder)?;
        let file = folder.join(format!(".try-{}", std::process::id()));
        std::fs::write(&file, b"rembuk")?;
        std::fs::remove_file(&file)
    };
    tried().err().map(|error| {
        tracing::warn!(%error, "the folder of photos cannot be written");
        store::Outage::of_io(&error).map_or("failed", store::Outage::code)
    })
}

/// What an ordinary user may still fill.
pub fn free_space(folder: &Path) -> Option<u64> {
    let system = rustix::fs::statvfs(folder).ok()?;
    Some(system.f_bavail.saturating_mul(system.f_frsize))
}
