//! Photos of drafts that were thrown away go when the draft cannot be had back any more. Files that no row knows are
//! removed: what an upload left that was cut off by the end of the process. Rows without their files should not be;
//! they are said in the log.

use super::{Outcome, once_more};
use crate::{
    PhotoStore, Services,
    store::{Tx, photos},
    unit::Unit,
};
use chrono::TimeDelta;
use domain::{ids::PhotoId, proposal::Draft};
use std::{collections::BTreeSet, time::Duration};
use uuid::Uuid;

/// Far longer than an upload takes.
const LEFT_BEHIND: Duration = Duration::from_hours(1);
const ROWS_AT_ONCE: i64 = 1000;

/// What was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Files removed.
    pub files: usize,
    /// Photos whose files are missing.
    pub missing: usize,
}

pub async fn sweep_photos(services: &Services) -> Outcome<Swept> {
    sweep_photos_untouched_for(services, LEFT_BEHIND).await
}

/// Files are listed before rows are read: a file that is that old and has no row by then belongs to nobody.
pub async fn sweep_photos_untouched_for(services: &Services, time: Duration) -> Outcome<Swept> {
    remove_discarded(services).await?;
    let files = services.photos.untouched_for(time)?;
    let known = all_ids(&mut services.database.read().await?).await?;
    let mut swept = Swept::default();
    for file in files {
        if file.id.is_none_or(|id| !known.contains(&id)) && PhotoStore::sweep(&file, time) {
            swept.files += 1;
        }
    }
    for id in known.into_iter().filter(|id| !services.photos.has(*id)) {
        // Taken off between the two looks, it is no loss.
        if photos::find(&mut services.database.read().await?, id).await?.is_some() {
            tracing::error!(photo.id = %id, "a photo has lost its files");
            swept.missing += 1;
        }
    }
    if swept.files > 0 {
        tracing::info!(files = swept.files, "files of photos that belonged to nobody were removed");
    }
    Ok(swept)
}

async fn remove_discarded(services: &Services) -> Outcome<()> {
    let photos = once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let before = unit.now - TimeDelta::days(Draft::DISCARDED_DAYS);
        let photos = photos::remove_of_discarded(&mut unit.tx, before).await?;
        unit.commit().await?;
        Ok(photos)
    })
    .await?;
    for photo in photos {
        services.photos.remove(photo).await;
    }
    Ok(())
}

async fn all_ids(tx: &mut Tx) -> Outcome<BTreeSet<PhotoId>> {
    let mut all = BTreeSet::new();
    let mut last = PhotoId(Uuid::nil());
    loop {
        let ids = photos::ids_after(tx, last, ROWS_AT_ONCE).await?;
        let Some(id) = ids.last() else { return Ok(all) };
        last = *id;
        all.extend(ids);
    }
}
