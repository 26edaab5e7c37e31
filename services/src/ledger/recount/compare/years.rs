//! What counts how much in each planning year, and since when that stands still, against the fold.

use super::{NOTHING, Row, is_one_act, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, cycles, projections},
};
use domain::{
    clock::Instant,
    ids::{CycleId, MusrenbangId},
    ledger::Fold,
    priority::Weighed,
};
use std::collections::BTreeMap;

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut openings = openings(tx, fold).await?;
    for cycle in cycles::all(tx).await? {
        let opened = openings.remove(&cycle.id).unwrap_or_default();
        // Which meeting was the first is not always told by clocks: it is one of them.
        let nearest = cycle.weights_locked_at.and_then(|at| opened.iter().copied().find(|opened| is_one_act(*opened, at)));
        let locked_at = nearest.or(opened.into_iter().min());
        let mut row = Row { table: "cycles", key: cycle.plan_year.to_string(), found };
        row.instant("weights_locked_at", cycle.weights_locked_at, locked_at);
        let stored = cycles::weights(tx, cycle.id).await?;
        weights(cycle.plan_year, &stored, &fold.weights_of(cycle.id), found);
    }
    Ok(())
}

/// When the meetings of each year opened.
async fn openings(tx: &mut Tx, fold: &Fold) -> Result<BTreeMap<CycleId, Vec<Instant>>, Failure> {
    let mut openings: BTreeMap<CycleId, Vec<Instant>> = BTreeMap::new();
    each_row!(tx, projections::meetings, stored => {
        let opened_at = fold.meetings.get(&MusrenbangId(stored.id)).and_then(|meeting| meeting.opened_at);
        openings.entry(CycleId(stored.cycle_id)).or_default().extend(opened_at);
    });
    Ok(openings)
}

fn weights(plan_year: u16, stored: &[Weighed], folded: &[Weighed], found: &mut Vec<Difference>) {
    let of = |weighed: &[Weighed], code: &str| weighed.iter().find(|weighed| weighed.code == code).cloned();
    for stored in stored {
        let folded = of(folded, &stored.code);
        let mut row = Row { table: "criteria", key: format!("{plan_year} {}", stored.code), found };
        row.column("weight", stored.weight.basis_points(), shown(folded.as_ref().map(|folded| folded.weight.basis_points())));
        row.column("scale", &stored.scale, folded.as_ref().map_or(NOTHING, |folded| folded.scale.as_str()));
    }
    for missing in folded.iter().filter(|folded| of(stored, &folded.code).is_none()) {
        let key = format!("{plan_year} {}", missing.code);
        Row { table: "criteria", key, found }.column("code", NOTHING, &missing.code);
    }
}
