//! A planning year begins with the list of its stages, in the city's order: `stage,opens_on,closes_on`. Every region
//! then has its meetings. The same list again changes dates, and prepares the meetings that are still missing.

use super::{
    NewCycle, Outcome,
    create_cycle::create_in,
    import::{
        Change, Doubt, ImportReport, Notes, RowChange, RowDoubt, RowProblem, Told, Value, Wrong, finish, forms, read_table, take_rows,
    },
    musrenbang::generate_musrenbangs,
    once_more,
};
use crate::{
    Services,
    store::{cycles, musrenbangs, regions},
    table::{Row, Upload},
    unit::Unit,
};
use chrono::Datelike as _;
use domain::{
    clock::{Day, read_day},
    cycle::{Pipeline, Stage, StageKind},
    ledger::SettingEvent,
    refusal::Refusal,
    region::RegionLevel,
    text,
};

/// What is wrong with the list as a whole is said at its heading.
pub async fn import_stages(services: &Services, plan_year: u16, file: impl Into<Upload>, apply: bool) -> Outcome<ImportReport> {
    let table = match read_table(file, &forms::STAGES)? {
        Ok(table) => table,
        Err(why) => return Ok(ImportReport::unreadable(why)),
    };
    let table = &table;
    once_more(|| async move {
        let mut report = ImportReport::default();
        let mut stages: Vec<(u64, Stage)> = Vec::new();
        let mut unit = Unit::begin(services, None).await?;
        take_rows(&mut unit, table, &mut report, async |_: &mut Unit, row: &Row, _: &mut Notes| {
            Ok(read(row).map(|stage| {
                stages.push((row.line, stage));
                Change::None
            }))
        })
        .await?;
        report.unchanged = 0;
        doubt_order(&stages, &mut report);
        doubt_year(plan_year, &stages, &mut report);
        let kinds: Vec<StageKind> = stages.iter().map(|(_, stage)| stage.kind).collect();
        if let Err(refusal) = Pipeline::new(kinds.clone())
            && report.problems.is_empty()
        {
            report.problems.push(whole("stage", refusal));
        }
        let city = regions::of_level(&mut unit.tx, RegionLevel::Kota, services.today()).await?.into_iter().next();
        let Some(city) = city else {
            report.problems.push(whole("region", Refusal::RegionUnknown));
            return Ok(report);
        };
        if report.is_refused() {
            return Ok(report);
        }
        let (id, dated) = match cycles::of_year(&mut unit.tx, plan_year).await? {
            Some(cycle) => (cycle.id, change(&mut unit, &cycle, &stages, &mut report).await?),
            None => {
                let new = NewCycle { plan_year, city: city.id, stages: stages.iter().map(|(_, stage)| *stage).collect() };
                report.added = stages.len();
                let id = create_in(&mut unit, &new).await?;
                report.meetings = musrenbangs::number_of(&mut unit.tx, id).await?;
                (id, None)
            }
        };
        let events = dated.into_iter().collect();
        finish(unit, report, Told { subject: id.into(), events, makes_seats: false }, apply).await
    })
    .await
}

/// A year that has begun keeps its stages; their dates follow the list. Says which they are, where they are others.
async fn change(
    unit: &mut Unit,
    cycle: &cycles::Cycle,
    stages: &[(u64, Stage)],
    report: &mut ImportReport,
) -> Outcome<Option<SettingEvent>> {
    cycles::hold(&mut unit.tx, cycle.id).await?;
    let known = cycles::stages(&mut unit.tx, cycle.id).await?;
    if known.iter().map(|stage| stage.kind).ne(stages.iter().map(|(_, stage)| stage.kind)) {
        report.problems.push(whole("stage", Refusal::StagesDiffer));
        return Ok(None);
    }
    for (before, (line, now)) in known.iter().zip(stages) {
        let dates = [("opens_on", before.opens_on, now.opens_on), ("closes_on", before.closes_on, now.closes_on)];
        let differing = dates.into_iter().filter(|(_, old, new)| old != new);
        let changes: Vec<RowChange> = differing
            .map(|(column, old, new)| RowChange {
                line: *line,
                of: now.kind.code().into(),
                column,
                old: Value::from(old),
                new: Value::from(new),
            })
            .collect();
        if changes.is_empty() {
            report.unchanged += 1;
        } else {
            report.changed += 1;
            report.changes.extend(changes);
        }
    }
    let before = musrenbangs::number_of(&mut unit.tx, cycle.id).await?;
    generate_musrenbangs(unit, cycle).await?;
    report.meetings = musrenbangs::number_of(&mut unit.tx, cycle.id).await?.saturating_sub(before);
    let after = stages.iter().map(|(_, stage)| *stage).collect();
    Ok((report.changed > 0).then_some(SettingEvent::StagesDated { before: known, after }))
}

fn whole(column: &'static str, refusal: Refusal) -> RowProblem {
    RowProblem { line: 1, column, value: String::new(), refusal, choices: Vec::new() }
}

fn read(row: &Row) -> Result<Stage, Wrong> {
    let word = text::line(row.text("stage")).to_lowercase();
    let kinds = || StageKind::ALL.map(|kind| kind.code().to_owned()).to_vec();
    let kind = kind_of(&word).ok_or_else(|| Wrong::new("stage", Refusal::ChoiceUnknown).among(kinds()))?;
    let day = |column| -> Result<Option<Day>, Wrong> {
        let text = row.text(column);
        if text.is_empty() { Ok(None) } else { read_day(text).map(Some).map_err(|refusal| Wrong::new(column, refusal)) }
    };
    let (opens_on, closes_on) = (day("opens_on")?, day("closes_on")?);
    Stage::new(kind, opens_on, closes_on).map_err(|refusal| Wrong::new("closes_on", refusal))
}

/// By code, or as schedules call it.
fn kind_of(word: &str) -> Option<StageKind> {
    let word = word.strip_prefix("musrenbang ").unwrap_or(word);
    StageKind::from_code(word).or_else(|| {
        Some(match word {
            "rembuk rt" => StageKind::Rt,
            "forum opd" | "forum perangkat daerah" | "forum_opd" => StageKind::AgencyForum,
            "pelaksanaan" => StageKind::Execution,
            "selesai" => StageKind::Finished,
            _ => return None,
        })
    })
}

/// Stages may overlap where a city wants it so; it is said, because it is rarely meant.
fn doubt_order(stages: &[(u64, Stage)], report: &mut ImportReport) {
    for pair in stages.windows(2) {
        let [(_, before), (line, now)] = pair else { continue };
        let (Some(opens), Some(began)) = (now.opens_on, before.opens_on) else { continue };
        let doubt = if opens < began {
            Doubt::BeginsBefore { stage: before.kind }
        } else if before.closes_on.is_some_and(|closes| opens <= closes) {
            Doubt::Overlaps { stage: before.kind }
        } else {
            continue;
        };
        report.doubts.push(RowDoubt { line: *line, column: "opens_on", doubt });
    }
}

/// What is planned for a year is talked over in the two years before it.
fn doubt_year(plan_year: u16, stages: &[(u64, Stage)], report: &mut ImportReport) {
    let first = stages.iter().find_map(|(line, stage)| Some((*line, stage.opens_on?)));
    let years = i32::from(plan_year) - 2..=i32::from(plan_year);
    if let Some((line, _)) = first.filter(|(_, opens)| !years.contains(&opens.year())) {
        report.doubts.push(RowDoubt { line, column: "opens_on", doubt: Doubt::YearsApart });
    }
}
