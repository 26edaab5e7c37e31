//! Lists of the city and of its years as they were before entries told all their rows, written down once.

use super::super::{Act, append};
use crate::{
    Clock, Failure,
    store::{
        Tx, agencies, cycles,
        ledger::{self, outbox},
        projections, regions,
    },
};
use domain::{
    ids::CycleId,
    ledger::{AgencyRecord, Event, RegionRecord, SettingEvent, Subject, TypeRecord},
};

/// Of several servers that start at one moment, one does it and the others find it done.
pub(crate) async fn import_lists(clock: &Clock, tx: &mut Tx) -> Result<(), Failure> {
    let years = cycles::all(tx).await?;
    let subjects = years.into_iter().map(|cycle| Subject::Cycle(cycle.id)).chain([Subject::City]);
    for subject in subjects {
        if untold(tx, subject).await?.is_empty() {
            continue;
        }
        match subject {
            Subject::Cycle(id) => cycles::hold(tx, id).await?,
            _ => regions::lock_city(tx).await?,
        }
        let acts = untold(tx, subject).await?.into_iter().map(|event| Act { at: clock.now(), acting: None, event: event.into() });
        let entries = append(|| clock.new_id(), tx, subject, acts.collect(), true).await?;
        outbox::announce(tx, &entries).await?;
    }
    Ok(())
}

async fn untold(tx: &mut Tx, subject: Subject) -> Result<Vec<SettingEvent>, Failure> {
    let lists = match subject {
        Subject::Cycle(id) => [types(tx, id).await?, stages(tx, id).await?.into_iter().collect()],
        _ => [places(tx).await?, offices(tx).await?],
    };
    Ok(lists.concat())
}

async fn places(tx: &mut Tx) -> Result<Vec<SettingEvent>, Failure> {
    let mut rows = Vec::new();
    if ledger::has_kind(tx, Subject::City, "regions_listed").await? {
        return Ok(Vec::new());
    }
    each_row!(tx, projections::regions, stored => {
        let of = stored.span().ok_or_else(|| Failure::inconsistent("regions", "code", &stored.code))?;
        rows.push(RegionRecord { of, before: None, after: stored.values() });
    });
    Ok(SettingEvent::regions(rows))
}

async fn offices(tx: &mut Tx) -> Result<Vec<SettingEvent>, Failure> {
    if ledger::has_kind(tx, Subject::City, "agencies_listed").await? {
        return Ok(Vec::new());
    }
    let all = agencies::all(tx).await?;
    Ok(SettingEvent::agencies(
        all.into_iter().map(|agency| AgencyRecord { of: agency.id(), before: None, after: agency.values() }).collect(),
    ))
}

async fn types(tx: &mut Tx, cycle: CycleId) -> Result<Vec<SettingEvent>, Failure> {
    if ledger::has_kind(tx, cycle.into(), "types_listed").await? {
        return Ok(Vec::new());
    }
    let catalogue = cycles::catalogue(tx, cycle).await?;
    Ok(SettingEvent::types(catalogue.all().map(|kind| TypeRecord::kind(None, kind)).collect()))
}

/// The entry of a new year holds its stages where it was written lately.
async fn stages(tx: &mut Tx, cycle: CycleId) -> Result<Option<SettingEvent>, Failure> {
    let begun = ledger::of_subject(tx, cycle.into(), "cycle_created").await?;
    let holds_them = |event: &Event| matches!(event, Event::Setting(SettingEvent::CycleCreated { stages, .. }) if !stages.is_empty());
    let as_begun = begun.iter().any(|entry| holds_them(&entry.event)) && !ledger::has_kind(tx, cycle.into(), "stage_changed").await?;
    if as_begun || ledger::has_kind(tx, cycle.into(), "stages_dated").await? {
        return Ok(None);
    }
    let after = cycles::stages(tx, cycle).await?;
    Ok((!after.is_empty()).then(|| SettingEvent::StagesDated { before: Vec::new(), after }))
}
