//! Making a backup, beside whatever else goes on.

use super::{BackupError, FORMAT, Hashing, MANIFEST, Manifest, PhotoPart, TablePart, Unfit};
use crate::{
    Failure, Services,
    public_log::KEPT_FILES,
    store::{
        Tx, health, photos,
        tables::{self, Digest, Table},
    },
};
use flate2::{Compression, write::GzEncoder};
use std::{
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Seek, Write},
    path::Path,
};

type Archive = tar::Builder<GzEncoder<Hashing<BufWriter<File>>>>;

/// A backup that is complete and on the disk.
#[derive(Clone, Debug)]
pub struct Written {
    pub manifest: Manifest,
    pub bytes: u64,
    /// Of the whole file, as `sha256sum` prints it.
    pub sha256: String,
}

/// Writes a new file, which has its name only when it is complete.
pub async fn write(services: &Services, target: &Path) -> Result<Written, BackupError> {
    if target.exists() {
        return Err(Unfit::Exists.because(target.display()));
    }
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let unfinished = tempfile::Builder::new().prefix(".rembuk-backup-").tempfile_in(folder);
    let unfinished = unfinished.map_err(|error| Unfit::NoPlace.because(format!("{}: {}", target.display(), error.kind())))?;
    let sink = Hashing::of(BufWriter::new(unfinished.reopen()?));
    let mut archive = tar::Builder::new(GzEncoder::new(sink, Compression::fast()));

    let (mut tx, schemas, kept) = at_one_moment(services).await?;
    let mut manifest = Manifest {
        format: FORMAT,
        program: env!("CARGO_PKG_VERSION").into(),
        database: services.database.name().into(),
        made_at: services.clock.now().to_rfc3339(),
        schemas,
        tables: Vec::new(),
        photos: Vec::new(),
        log: Vec::new(),
        missing: Vec::new(),
    };
    for table in tables::list(&mut tx).await? {
        manifest.tables.push(add_table(&mut archive, &mut tx, &table, folder).await?);
    }
    for id in photos::ids(&mut tx).await? {
        for small in [false, true] {
            add_photo(&mut archive, &services.photos.path(id, small), &mut manifest)?;
        }
    }
    for (file, content) in kept {
        let sha256 = add(&mut archive, &format!("log/{file}"), content.len() as u64, &content[..])?;
        manifest.log.push(PhotoPart { file: file.to_owned(), sha256 });
    }
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| Failure::Other(error.to_string()))?;
    add(&mut archive, MANIFEST, text.len() as u64, &text[..])?;

    let sink = archive.into_inner()?.finish()?;
    let bytes = sink.bytes;
    let (mut file, sha256) = sink.finish();
    file.flush()?;
    file.get_ref().sync_all()?;
    unfinished.persist_noclobber(target).map_err(|error| Failure::from(error.error))?;
    File::open(folder)?.sync_all()?;
    Ok(Written { manifest, bytes, sha256 })
}

type Kept = Vec<(&'static str, Vec<u8>)>;

/// The database as it stands at one moment, with the files of the log that hold then: a key that is replaced just now
/// (`public_log/keys.rs`) is announced by an entry, and both are kept or neither.
async fn at_one_moment(services: &Services) -> Result<(Tx, Vec<i64>, Kept), BackupError> {
    loop {
        let before = kept_files(services)?;
        let mut tx = services.database.read().await?;
        // What is read first is when the moment is.
        let schemas = health::schemas(&mut tx).await?;
        if kept_files(services)? == before {
            return Ok((tx, schemas, before));
        }
    }
}

/// The log begins when a server does: before there are none.
fn kept_files(services: &Services) -> io::Result<Kept> {
    let folder = services.log.folder();
    let mut kept = Vec::new();
    for file in KEPT_FILES {
        match fs::read(folder.join(file)) {
            Ok(content) => kept.push((file, content)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(kept)
}

/// A line of JSON a row. How long it becomes is known only when it is written, so it goes through a file of its own.
async fn add_table(archive: &mut Archive, tx: &mut Tx, table: &Table, folder: &Path) -> Result<TablePart, BackupError> {
    let mut lines = BufWriter::new(tempfile::tempfile_in(folder)?);
    let mut digest = Digest::default();
    tables::read(tx, table, async |rows| {
        for row in rows {
            digest.add(&row);
            serde_json::to_writer(&mut lines, &row).map_err(io::Error::from)?;
            lines.write_all(b"\n")?;
        }
        Ok(())
    })
    .await?;
    let mut file = lines.into_inner().map_err(|error| Failure::from(error.into_error()))?;
    let size = file.stream_position()?;
    file.rewind()?;
    let sha256 = add(archive, &format!("tables/{}.jsonl", table.name), size, file)?;
    let (rows, columns) = (digest.rows(), table.columns().map(str::to_owned).collect());
    Ok(TablePart { name: table.name.clone(), columns, rows, digest: digest.finish(), sha256 })
}

/// A photo removed since the rows were read is missing; that is noted, not hidden.
fn add_photo(archive: &mut Archive, path: &Path, manifest: &mut Manifest) -> Result<(), BackupError> {
    let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match File::open(path) {
        Ok(open) => {
            let sha256 = add(archive, &format!("photos/{file}"), open.metadata()?.len(), open)?;
            manifest.photos.push(PhotoPart { file, sha256 });
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => manifest.missing.push(file),
        Err(error) => return Err(error.into()),
    }
    Ok(())
}

/// Adds a part; returns its hash.
fn add(archive: &mut Archive, name: &str, size: u64, content: impl Read) -> Result<String, BackupError> {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    // It holds what only the city may read.
    header.set_mode(0o600);
    let mut content = Hashing::of(BufReader::new(content));
    archive.append_data(&mut header, name, &mut content)?;
    Ok(content.finish().1)
}
