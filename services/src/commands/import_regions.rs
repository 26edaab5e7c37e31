//! A city loads its list of regions from a CSV file: `code,level,name,parent_code` and, where known, `households`.
//! All or nothing; every bad row is reported with its line and column.

use super::Outcome;
use crate::{
    Failure, Services,
    store::{Tx, regions},
};
use domain::{
    ids::RegionId,
    refusal::Refusal,
    region::{Region, RegionCode, RegionLevel},
};
use serde::Deserialize;
use std::{collections::HashSet, io::Read};

const MOST_ROWS: usize = 20_000;

#[derive(Deserialize)]
struct RegionRecord {
    code: String,
    level: String,
    name: String,
    #[serde(default)]
    parent_code: String,
    #[serde(default)]
    households: String,
}

/// One thing wrong with an imported file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    /// As a text editor counts; the header is line 1.
    pub line: u64,
    pub column: &'static str,
    pub refusal: Refusal,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    pub added: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub problems: Vec<RowProblem>,
}

/// Reads the whole file, then writes it when `apply` is set and nothing is wrong. Rows already there are updated.
pub async fn import_regions(services: &Services, mut file: impl Read, apply: bool) -> Outcome<ImportReport> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes).map_err(Failure::from)?;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let mut report = ImportReport::default();
    let mut tx = services.database.begin().await?;
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text);
    let headers = reader.headers().cloned().unwrap_or_default();
    let mut seen = HashSet::new();
    for (index, record) in reader.records().enumerate() {
        let start = match &record {
            Ok(record) => record.position(),
            Err(error) => error.position(),
        };
        let line = start.map_or(0, |start| line_of(start, text));
        let mut wrong = |column, refusal| report.problems.push(RowProblem { line, column, refusal });
        if index >= MOST_ROWS {
            wrong("code", Refusal::TooMany { most: 20_000 });
            break;
        }
        let Ok(record) = record.and_then(|record| record.deserialize::<RegionRecord>(Some(&headers))) else {
            wrong("code", Refusal::RowUnreadable);
            continue;
        };
        match check(&record, &mut seen) {
            Ok(checked) => match upsert(services, &mut tx, &record, checked).await? {
                Ok(Change::Added) => report.added += 1,
                Ok(Change::Changed) => report.changed += 1,
                Ok(Change::None) => report.unchanged += 1,
                Err((column, refusal)) => wrong(column, refusal),
            },
            Err((column, refusal)) => wrong(column, refusal),
        }
    }
    if apply && report.problems.is_empty() {
        tx.commit().await?;
    }
    Ok(report)
}

/// The line of a record; where it starts, blank lines may still precede it.
fn line_of(start: &csv::Position, text: &[u8]) -> u64 {
    let rest = usize::try_from(start.byte()).ok().and_then(|byte| text.get(byte..)).unwrap_or_default();
    let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).filter(|byte| **byte == b'\n').count();
    start.line() + u64::try_from(blank).unwrap_or(0)
}

enum Change {
    Added,
    Changed,
    None,
}

type Wrong = (&'static str, Refusal);

fn check(record: &RegionRecord, seen: &mut HashSet<RegionCode>) -> Result<(RegionCode, RegionLevel, i64), Wrong> {
    let code = RegionCode::parse(&record.code).map_err(|refusal| ("code", refusal))?;
    let level = RegionLevel::from_code(&record.level.to_lowercase()).ok_or(("level", Refusal::ChoiceUnknown))?;
    if record.name.is_empty() {
        return Err(("name", Refusal::Required));
    }
    let households = match record.households.as_str() {
        "" => 0,
        text => text.parse::<i64>().ok().filter(|count| *count >= 0).ok_or(("households", Refusal::NumberUnreadable))?,
    };
    if !seen.insert(code.clone()) {
        return Err(("code", Refusal::Duplicate));
    }
    Ok((code, level, households))
}

async fn upsert(
    services: &Services,
    tx: &mut Tx,
    record: &RegionRecord,
    (code, level, households): (RegionCode, RegionLevel, i64),
) -> Result<Result<Change, Wrong>, Failure> {
    let today = services.today();
    if let Some(known) = regions::find_by_code(tx, &code, today).await? {
        if known.level != level {
            return Ok(Err(("level", Refusal::ChoiceUnknown)));
        }
        if known.name == record.name && (known.households == households || households == 0) {
            return Ok(Ok(Change::None));
        }
        let households = if households == 0 { known.households } else { households };
        regions::rename(tx, known.id, &record.name, households).await?;
        return Ok(Ok(Change::Changed));
    }
    let parent = if level == RegionLevel::Kota {
        None
    } else {
        let Ok(parent_code) = RegionCode::parse(&record.parent_code) else {
            return Ok(Err(("parent_code", Refusal::RegionCodeUnreadable)));
        };
        let parent =
            regions::find_by_code(tx, &parent_code, today).await?.filter(|parent| parent.level < level && parent.code.contains(&code));
        let Some(parent) = parent else {
            return Ok(Err(("parent_code", Refusal::RegionUnknown)));
        };
        Some(parent.id)
    };
    let region = Region {
        id: RegionId(services.clock.new_id()),
        code,
        level,
        name: record.name.clone(),
        parent,
        households,
        valid_from: chrono::NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or(today),
        valid_to: None,
        successor: None,
    };
    regions::insert(tx, &region).await?;
    Ok(Ok(Change::Added))
}
