//! A planner loads proposals from a CSV file in the columns of the city's sample sheet. Every row is accounted for: written,
//! known before, or wrong with its line, column and reason. Supporters are people, so counts of support are not taken over;
//! what a meeting decides is left to the meeting.

mod row;

use super::{
    Outcome,
    import::RowProblem,
    record_proposal::{PaperProposal, PaperStep, Recorded, record_proposal},
};
use crate::{
    Failure, Services,
    store::{Tx, agencies, cycles, regions},
};
use chrono::TimeDelta;
use domain::{
    catalogue::Catalogue,
    clock::Day,
    ids::{CycleId, ProposalId},
    permission::{Acting, MayManageCycle},
    pin::Pin,
    refusal::Refusal,
    region::RegionLevel,
};
pub use row::Doubt;
use row::{Checked, Row};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
};
use uuid::Builder;

const MOST_ROWS: usize = 20_000;
/// A point so far from the others of its kecamatan is probably a typing error; there are no boundaries to ask.
const FAR: u32 = 10_000;

/// What is to happen with what is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportMode {
    /// Write; otherwise the file is only checked.
    pub apply: bool,
    /// Write the good rows even when others are wrong.
    pub skip_wrong: bool,
}

/// Something to look at in a row that is written nevertheless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowDoubt {
    pub line: u64,
    pub column: &'static str,
    pub doubt: Doubt,
}

/// `added + unchanged + rows named in problems` is `rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalImport {
    pub rows: usize,
    pub added: usize,
    pub unchanged: usize,
    pub problems: Vec<RowProblem>,
    pub doubts: Vec<RowDoubt>,
    pub was_written: bool,
}

impl ProposalImport {
    /// How many rows have a problem; one row may have several.
    pub fn wrong_rows(&self) -> usize {
        self.problems.iter().map(|problem| problem.line).collect::<HashSet<_>>().len()
    }
}

pub async fn import_proposals(services: &Services, permit: &MayManageCycle, file: impl Read, mode: ImportMode) -> Outcome<ProposalImport> {
    let mut report = ProposalImport::default();
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(file);
    let mut tx = services.database.begin().await?;
    let mut known = Known { agencies: agencies::all(&mut tx).await?, ..Known::default() };
    let mut pins: Vec<(u64, String, Pin)> = Vec::new();
    for (index, record) in reader.deserialize::<Row>().enumerate() {
        let line = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(2);
        report.rows += 1;
        let mut wrong = |column, refusal| report.problems.push(RowProblem { line, column, refusal });
        let record = match record {
            _ if index >= MOST_ROWS => {
                wrong("kode_uji", Refusal::TooMany { most: 20_000 });
                break;
            }
            Err(_) => {
                wrong("kode_uji", Refusal::RowUnreadable);
                continue;
            }
            Ok(record) => record,
        };
        let checked = match known.check(services, &mut tx, &record).await? {
            Ok(checked) => checked,
            Err(problems) => {
                for (column, refusal) in problems {
                    wrong(column, refusal);
                }
                continue;
            }
        };
        let (doubts, pin) = (checked.doubts.clone(), checked.draft.pin);
        let paper = checked.paper(permit.acting(), id_of(&record), services.today());
        match record_proposal(services, &mut tx, paper, known.catalogue(&record.tahun_rencana), permit.acting()).await? {
            Recorded::New => report.added += 1,
            Recorded::Known => report.unchanged += 1,
            Recorded::Wrong(problems) => {
                for (field, refusal) in problems {
                    wrong(row::column_of(field), refusal);
                }
                continue;
            }
        }
        report.doubts.extend(doubts.into_iter().map(|(column, doubt)| RowDoubt { line, column, doubt }));
        pins.extend(pin.map(|pin| (line, record.kecamatan.clone(), pin)));
    }
    report.doubts.extend(far_away(&pins));
    report.doubts.sort_by_key(|doubt| doubt.line);
    if mode.apply && (report.problems.is_empty() || mode.skip_wrong) {
        tx.commit().await?;
        report.was_written = true;
    }
    Ok(report)
}

/// The same row of the same file has the same id, so that a second import adds nothing.
fn id_of(record: &Row) -> ProposalId {
    let digest = Sha256::digest(format!("{}/{}", record.tahun_rencana, record.kode_uji));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ProposalId(Builder::from_custom_bytes(bytes).into_uuid())
}

/// Points that lie far from the middle of the others of their kecamatan in the same file.
fn far_away(pins: &[(u64, String, Pin)]) -> Vec<RowDoubt> {
    let mut by_kecamatan: BTreeMap<&str, Vec<(u64, Pin)>> = BTreeMap::new();
    for (line, kecamatan, pin) in pins {
        by_kecamatan.entry(kecamatan).or_default().push((*line, *pin));
    }
    let mut doubts = Vec::new();
    for group in by_kecamatan.values().filter(|group| group.len() >= 3) {
        let middle_of = |mut values: Vec<i32>| {
            values.sort_unstable();
            values[values.len() / 2]
        };
        let latitude = middle_of(group.iter().map(|(_, pin)| pin.latitude_micros()).collect());
        let longitude = middle_of(group.iter().map(|(_, pin)| pin.longitude_micros()).collect());
        let Ok(middle) = Pin::new(latitude, longitude) else { continue };
        let far = group.iter().filter(|(_, pin)| crate::queries::draft_page::metres(*pin, middle) > FAR);
        doubts.extend(far.map(|(line, _)| RowDoubt { line: *line, column: "lat", doubt: Doubt::FarAway }));
    }
    doubts
}

/// What the rows refer to, each looked up once.
#[derive(Default)]
struct Known {
    agencies: Vec<agencies::Agency>,
    years: BTreeMap<String, Option<(CycleId, Catalogue)>>,
    empty: Catalogue,
}

impl Known {
    /// The catalogue of a year that was looked up; nothing for a year without one.
    fn catalogue(&self, year: &str) -> &Catalogue {
        self.years.get(year).and_then(Option::as_ref).map_or(&self.empty, |(_, catalogue)| catalogue)
    }

    async fn check(&mut self, services: &Services, tx: &mut Tx, record: &Row) -> Result<Result<Checked, Vec<row::Wrong>>, Failure> {
        if !self.years.contains_key(&record.tahun_rencana) {
            let year = self.year(tx, &record.tahun_rencana).await?;
            self.years.insert(record.tahun_rencana.clone(), year);
        }
        let year = self.years.get(&record.tahun_rencana).and_then(Option::as_ref);
        let rt = match record.rt_code() {
            Some(code) => regions::find_by_code(tx, &code, services.today()).await?.filter(|region| region.level == RegionLevel::Rt),
            None => None,
        };
        Ok(row::check(record, year, rt.map(|rt| rt.code), &self.agencies))
    }

    async fn year(&self, tx: &mut Tx, text: &str) -> Result<Option<(CycleId, Catalogue)>, Failure> {
        let Ok(year) = text.parse() else { return Ok(None) };
        let Some(cycle) = cycles::of_year(tx, year).await? else { return Ok(None) };
        Ok(Some((cycle.id, cycles::catalogue(tx, cycle.id).await?)))
    }
}

impl Checked {
    fn paper(self, acting: &Acting, id: ProposalId, today: Day) -> PaperProposal {
        PaperProposal {
            id,
            cycle: self.cycle,
            draft: self.draft,
            author: acting.account,
            entered_as: acting.role,
            requested_agency: self.requested_agency,
            steps: self
                .outcome
                .steps(today)
                .into_iter()
                .map(|step| PaperStep { step, acting: acting.clone(), after: TimeDelta::zero() })
                .collect(),
        }
    }
}
