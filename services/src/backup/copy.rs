//! Moving a city from one database to another, of the same kind or the other. The photos stay where they are.

use super::{BackupError, Unfit};
use crate::store::{
    Database,
    tables::{self, Digest},
};

/// A table that reads the same in both.
#[derive(Clone, Debug)]
pub struct Copied {
    pub name: String,
    pub rows: usize,
    pub digest: String,
}

/// All rows of one moment, or nothing. Both have the current schema, and nobody is in the second.
pub async fn copy(from: &Database, to: &Database) -> Result<Vec<Copied>, BackupError> {
    let (mut source, mut target) = (from.read().await?, to.begin().await?);
    if !tables::nobody_is_here(&mut target).await? {
        return Err(Unfit::NotEmpty.because(to.name()));
    }
    let (there, here) = (tables::list(&mut source).await?, tables::list(&mut target).await?);
    tables::loosen(&mut target).await?;
    let mut copied = Vec::new();
    for (from, to) in there.iter().zip(&here) {
        if !(from.name == to.name && from.columns().eq(to.columns())) {
            return Err(Unfit::OtherSchema.because(&from.name));
        }
        tables::clear(&mut target, to).await?;
        let mut digest = Digest::default();
        tables::read(&mut source, from, async |rows| {
            for row in &rows {
                digest.add(row);
            }
            tables::insert(&mut target, to, &rows).await
        })
        .await?;
        copied.push(Copied { name: from.name.clone(), rows: digest.rows(), digest: digest.finish() });
    }
    tables::tighten(&mut target).await?;
    for (table, copied) in here.iter().zip(&copied) {
        let mut digest = Digest::default();
        tables::read(&mut target, table, async |rows| {
            for row in &rows {
                digest.add(row);
            }
            Ok(())
        })
        .await?;
        if digest.finish() != copied.digest {
            return Err(Unfit::Differs.because(&table.name));
        }
    }
    target.commit().await?;
    Ok(copied)
}
