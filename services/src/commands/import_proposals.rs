//! A planner loads proposals from a CSV file in the columns of the city's sample sheet. Every row is accounted for: written,
//! known before, or wrong with its line, column and reason. Supporters are people, so counts of support are not taken over;
//! what a meeting decides is left to the meeting.

mod doubts;
mod row;

use super::{
    Outcome,
    import::{RowProblem, Wrong, read_rows},
    record_proposal::{PaperProposal, PaperStep, Recorded, record_proposal, would_record},
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
    refusal::Refusal,
    region::RegionCode,
};
pub use doubts::Doubt;
use doubts::GoodRow;
use row::{Checked, Row};
use sha2::{Digest, Sha256};
use std::{
    collections::{BTreeMap, HashSet},
    io::Read,
};
use uuid::Builder;

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

/// What an import of the file would find. It only reads, so nobody has to answer for it.
pub async fn check_proposals(services: &Services, file: impl Read) -> Outcome<ProposalImport> {
    let mut tx = services.database.read().await?;
    read(services, &mut tx, file, None).await
}

/// Writes the file, or nothing of it when a row is wrong; with `skip_wrong` the good rows are written all the same.
pub async fn import_proposals(services: &Services, permit: &MayManageCycle, file: impl Read, skip_wrong: bool) -> Outcome<ProposalImport> {
    let mut tx = services.database.begin().await?;
    let mut report = read(services, &mut tx, file, Some(permit.acting())).await?;
    if report.problems.is_empty() || skip_wrong {
        tx.commit().await?;
        report.was_written = true;
    }
    Ok(report)
}

/// Row by row, recorded in the name of `acting` where there is somebody.
async fn read(services: &Services, tx: &mut Tx, file: impl Read, acting: Option<&Acting>) -> Outcome<ProposalImport> {
    let mut report = ProposalImport::default();
    let mut known = Known { agencies: agencies::all(tx).await?, ..Known::default() };
    let mut good = Vec::new();
    for (line, row) in read_rows::<Row>(file)? {
        report.rows += 1;
        let taken = match row {
            Ok(row) => known.take(services, tx, line, row, acting).await?,
            Err(refusal) => Err(vec![("kode_uji", refusal)]),
        };
        match taken {
            Ok((is_new, row)) => {
                if is_new {
                    report.added += 1;
                } else {
                    report.unchanged += 1;
                }
                good.push(row);
            }
            Err(problems) => {
                report.problems.extend(problems.into_iter().map(|(column, refusal)| RowProblem { line, column, refusal }));
            }
        }
    }
    report.doubts = doubts::of(good);
    Ok(report)
}

/// The same row of the same file has the same id, so that a second import adds nothing.
fn id_of(record: &Row) -> ProposalId {
    let digest = Sha256::digest(format!("{}/{}", record.tahun_rencana, record.kode_uji));
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    ProposalId(Builder::from_custom_bytes(bytes).into_uuid())
}

/// What the rows refer to, each looked up once.
#[derive(Default)]
struct Known {
    agencies: Vec<agencies::Agency>,
    years: BTreeMap<String, Option<(CycleId, Catalogue)>>,
    seen: HashSet<ProposalId>,
    empty: Catalogue,
}

impl Known {
    /// The catalogue of a year that was looked up; nothing for a year without one.
    fn catalogue(&self, year: &str) -> &Catalogue {
        self.years.get(year).and_then(Option::as_ref).map_or(&self.empty, |(_, catalogue)| catalogue)
    }

    /// One row: whether it is new and what to look at in it, or all that is wrong with it.
    async fn take(
        &mut self,
        services: &Services,
        tx: &mut Tx,
        line: u64,
        row: Row,
        acting: Option<&Acting>,
    ) -> Outcome<Result<(bool, GoodRow), Vec<Wrong>>> {
        let id = id_of(&row);
        if !self.seen.insert(id) {
            return Ok(Err(vec![("kode_uji", Refusal::Duplicate)]));
        }
        let checked = match self.check(services, tx, &row).await? {
            Ok(checked) => checked,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let good = GoodRow { line, pin: checked.draft.pin, doubts: checked.doubts.clone(), row };
        let catalogue = self.catalogue(&good.row.tahun_rencana);
        let recorded = match acting {
            Some(acting) => record_proposal(services, tx, checked.paper(acting, id, services.today()), catalogue, acting).await?,
            None => would_record(tx, id, checked.draft, catalogue).await?,
        };
        Ok(match recorded {
            Recorded::Wrong(problems) => Err(problems.into_iter().map(|(field, refusal)| (row::column_of(field), refusal)).collect()),
            recorded => Ok((recorded == Recorded::New, good)),
        })
    }

    async fn check(&mut self, services: &Services, tx: &mut Tx, row: &Row) -> Result<Result<Checked, Vec<Wrong>>, Failure> {
        if !self.years.contains_key(&row.tahun_rencana) {
            let year = self.year(tx, &row.tahun_rencana).await?;
            self.years.insert(row.tahun_rencana.clone(), year);
        }
        let year = self.years.get(&row.tahun_rencana).and_then(Option::as_ref);
        let rt = self.rt(services, tx, row).await?;
        Ok(row::check(row, year, rt, &self.agencies))
    }

    /// The RT a row names, or which of the two columns names no place.
    async fn rt(&self, services: &Services, tx: &mut Tx, row: &Row) -> Result<Result<RegionCode, Wrong>, Failure> {
        let kelurahan = match row.kelurahan() {
            Ok(code) => code,
            Err(wrong) => return Ok(Err(wrong)),
        };
        let today = services.today();
        if regions::find_by_code(tx, &kelurahan, today).await?.is_none() {
            return Ok(Err(("kode_kelurahan", Refusal::RegionUnknown)));
        }
        let Ok(number) = row.rt.parse() else { return Ok(Err(("rt", Refusal::NumberUnreadable))) };
        let rt = regions::find_by_code(tx, &RegionCode::rt(&kelurahan, number), today).await?;
        Ok(rt.map(|rt| rt.code).ok_or(("rt", Refusal::RegionUnknown)))
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
