//! A planner loads proposals from a CSV file in the columns of the city's sample sheet. Every row is accounted for:
//! written, known before, or wrong with its line, column and reason. Supporters are people, so counts of support are
//! not taken over; what a meeting decides is left to the meeting.

mod doubts;
mod identity;
mod row;

use super::{
    Outcome,
    import::{Doubt, RowDoubt, RowProblem, Wrong, forms, read_table},
    once_more,
    record_proposal::{PaperProposal, PaperStep, Recorded, record_proposal, would_record},
};
use crate::{
    Failure, Services,
    store::{Tx, agencies, cycles, regions},
    table::{self, Besides, Table, Unreadable, Upload, is_damaged},
    text::folded,
    unit::Unit,
};
use chrono::{Days, TimeDelta};
use domain::{
    catalogue::Catalogue,
    city::Setting,
    clock::Day,
    ids::{CycleId, ProposalId},
    number,
    permission::{Acting, MayManageCycle},
    refusal::Refusal,
    region::{Region, RegionCode},
};
use doubts::GoodRow;
use row::{Checked, Row};
use std::collections::{BTreeMap, HashSet};

/// `added + unchanged + rows named in problems` is `rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProposalImport {
    pub rows: usize,
    pub added: usize,
    pub unchanged: usize,
    /// Why the file was not read at all.
    pub unreadable: Option<Unreadable>,
    pub problems: Vec<RowProblem>,
    pub doubts: Vec<RowDoubt>,
    pub remarks: Vec<u64>,
    pub ignored: Vec<String>,
    pub headings: Vec<(&'static str, String)>,
    pub besides: Besides,
    pub was_written: bool,
}

impl ProposalImport {
    /// How many rows have a problem; one row may have several.
    pub fn wrong_rows(&self) -> usize {
        self.problems.iter().map(|problem| problem.line).collect::<HashSet<_>>().len()
    }

    /// Whether there is nothing to be written of it, or not all.
    pub fn is_wrong(&self) -> bool {
        self.unreadable.is_some() || !self.problems.is_empty()
    }
}

/// What an import of the file would find. It only reads, so nobody has to answer for it.
pub async fn check_proposals(services: &Services, file: impl Into<Upload>) -> Outcome<ProposalImport> {
    match open(file)? {
        Ok(table) => read(&mut Unit::reading(services).await?, &table).await,
        Err(unreadable) => Ok(unreadable),
    }
}

/// Writes the file, or nothing of it when a row is wrong; with `skip_wrong` the good rows are written all the same.
pub async fn import_proposals(
    services: &Services,
    permit: &MayManageCycle,
    file: impl Into<Upload>,
    skip_wrong: bool,
) -> Outcome<ProposalImport> {
    let table = &match open(file)? {
        Ok(table) => table,
        Err(unreadable) => return Ok(unreadable),
    };
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let mut report = read(&mut unit, table).await?;
        if report.added > 0 && (report.problems.is_empty() || skip_wrong) {
            unit.commit().await?;
            report.was_written = true;
        }
        Ok(report)
    })
    .await
}

/// The rows of a file, or a report that says why it cannot be read.
fn open(file: impl Into<Upload>) -> Outcome<Result<Table, ProposalImport>> {
    let table = read_table(file, &forms::PROPOSALS)?;
    Ok(table.map_err(|why| ProposalImport { unreadable: Some(why), ..ProposalImport::default() }))
}

/// Row by row, recorded in the name of whoever acts, where somebody does.
async fn read(unit: &mut Unit, table: &Table) -> Outcome<ProposalImport> {
    let mut report = ProposalImport {
        rows: table.rows.len(),
        remarks: table.remarks.clone(),
        ignored: table.ignored.clone(),
        headings: table.headings.clone(),
        besides: table.besides.clone(),
        ..ProposalImport::default()
    };
    let mut known = Known { agencies: agencies::all(&mut unit.tx).await?, ..Known::default() };
    let mut good = Vec::new();
    for cells in &table.rows {
        let taken = match cells.problem() {
            None => known.take(unit, cells).await?,
            Some((column, refusal)) => Err(vec![Wrong::new(column, refusal)]),
        };
        let damaged = cells.cells().filter(|(_, text)| is_damaged(text));
        report.doubts.extend(damaged.map(|(column, _)| RowDoubt { line: cells.line, column, doubt: Doubt::TextDamaged }));
        match taken {
            Ok(Taken::New(row)) => {
                report.added += 1;
                good.push(row);
            }
            Ok(Taken::Known(row)) => {
                report.unchanged += 1;
                good.push(row);
            }
            Ok(Taken::Ours(doubts)) => {
                report.unchanged += 1;
                report.doubts.extend(doubts.into_iter().map(|(column, doubt)| RowDoubt { line: cells.line, column, doubt }));
            }
            Err(problems) => report.problems.extend(problems.into_iter().map(|wrong| wrong.at(cells))),
        }
    }
    report.doubts.extend(doubts::of(good));
    report.doubts.sort_by_key(|doubt| doubt.line);
    Ok(report)
}

/// What became of a good row.
enum Taken {
    New(GoodRow),
    /// Written by an earlier import.
    Known(GoodRow),
    /// A row of our own export, of a proposal that is here.
    Ours(Vec<(&'static str, Doubt)>),
}

/// What the rows refer to, each looked up once.
#[derive(Default)]
struct Known {
    agencies: Vec<agencies::Agency>,
    years: BTreeMap<u16, Option<(CycleId, Catalogue)>>,
    seen: HashSet<String>,
    empty: Catalogue,
}

impl Known {
    /// The catalogue of a year that was looked up; nothing for a year without one.
    fn catalogue(&self, year: Option<u16>) -> &Catalogue {
        let year = year.and_then(|year| self.years.get(&year)).and_then(Option::as_ref);
        year.map_or(&self.empty, |(_, catalogue)| catalogue)
    }

    /// One row: whether it is new and what to look at in it, or all that is wrong with it.
    async fn take(&mut self, unit: &mut Unit, cells: &table::Row) -> Outcome<Result<Taken, Vec<Wrong>>> {
        let row = Row::from(cells);
        let identity = match identity::of(&mut unit.tx, &row).await? {
            Ok(identity) => identity,
            Err(wrong) => return Ok(Err(vec![wrong])),
        };
        let is_repeated = !self.seen.insert(identity.key);
        let repeated = || Wrong::new("kode_uji", Refusal::Duplicate);
        if identity.is_ours && is_repeated {
            return Ok(Err(vec![repeated()]));
        }
        if identity.is_ours {
            return Ok(Ok(Taken::Ours(identity.stored.as_ref().map(|stored| row.differences(stored)).unwrap_or_default())));
        }
        let mut checked = match self.check(unit, &row).await? {
            Ok(_) if is_repeated => return Ok(Err(vec![repeated()])),
            Ok(checked) => checked,
            Err(wrong) if is_repeated => return Ok(Err(std::iter::once(repeated()).chain(wrong).collect())),
            Err(wrong) => return Ok(Err(wrong)),
        };
        if let Some(stored) = &identity.stored {
            checked.doubts.extend(row.differences(stored));
        }
        let good = GoodRow { line: cells.line, pin: checked.draft.pin, doubts: checked.doubts.clone(), row };
        let catalogue = self.catalogue(number::year(&good.row.tahun_rencana).ok());
        let recorded = match unit.acting.clone() {
            Some(acting) => record_proposal(unit, checked.paper(&acting, identity.id, mended_until(&unit.services)), catalogue).await?,
            None => would_record(&mut unit.tx, identity.id, checked.draft, catalogue).await?,
        };
        Ok(match recorded {
            Recorded::Wrong(problems) => {
                Err(problems.into_iter().map(|(field, refusal)| Wrong::new(row::column_of(field), refusal)).collect())
            }
            Recorded::New => Ok(Taken::New(good)),
            Recorded::Known => Ok(Taken::Known(good)),
        })
    }

    async fn check(&mut self, unit: &mut Unit, row: &Row) -> Result<Result<Checked, Vec<Wrong>>, Failure> {
        let year = number::year(&row.tahun_rencana).ok();
        if let Some(year) = year
            && !self.years.contains_key(&year)
        {
            let found = of_year(&mut unit.tx, year).await?;
            self.years.insert(year, found);
        }
        let mut doubts = Vec::new();
        let rt = place(unit, row, &mut doubts).await?;
        let year = year.and_then(|year| self.years.get(&year)).and_then(Option::as_ref);
        Ok(row::check(row, year, rt, &self.agencies).map(|mut checked| {
            checked.doubts.append(&mut doubts);
            checked
        }))
    }
}

async fn of_year(tx: &mut Tx, year: u16) -> Result<Option<(CycleId, Catalogue)>, Failure> {
    let Some(cycle) = cycles::of_year(tx, year).await? else { return Ok(None) };
    Ok(Some((cycle.id, cycles::catalogue(tx, cycle.id).await?)))
}

/// The RT a row names, or which of the two columns names no place. Names are compared with the codes beside them.
async fn place(unit: &mut Unit, row: &Row, doubts: &mut Vec<(&'static str, Doubt)>) -> Result<Result<RegionCode, Wrong>, Failure> {
    let kelurahan = match row.kelurahan() {
        Ok(code) => code,
        Err(wrong) => return Ok(Err(wrong)),
    };
    let (today, tx) = (unit.today(), &mut unit.tx);
    let Some(found) = regions::find_by_code(tx, &kelurahan, today).await? else {
        return Ok(Err(Wrong::new("kode_kelurahan", Refusal::RegionUnknown)));
    };
    let above = match found.parent {
        Some(id) => regions::find(tx, id).await?,
        None => None,
    };
    let differs = |name: &str, region: &Region| !name.is_empty() && bare(name) != bare(&region.name);
    if differs(&row.kelurahan, &found) {
        doubts.push(("kelurahan", Doubt::NameDiffers));
    }
    if above.is_some_and(|above| differs(&row.kecamatan, &above)) {
        doubts.push(("kecamatan", Doubt::NameDiffers));
    }
    if row.rt.is_empty() {
        return Ok(Err(Wrong::new("rt", Refusal::Required)));
    }
    let (number, rw) = match number::rt(&row.rt) {
        Ok(read) => read,
        Err(refusal) => return Ok(Err(Wrong::new("rt", refusal))),
    };
    let code = rw.map_or_else(|| RegionCode::rt(&kelurahan, number), |rw| RegionCode::rt_in_rw(&kelurahan, rw, number));
    let rt = regions::find_by_code(tx, &code, today).await?;
    Ok(rt.map(|rt| rt.code).ok_or_else(|| Wrong::new("rt", Refusal::RegionUnknown)))
}

/// A name without the word for its level.
fn bare(name: &str) -> String {
    let name = folded(name);
    let levels = ["kelurahan ", "kel ", "desa ", "kecamatan ", "kec "];
    levels.iter().find_map(|level| name.strip_prefix(level)).unwrap_or(&name).replace(' ', "")
}

/// What comes as returned may be corrected as long as what is returned here.
fn mended_until(services: &Services) -> Day {
    let days = Days::new(services.city().number(Setting::ReturnDays).into());
    services.today().checked_add_days(days).unwrap_or(Day::MAX)
}

impl Checked {
    fn paper(self, acting: &Acting, id: ProposalId, until: Day) -> PaperProposal {
        PaperProposal {
            id,
            cycle: self.cycle,
            draft: self.draft,
            author: acting.account,
            entered_as: acting.role,
            requested_agency: self.requested_agency,
            steps: self
                .outcome
                .steps(until)
                .into_iter()
                .map(|step| PaperStep { step, acting: acting.clone(), after: TimeDelta::zero() })
                .collect(),
        }
    }
}
