//! Reading a backup: whole and unchanged, or not at all.

use super::{BackupError, FORMAT, Hashing, MANIFEST, Manifest, Unfit};
use flate2::read::GzDecoder;
use std::{
    collections::BTreeMap,
    fs::File,
    io::{self, BufReader, Read},
    path::Path,
};

/// More than any list of parts needs.
const MOST_MANIFEST_BYTES: u64 = 256 * 1024 * 1024;

pub(super) type Part<'a> = tar::Entry<'a, GzDecoder<BufReader<File>>>;

/// Hands over every part with its name, in their order. What does not begin as a backup is none.
pub(super) fn parts(file: &Path) -> Result<tar::Archive<GzDecoder<BufReader<File>>>, BackupError> {
    let packed = GzDecoder::new(BufReader::new(File::open(file)?));
    if packed.header().is_none() {
        return Err(Unfit::NotABackup.because(file.display()));
    }
    Ok(tar::Archive::new(packed))
}

pub(super) fn name(part: &Part) -> Result<String, BackupError> {
    Ok(part.path().map_err(damaged)?.to_string_lossy().into_owned())
}

pub(super) fn damaged(error: io::Error) -> BackupError {
    Unfit::Damaged.because(error)
}

/// Reads the whole file, to the checksum at its end, and compares every part with its hash.
pub fn inspect(file: &Path) -> Result<Manifest, BackupError> {
    let mut hashes = BTreeMap::new();
    let mut manifest: Option<Manifest> = None;
    let mut parts = parts(file)?;
    for part in parts.entries().map_err(damaged)? {
        let mut part = part.map_err(damaged)?;
        let name = name(&part)?;
        if name == MANIFEST {
            let mut text = Vec::new();
            Read::by_ref(&mut part).take(MOST_MANIFEST_BYTES).read_to_end(&mut text).map_err(damaged)?;
            manifest = Some(serde_json::from_slice(&text).map_err(|error| Unfit::Damaged.because(error))?);
        } else {
            let mut content = Hashing::of(part);
            io::copy(&mut content, &mut io::sink()).map_err(damaged)?;
            hashes.insert(name, content.finish().1);
        }
    }
    io::copy(&mut parts.into_inner(), &mut io::sink()).map_err(damaged)?;
    let manifest = manifest.ok_or_else(|| Unfit::NotABackup.because(MANIFEST))?;
    if manifest.format > FORMAT {
        return Err(Unfit::Newer.because(&manifest.program));
    }
    let tables = manifest.tables.iter().map(|table| (format!("tables/{}.jsonl", table.name), &table.sha256));
    let photos = manifest.photos.iter().map(|photo| (format!("photos/{}", photo.file), &photo.sha256));
    let log = manifest.log.iter().map(|part| (format!("log/{}", part.file), &part.sha256));
    for (name, sha256) in tables.chain(photos).chain(log) {
        if hashes.remove(&name).as_ref() != Some(sha256) {
            return Err(Unfit::Damaged.because(name));
        }
    }
    match hashes.pop_first() {
        Some((name, _)) => Err(Unfit::Damaged.because(name)),
        None => Ok(manifest),
    }
}
