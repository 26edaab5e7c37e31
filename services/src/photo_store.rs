//! The files of photos: a folder, each photo in two sizes named by its id. A photo is written under another name and
//! gets its own inside the unit of work that writes its row. What a picture may be is in `picture`; which photo
//! belongs to what is in the database.

mod picture;

use crate::{Failure, failure::Outcome, work_queue::WorkQueue};
use domain::{ids::PhotoId, refusal::Refusal};
use picture::Picture;
use std::{
    fs::{self, File, Permissions},
    io::{BufWriter, Write},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, SystemTime},
};
use tempfile::{NamedTempFile, TempPath};

/// A phone's photo is 2 to 6 MB.
pub const MOST_PHOTO_BYTES: usize = 8 * 1024 * 1024;
/// One picture is read at a time, because one may fill the memory there is for them; each that waits keeps its bytes.
static READING: WorkQueue = WorkQueue::new("pictures", 1, 6);
/// How unfinished files end.
const UNFINISHED: &str = ".part";

/// A folder of photos.
#[derive(Clone, Debug)]
pub struct PhotoStore {
    folder: Arc<Path>,
}

/// A photo that is on the disk, whole, without a name yet. Dropped, it is gone.
#[derive(Debug)]
pub struct PreparedPhoto {
    /// Of the larger size, in pixels.
    pub width: u32,
    pub height: u32,
    large: TempPath,
    small: TempPath,
}

/// A file in the folder.
#[derive(Debug)]
pub struct PhotoFile {
    pub path: PathBuf,
    /// None for what was never finished.
    pub id: Option<PhotoId>,
}

impl PhotoStore {
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into().into() }
    }

    /// The file of a photo; `small` for lists.
    pub fn path(&self, id: PhotoId, small: bool) -> PathBuf {
        self.folder.join(format!("{id}{}.jpg", if small { "-small" } else { "" }))
    }

    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A file beside the photos, on their disk, for what is on its way; swept away when it is left behind.
    pub fn unfinished(&self) -> Result<NamedTempFile, Failure> {
        fs::create_dir_all(&self.folder)?;
        let mut named = tempfile::Builder::new();
        named.prefix(".").suffix(UNFINISHED).permissions(Permissions::from_mode(0o644));
        Ok(named.tempfile_in(&self.folder)?)
    }

    /// Reads a picture and writes both sizes, safe from a power cut.
    pub async fn prepare(&self, bytes: Vec<u8>) -> Outcome<PreparedPhoto> {
        if bytes.len() > MOST_PHOTO_BYTES {
            return Err(Refusal::PhotoTooLarge.into());
        }
        let store = self.clone();
        READING
            .run(move || {
                let picture = Picture::read(&bytes)?;
                drop(bytes);
                let (width, height) = picture.width_and_height();
                let large = store.write(|file| picture.write_large(file))?;
                let small = store.write(|file| picture.write_small(file))?;
                Ok(PreparedPhoto { width, height, large, small })
            })
            .await?
    }

    /// A picture as an emblem: small, and in no file.
    pub async fn emblem(bytes: Vec<u8>) -> Outcome<Vec<u8>> {
        if bytes.len() > MOST_PHOTO_BYTES {
            return Err(Refusal::PhotoTooLarge.into());
        }
        READING.run(move || picture::emblem(&bytes)).await?
    }

    /// A file that is safe from a power cut.
    fn write(&self, fill: impl FnOnce(&mut BufWriter<&File>) -> Result<(), Failure>) -> Result<TempPath, Failure> {
        let named = self.unfinished()?;
        let mut file = BufWriter::new(named.as_file());
        fill(&mut file)?;
        file.flush()?;
        drop(file);
        named.as_file().sync_all()?;
        Ok(named.into_temp_path())
    }

    /// Gives a prepared photo the names of its id, safe from a power cut. Called with its row inserted and not yet
    /// committed: a row is never there without its files, and files without a row are swept away.
    pub async fn keep(&self, id: PhotoId, photo: PreparedPhoto) -> Result<(), Failure> {
        let (large, small, folder) = (self.path(id, false), self.path(id, true), Arc::clone(&self.folder));
        let named = tokio::task::spawn_blocking(move || {
            photo.large.persist(large).map_err(|error| error.error)?;
            photo.small.persist(small).map_err(|error| error.error)?;
            File::open(folder)?.sync_all()
        });
        Ok(named.await.map_err(|error| Failure::Other(error.to_string()))??)
    }

    /// Removes both sizes. What cannot be removed now is swept away later.
    pub async fn remove(&self, id: PhotoId) {
        for small in [false, true] {
            if let Err(error) = tokio::fs::remove_file(self.path(id, small)).await {
                tracing::warn!(photo.id = %id, %error, "photo file was not removed");
            }
        }
    }

    /// Whether both sizes of a photo are there.
    pub fn has(&self, id: PhotoId) -> bool {
        [false, true].into_iter().all(|small| self.path(id, small).is_file())
    }

    /// The files that nobody has written to for so long; of a folder that is not there yet, none.
    pub fn untouched_for(&self, time: Duration) -> Result<Vec<PhotoFile>, Failure> {
        let mut found = Vec::new();
        if !self.folder.exists() {
            return Ok(found);
        }
        for entry in fs::read_dir(&self.folder)? {
            let path = entry?.path();
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let id = name.strip_suffix(".jpg").map(|name| name.strip_suffix("-small").unwrap_or(name)).and_then(|id| id.parse().ok());
            if (id.is_some() || name.ends_with(UNFINISHED)) && is_untouched(&path, time) {
                found.push(PhotoFile { path, id });
            }
        }
        Ok(found)
    }

    /// Removes a file, unless somebody has written to it since it was found.
    pub fn sweep(file: &PhotoFile, time: Duration) -> bool {
        is_untouched(&file.path, time) && fs::remove_file(&file.path).is_ok()
    }
}

fn is_untouched(path: &Path, time: Duration) -> bool {
    let written = fs::metadata(path).and_then(|file| file.modified());
    written.is_ok_and(|written| SystemTime::now().duration_since(written).is_ok_and(|age| age >= time))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::CommandError;
    use image::{DynamicImage, ImageFormat};
    use std::io::Cursor;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    fn files(folder: &Path) -> usize {
        fs::read_dir(folder).unwrap().count()
    }

    #[tokio::test]
    async fn photos_are_stored_small_and_as_jpeg() {
        let folder = tempfile::tempdir().unwrap();
        let store = PhotoStore::at(folder.path());
        let id = PhotoId(uuid::Uuid::nil());
        let prepared = store.prepare(png(3200, 800)).await.unwrap();
        assert_eq!((prepared.width, prepared.height, store.has(id)), (1600, 400, false));
        store.keep(id, prepared).await.unwrap();
        assert!(store.has(id) && fs::read(store.path(id, true)).unwrap().starts_with(&[0xff, 0xd8, 0xff]));
        store.remove(id).await;
        assert_eq!(files(folder.path()), 0);
    }

    #[tokio::test]
    async fn a_photo_that_nobody_waits_for_any_more_leaves_no_file() {
        let folder = tempfile::tempdir().unwrap();
        let store = PhotoStore::at(folder.path());
        drop(store.prepare(png(40, 30)).await.unwrap());
        assert_eq!(files(folder.path()), 0);
    }

    #[tokio::test]
    async fn an_emblem_is_a_small_png_that_keeps_what_is_transparent() {
        let mut picture = image::RgbaImage::new(600, 300);
        picture.put_pixel(0, 0, image::Rgba([200, 0, 0, 255]));
        let mut sent = Cursor::new(Vec::new());
        picture.write_to(&mut sent, ImageFormat::Png).unwrap();
        let emblem = image::load_from_memory(&PhotoStore::emblem(sent.into_inner()).await.unwrap()).unwrap();
        assert_eq!((emblem.width(), emblem.height(), emblem.to_rgba8().get_pixel(200, 100).0[3]), (256, 128, 0));
        for bytes in [b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".to_vec(), png(20, 20)[..40].to_vec()] {
            assert!(matches!(PhotoStore::emblem(bytes).await, Err(CommandError::Refused(Refusal::PhotoUnreadable))));
        }
        assert!(matches!(PhotoStore::emblem(vec![0; MOST_PHOTO_BYTES + 1]).await, Err(CommandError::Refused(Refusal::PhotoTooLarge))));
    }

    #[tokio::test]
    async fn what_is_no_photo_is_refused() {
        let store = PhotoStore::at("/nonexistent");
        for bytes in [b"<svg onload=alert(1)>".to_vec(), b"GIF89a".to_vec(), Vec::new(), png(20, 20)[..40].to_vec()] {
            assert!(matches!(store.prepare(bytes).await, Err(CommandError::Refused(Refusal::PhotoUnreadable))));
        }
        let large = store.prepare(vec![0; MOST_PHOTO_BYTES + 1]).await;
        assert!(matches!(large, Err(CommandError::Refused(Refusal::PhotoTooLarge))));
    }
}
