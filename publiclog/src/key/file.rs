//! The file of the signing key: readable for its owner only, whole from the first moment, never overwritten.

use std::{
    fs::{self, Permissions},
    io::{self, ErrorKind, Write},
    os::unix::fs::PermissionsExt,
    path::Path,
};

use super::{Origin, SigningKey};
use crate::{
    Error,
    store::{folder_of, sync_folder},
};

/// What nobody but the owner may.
const OTHERS: u32 = 0o077;
const OWNER_ONLY: u32 = 0o600;

impl SigningKey {
    /// The key in a file; made there at the first start. Its origin is the one it was made for: a log keeps its name
    /// when the installation moves.
    pub fn open_or_create(file: &Path, origin: &Origin) -> Result<Self, Error> {
        match Self::create(file, origin) {
            Err(Error::Io { source, .. }) if source.kind() == ErrorKind::AlreadyExists => Self::open(file),
            created => created,
        }
    }

    /// Makes a key, in a file that must not exist.
    pub fn create(file: &Path, origin: &Origin) -> Result<Self, Error> {
        let exists = file.try_exists().and_then(|exists| if exists { Err(ErrorKind::AlreadyExists.into()) } else { Ok(()) });
        exists.map_err(|source| named(file, source))?;
        let text = Self::generate(origin)?;
        let key = Self::parse(&text)?;
        write(file, &text).map_err(|source| named(file, source))?;
        Ok(key)
    }

    /// Reads a key; one that others could read is refused, because then they could sign.
    pub fn open(file: &Path) -> Result<Self, Error> {
        let mode = fs::metadata(file).map_err(|source| named(file, source))?.permissions().mode();
        if mode & OTHERS != 0 {
            return Err(Error::Key("others may read its file; let its mode be 600"));
        }
        let text = fs::read_to_string(file).map_err(|source| named(file, source))?;
        Self::parse(text.strip_suffix('\n').unwrap_or(&text))
    }
}

fn write(file: &Path, text: &str) -> io::Result<()> {
    let permissions = Permissions::from_mode(OWNER_ONLY);
    let mut temporary = tempfile::Builder::new().permissions(permissions).tempfile_in(folder_of(file)?)?;
    writeln!(temporary, "{text}")?;
    temporary.as_file().sync_all()?;
    temporary.persist_noclobber(file)?;
    sync_folder(file)
}

fn named(file: &Path, source: io::Error) -> Error {
    Error::io(&file.to_string_lossy(), source)
}
