//! Taking a backup back into an empty database, under the schema it was made with; then the schema is brought up to
//! date.

use super::{
    BackupError, Manifest, Unfit, inspect,
    read::{damaged, name, parts},
};
use crate::{
    Failure, PhotoStore, Services,
    public_log::KEPT_FILES,
    store::{
        Database, Tx, health,
        tables::{self, Digest, Row, Table},
    },
};
use std::{
    collections::BTreeMap,
    fs,
    io::{self, BufRead, BufReader, Read, Write},
    path::Path,
};

/// Lines that are read before they are written.
const LINES_AT_ONCE: usize = 5000;

/// All of it or nothing. The database has no tables yet, or those of the backup and nobody in them.
pub async fn restore(services: &Services, file: &Path) -> Result<Manifest, BackupError> {
    let manifest = inspect(file)?;
    prepare(&services.database, &manifest).await?;
    let mut tx = services.database.begin().await?;
    let tables: BTreeMap<String, Table> = tables::list(&mut tx).await?.into_iter().map(|table| (table.name.clone(), table)).collect();
    tables::loosen(&mut tx).await?;
    for table in tables.values() {
        tables::clear(&mut tx, table).await?;
    }
    for part in parts(file)?.entries().map_err(damaged)? {
        let part = part.map_err(damaged)?;
        let name = name(&part)?;
        if let Some(table) = name.strip_prefix("tables/").and_then(|name| name.strip_suffix(".jsonl")) {
            let table = tables.get(table).ok_or_else(|| Unfit::OtherSchema.because(table))?;
            take_table(&mut tx, table, &manifest, part).await?;
        } else if let Some(photo) = name.strip_prefix("photos/") {
            take_photo(&services.photos, photo, part)?;
        } else if let Some(file) = name.strip_prefix("log/").and_then(|name| KEPT_FILES.into_iter().find(|kept| *kept == name)) {
            take_file(services.log.folder(), file, part)?;
        }
    }
    tables::tighten(&mut tx).await?;
    if services.photos.folder().is_dir() {
        fs::File::open(services.photos.folder())?.sync_all()?;
    }
    tx.commit().await?;
    crate::migrate(&services.database).await?;
    Ok(manifest)
}

/// Empty tables of the backup's own time.
async fn prepare(database: &Database, manifest: &Manifest) -> Result<(), BackupError> {
    let newest = manifest.schemas.last().copied().unwrap_or_default();
    let known = Database::schemas();
    if !known.starts_with(&manifest.schemas) {
        let reason = if known.last().is_some_and(|last| *last < newest) { Unfit::Newer } else { Unfit::OtherSchema };
        return Err(reason.because(newest));
    }
    let found = health::schemas(&mut database.read().await?).await?;
    if found.is_empty() {
        return Ok(database.migrate_to(newest).await?);
    }
    let mut tx = database.read().await?;
    if !tables::nobody_is_here(&mut tx).await? {
        return Err(Unfit::NotEmpty.because(database.name()));
    }
    if found == manifest.schemas { Ok(()) } else { Err(Unfit::OtherSchema.because(newest)) }
}

async fn take_table(tx: &mut Tx, table: &Table, manifest: &Manifest, part: impl Read) -> Result<(), BackupError> {
    let wanted = manifest.tables.iter().find(|wanted| wanted.name == table.name);
    let wanted = wanted.filter(|wanted| wanted.columns.iter().eq(table.columns()));
    let wanted = wanted.ok_or_else(|| Unfit::OtherSchema.because(&table.name))?;
    let mut digest = Digest::default();
    let mut rows: Vec<Row> = Vec::new();
    for line in BufReader::new(part).lines() {
        let row: Row = serde_json::from_str(&line.map_err(damaged)?).map_err(|error| Unfit::Damaged.because(error))?;
        digest.add(&row);
        rows.push(row);
        if rows.len() == LINES_AT_ONCE {
            tables::insert(tx, table, &std::mem::take(&mut rows)).await?;
        }
    }
    tables::insert(tx, table, &rows).await?;
    if digest.finish() == wanted.digest { Ok(()) } else { Err(Unfit::Damaged.because(&table.name)) }
}

/// Under its own name only, whatever the file says.
fn take_photo(photos: &PhotoStore, name: &str, part: impl Read) -> Result<(), BackupError> {
    let is_plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '.')) && !name.starts_with('.');
    if !is_plain {
        return Err(Unfit::Damaged.because(name));
    }
    take_file(photos.folder(), name, part)
}

/// For the owner of the process, as all temporary files are.
fn take_file(folder: &Path, name: &str, mut part: impl Read) -> Result<(), BackupError> {
    fs::create_dir_all(folder)?;
    let mut unfinished = tempfile::Builder::new().prefix(".rembuk-restore-").tempfile_in(folder)?;
    io::copy(&mut part, &mut unfinished)?;
    unfinished.flush()?;
    unfinished.as_file().sync_all()?;
    unfinished.persist(folder.join(name)).map_err(|error| Failure::from(error.error))?;
    Ok(())
}
