//! A log in a folder, written so that a reader sees whole files and a loss of power takes nothing that was promised.
//!
//! The folder can be served as it is. One writer at a time is assumed, and survived otherwise: two that write the same
//! file write it whole, and a full tile only once.

use std::{
    fs::{self, DirBuilder, File, Permissions},
    io::{self, ErrorKind, Write},
    os::unix::fs::{DirBuilderExt, PermissionsExt},
    path::{Path, PathBuf},
};

use super::{TileReader, TileStore, is_final};
use crate::{Error, path::Address};

/// Everybody may read what is public.
const FILE_MODE: u32 = 0o644;
const FOLDER_MODE: u32 = 0o755;

#[derive(Clone, Debug)]
pub struct FolderStore {
    root: PathBuf,
}

impl FolderStore {
    /// The folder is made with the first file.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }
}

impl TileReader for FolderStore {
    fn get(&self, path: &str) -> Result<Option<Vec<u8>>, Error> {
        is_final(path)?;
        read(&self.root.join(path)).map_err(|source| Error::io(path, source))
    }
}

impl TileStore for FolderStore {
    fn put(&self, path: &str, bytes: &[u8]) -> Result<(), Error> {
        let is_final = is_final(path)?;
        let file = self.root.join(path);
        match put(&file, bytes, is_final) {
            Ok(true) => Ok(()),
            Ok(false) => Err(Error::Final { path: path.to_owned() }),
            Err(error) => Err(Error::io(path, error)),
        }
    }

    fn remove_partial(&self, full: Address) -> Result<(), Error> {
        let path = full.full().to_string();
        match fs::remove_dir_all(self.root.join(format!("{path}.p"))) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(Error::io(&path, error)),
            _ => Ok(()),
        }
    }
}

fn read(file: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(file) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Whether the file has these bytes now; what may be written only `once` keeps those that it has.
fn put(file: &Path, bytes: &[u8], once: bool) -> io::Result<bool> {
    match read(file)? {
        // Whoever wrote it may have died before its name was on the disk.
        Some(there) if there == bytes => sync_folder(file).map(|()| true),
        _ => match write(file, bytes, once) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(read(file)?.is_some_and(|there| there == bytes)),
            written => written.map(|()| true),
        },
    }
}

fn write(file: &Path, bytes: &[u8], once: bool) -> io::Result<()> {
    let folder = folder_of(file)?;
    make_folder(folder)?;
    let permissions = Permissions::from_mode(FILE_MODE);
    let mut temporary = tempfile::Builder::new().permissions(permissions).tempfile_in(folder)?;
    temporary.write_all(bytes)?;
    temporary.as_file().sync_all()?;
    if once { temporary.persist_noclobber(file) } else { temporary.persist(file) }?;
    sync_folder(file)
}

/// Makes what is missing, and puts the name of each on the disk.
fn make_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    make_folder(folder_of(folder)?)?;
    match DirBuilder::new().mode(FOLDER_MODE).create(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error),
        _ => sync_folder(folder),
    }
}

pub fn sync_folder(file: &Path) -> io::Result<()> {
    File::open(folder_of(file)?)?.sync_all()
}

/// The folder that holds a file.
pub fn folder_of(file: &Path) -> io::Result<&Path> {
    match file.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Ok(Path::new(".")),
        Some(folder) => Ok(folder),
        None => Err(ErrorKind::NotFound.into()),
    }
}
