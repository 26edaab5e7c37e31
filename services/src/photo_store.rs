//! Photos on disk: decoded under limits, turned upright, made smaller, and written anew as JPEG, which leaves all
//! metadata (camera, position) behind. Which photo belongs to what is in the database.

use crate::Failure;
use domain::{ids::PhotoId, refusal::Refusal};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, codecs::jpeg::JpegEncoder};
use std::{
    io::Cursor,
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::sync::Semaphore;

/// A phone's photo is 2 to 6 MB.
pub const MOST_PHOTO_BYTES: usize = 8 * 1024 * 1024;
const MOST_PIXELS: u64 = 40_000_000;
const LONG_SIDE: u32 = 1600;
const SMALL_SIDE: u32 = 480;
/// Decoding 40 megapixels takes 160 MB: one at a time.
static DECODING: Semaphore = Semaphore::const_new(1);

/// A folder of photos, each in two sizes.
#[derive(Clone, Debug)]
pub struct PhotoStore {
    folder: Arc<Path>,
}

/// Width and height of the larger size, in pixels.
#[derive(Clone, Copy, Debug)]
pub struct StoredPhoto {
    pub width: u32,
    pub height: u32,
}

/// Why a photo was not stored.
#[derive(Debug, thiserror::Error)]
pub enum PhotoError {
    #[error(transparent)]
    Refused(#[from] Refusal),
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl PhotoStore {
    pub fn at(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into().into() }
    }

    /// Where the files are.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The file of a photo; `small` for lists.
    pub fn path(&self, id: PhotoId, small: bool) -> PathBuf {
        self.folder.join(format!("{id}{}.jpg", if small { "-small" } else { "" }))
    }

    /// Decodes, re-encodes and writes both sizes. Only JPEG, PNG and WebP are read.
    pub async fn store(&self, id: PhotoId, bytes: Vec<u8>) -> Result<StoredPhoto, PhotoError> {
        if bytes.len() > MOST_PHOTO_BYTES {
            return Err(Refusal::PhotoTooLarge.into());
        }
        let _turn = DECODING.acquire().await.map_err(|error| Failure::Other(error.to_string()))?;
        let (large, small) = (self.path(id, false), self.path(id, true));
        let folder = Arc::clone(&self.folder);
        tokio::task::spawn_blocking(move || {
            let picture = decode(&bytes)?;
            std::fs::create_dir_all(folder).map_err(Failure::from)?;
            let picture = if picture.width().max(picture.height()) > LONG_SIDE { picture.thumbnail(LONG_SIDE, LONG_SIDE) } else { picture };
            write_jpeg(&picture, &large, 82)?;
            write_jpeg(&picture.thumbnail(SMALL_SIDE, SMALL_SIDE), &small, 74)?;
            Ok(StoredPhoto { width: picture.width(), height: picture.height() })
        })
        .await
        .map_err(|error| Failure::Other(error.to_string()))?
    }

    /// Removes both sizes; missing files are no error.
    pub async fn remove(&self, id: PhotoId) {
        for small in [false, true] {
            if let Err(error) = tokio::fs::remove_file(self.path(id, small)).await {
                tracing::warn!(photo.id = %id, %error, "photo file was not removed");
            }
        }
    }
}

fn decode(bytes: &[u8]) -> Result<DynamicImage, PhotoError> {
    let unreadable = |_| PhotoError::Refused(Refusal::PhotoUnreadable);
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(Failure::from)?;
    if !matches!(reader.format(), Some(ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) {
        return Err(Refusal::PhotoUnreadable.into());
    }
    let mut limits = Limits::default();
    limits.max_alloc = Some(256 * 1024 * 1024);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_PIXELS {
        return Err(Refusal::PhotoTooLarge.into());
    }
    let orientation = decoder.orientation().map_err(unreadable)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(orientation);
    Ok(DynamicImage::ImageRgb8(picture.into_rgb8()))
}

fn write_jpeg(picture: &DynamicImage, path: &Path, quality: u8) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    picture.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, quality)).map_err(|error| Failure::Other(error.to_string()))?;
    std::fs::write(path, bytes)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        DynamicImage::new_rgba8(width, height).write_to(&mut bytes, ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    #[tokio::test]
    async fn photos_are_stored_small_and_as_jpeg() {
        let folder = tempfile::tempdir().unwrap();
        let store = PhotoStore::at(folder.path());
        let id = PhotoId(uuid::Uuid::nil());
        let stored = store.store(id, png(3200, 800)).await.unwrap();
        assert_eq!((stored.width, stored.height), (1600, 400));
        assert!(std::fs::read(store.path(id, true)).unwrap().starts_with(&[0xff, 0xd8, 0xff]));
        store.remove(id).await;
        assert!(!store.path(id, false).exists());
    }

    #[tokio::test]
    async fn what_is_no_photo_is_refused() {
        let store = PhotoStore::at("/nonexistent");
        let id = PhotoId(uuid::Uuid::nil());
        for bytes in [b"<svg onload=alert(1)>".to_vec(), b"GIF89a".to_vec(), Vec::new(), png(20, 20)[..40].to_vec()] {
            assert!(matches!(store.store(id, bytes).await, Err(PhotoError::Refused(Refusal::PhotoUnreadable))));
        }
        assert!(matches!(store.store(id, vec![0; MOST_PHOTO_BYTES + 1]).await, Err(PhotoError::Refused(Refusal::PhotoTooLarge))));
    }
}
