//! What was counted and decided, as far as everybody may see it: answers to plans that were published, and what closed
//! meetings said. For whoever holds it against the public log.

use crate::{
    Failure, Services,
    store::{
        Tx,
        projections::{self, ItemRow},
    },
};
use domain::{musrenbang::MusrenbangStatus, plan::PlanStatus};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

pub use crate::store::projections::PlanRow;

const ROWS_AT_ONCE: i64 = 1000;

/// What a closed meeting said of one proposal.
#[derive(Clone, Debug)]
pub struct MeetingResult {
    pub number: Option<String>,
    pub item: ItemRow,
}

pub async fn plan_counts(services: &Services) -> Result<Vec<PlanRow>, Failure> {
    let mut tx = services.database.read().await?;
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let rows = projections::plans(&mut tx, after, ROWS_AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = Some(last.key());
        all.extend(rows.into_iter().filter(|plan| plan.status != PlanStatus::Draft.code()));
    }
}

/// By meeting and proposal.
pub async fn meeting_results(services: &Services) -> Result<Vec<MeetingResult>, Failure> {
    let mut tx = services.database.read().await?;
    let (closed, numbers) = (closed(&mut tx).await?, numbers(&mut tx).await?);
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let rows = projections::items(&mut tx, after, ROWS_AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(all) };
        after = Some(last.key());
        let of_closed = rows.into_iter().filter(|item| closed.contains(&item.musrenbang_id));
        all.extend(of_closed.map(|item| MeetingResult { number: numbers.get(&item.proposal_id).cloned(), item }));
    }
}

async fn closed(tx: &mut Tx) -> Result<BTreeSet<Uuid>, Failure> {
    let (mut closed, mut after) = (BTreeSet::new(), None);
    loop {
        let rows = projections::meetings(tx, after, ROWS_AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(closed) };
        after = Some(last.key());
        let has_closed = |status: &str| MusrenbangStatus::from_code(status).is_some_and(MusrenbangStatus::has_closed);
        closed.extend(rows.iter().filter(|meeting| has_closed(&meeting.status)).map(|meeting| meeting.id));
    }
}

async fn numbers(tx: &mut Tx) -> Result<BTreeMap<Uuid, String>, Failure> {
    let (mut numbers, mut after) = (BTreeMap::new(), None);
    loop {
        let rows = projections::proposals(tx, after, ROWS_AT_ONCE).await?;
        let Some(last) = rows.last() else { return Ok(numbers) };
        after = Some(last.key());
        numbers.extend(rows.into_iter().filter_map(|row| Some((row.id, row.number?))));
    }
}
