//! What an operator should know about an installation: the database, its photos, the disk, the clock, and what a city
//! still lacks. Facts only; words for them and what to do are the command's.

use crate::{
    Failure, Services,
    health::{self, LITTLE_SPACE},
    seal::Sealed,
    store::{
        Database, Tx,
        health::{self as stored, Inhabited},
        photos, second_factors,
    },
};
use chrono::TimeDelta;
use domain::ids::AccountId;
use std::{collections::BTreeSet, ffi::OsString, os::unix::fs::MetadataExt as _, path::Path};

/// Clocks of two machines may differ by so much.
const MOST_DRIFT: TimeDelta = TimeDelta::minutes(2);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Good,
    /// It works, and may be meant so.
    Doubtful,
    Bad,
}

/// One thing that was looked at; `code` names its words, `value` is what was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    pub level: Level,
    pub code: &'static str,
    pub value: String,
}

impl Finding {
    pub fn new(level: Level, code: &'static str, value: impl ToString) -> Self {
        Self { level, code, value: value.to_string() }
    }
}

/// How many people's secrets do not open with the key of the settings: no code of their app fits.
pub async fn closed_secrets(services: &Services) -> Result<usize, Failure> {
    let sealed = second_factors::sealed(&mut services.database.read().await?).await?;
    let is_closed = |(owner, secret): &&(AccountId, Sealed)| services.two_steps.seal.open(secret, owner.0.as_bytes()).is_err();
    Ok(sealed.iter().filter(is_closed).count())
}

/// Looks at everything; whatever fails is a finding too.
pub async fn look_over(services: &Services) -> Vec<Finding> {
    let mut findings = Vec::new();
    if let Err(failure) = database(services, &mut findings).await {
        findings.push(Finding::new(Level::Bad, "database_failed", failure));
        return findings;
    }
    // Before the write, which keeps the latest instant.
    if let Err(failure) = clock(services, &mut findings).await {
        findings.push(Finding::new(Level::Bad, "database_failed", failure));
    }
    let found = health::look(services).await;
    findings.push(match found.database {
        None => Finding::new(Level::Good, "writing", services.database.name()),
        Some(trouble) => Finding::new(Level::Bad, "not_writing", trouble),
    });
    let folder = services.photos.folder();
    findings.push(match found.photos {
        None => Finding::new(Level::Good, "photos", folder.display()),
        Some(_) => Finding::new(Level::Bad, "photos_not_writable", folder.display()),
    });
    if let Some(free) = found.free {
        let level = if free < LITTLE_SPACE { Level::Bad } else { Level::Good };
        let code = if free < LITTLE_SPACE { "little_space" } else { "space" };
        findings.push(Finding::new(level, code, format!("{} MB", free / 1024 / 1024)));
    }
    if let Err(failure) = contents(services, &mut findings).await {
        findings.push(Finding::new(Level::Bad, "database_failed", failure));
    }
    findings
}

async fn database(services: &Services, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let mut tx = services.database.read().await?;
    let version = stored::version(&mut tx).await?;
    findings.push(Finding::new(Level::Good, "database", format!("{} {version}", services.database.name())));
    let (found, known) = (stored::schemas(&mut tx).await?, Database::schemas());
    let level = if found == known { Level::Good } else { Level::Bad };
    let (newest, of) = (found.last().copied().unwrap_or_default(), known.last().copied().unwrap_or_default());
    findings.push(Finding::new(level, if found == known { "schema" } else { "other_schema" }, format!("{newest}/{of}")));
    let broken = stored::broken(&mut tx).await?;
    if broken.is_empty() {
        findings.push(Finding::new(Level::Good, "whole", services.database.name()));
    }
    findings.extend(broken.into_iter().map(|what| Finding::new(Level::Bad, "broken", what)));
    if let Some(file) = services.database.path() {
        owner(&file, findings);
    }
    Ok(())
}

/// A file that belongs to somebody else can often be read and not written.
fn owner(file: &Path, findings: &mut Vec<Finding>) {
    let me = rustix::process::geteuid().as_raw();
    if let Ok(found) = std::fs::metadata(file)
        && found.uid() != me
    {
        findings.push(Finding::new(Level::Doubtful, "other_owner", format!("{} (uid {}, uid {me})", file.display(), found.uid())));
    }
}

/// A machine whose clock was put back would write yesterday's date under today's decisions.
async fn clock(services: &Services, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let now = services.clock.now();
    let latest = stored::touched_at(&mut services.database.read().await?).await?;
    findings.push(match latest.filter(|latest| *latest > now + MOST_DRIFT) {
        Some(latest) => Finding::new(Level::Bad, "clock_back", format!("{now} < {latest}")),
        None => Finding::new(Level::Good, "clock", services.zone().local(now)),
    });
    Ok(())
}

async fn contents(services: &Services, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let closed = closed_secrets(services).await?;
    if closed > 0 {
        findings.push(Finding::new(Level::Bad, "other_key", closed));
    }
    let mut tx = services.database.read().await?;
    photo_files(services, &mut tx, findings).await?;
    let Inhabited { regions, admins, years } = stored::inhabited(&mut tx).await?;
    for (count, code) in [(regions, "no_regions"), (admins, "no_admin"), (years, "no_year")] {
        if count == 0 {
            findings.push(Finding::new(Level::Doubtful, code, services.database.name()));
        }
    }
    Ok(())
}

/// Rows without files show nothing; files without rows only take space.
async fn photo_files(services: &Services, tx: &mut Tx, findings: &mut Vec<Finding>) -> Result<(), Failure> {
    let wanted: BTreeSet<OsString> = photos::ids(tx)
        .await?
        .into_iter()
        .flat_map(|id| [false, true].map(|small| services.photos.path(id, small)))
        .filter_map(|path| path.file_name().map(OsString::from))
        .collect();
    let files = std::fs::read_dir(services.photos.folder()).map(|entries| entries.filter_map(Result::ok)).into_iter().flatten();
    let found: BTreeSet<OsString> =
        files.map(|entry| entry.file_name()).filter(|name| !name.as_encoded_bytes().starts_with(b".")).collect();
    for (count, code) in [(wanted.difference(&found).count(), "photos_missing"), (found.difference(&wanted).count(), "photos_left_over")] {
        if count > 0 {
            findings.push(Finding::new(Level::Doubtful, code, count));
        }
    }
    Ok(())
}
