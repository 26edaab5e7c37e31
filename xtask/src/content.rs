//! The built files: fingerprints, compressed twins, sizes in kB.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

/// A short name for some content: the same content has the same name on every machine.
pub fn fingerprint(content: &[u8]) -> String {
    Sha256::digest(content).iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// Writes a file, and its folder if need be. One that holds just this stays as it is: what is built from it is not
/// built again.
pub fn write(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|present| present == content) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Reads a file, with its name in the error.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("cannot read {}", path.display()))
}

/// Writes a file and its brotli twin (`.br`), which the server sends to browsers that take it. Returns the twin's
/// size.
pub fn write_with_twin(path: &Path, content: &[u8]) -> Result<usize> {
    write(path, content)?;
    let mut twin = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut twin, 64 * 1024, 11, 22);
    writer.write_all(content)?;
    drop(writer);
    write(&twin_of(path), &twin)?;
    Ok(twin.len())
}

/// The name of a file's brotli twin.
pub fn twin_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".br");
    PathBuf::from(name)
}

/// All files below a folder, sorted; none when there is no such folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if !folder.is_dir() {
        return Ok(files);
    }
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The files below a folder whose name ends so.
pub fn files_ending(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let files = files_below(folder)?;
    Ok(files.into_iter().filter(|file| file.extension().is_some_and(|found| found == extension)).collect())
}

/// A size in kB (1000 bytes) with one decimal.
pub fn kilobytes(bytes: usize) -> String {
    format!("{}.{} kB", bytes / 1000, bytes % 1000 / 100)
}
