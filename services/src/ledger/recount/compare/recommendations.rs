//! What levels recommended, against the fold.

use super::{NOTHING, Row, shown, words};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, projections},
};
use domain::{
    cycle::StageKind,
    ids::{CycleId, ProposalId},
    ledger::{Fold, RecommendationFold},
    money::{Rupiah, Volume},
};
use std::collections::BTreeMap;

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<(ProposalId, CycleId, StageKind), &RecommendationFold> = BTreeMap::new();
    for (id, proposal) in &fold.proposals {
        missing.extend(proposal.recommendations.iter().map(|((cycle, stage), last)| ((*id, *cycle, *stage), last)));
    }
    each_row!(tx, projections::recommendations, stored => {
        let (id, stage) = (ProposalId(stored.proposal_id), StageKind::from_code(&stored.stage));
        let folded = stage.and_then(|stage| missing.remove(&(id, CycleId(stored.cycle_id), stage)));
        let text = words(tx, folded.and_then(|last| last.words)).await?;
        let key = format!("{} {} {}", stored.proposal_id, stored.cycle_id, stored.stage);
        let mut row = Row { table: "recommendations", key, found };
        match folded {
            Some(last) => {
                row.column("office", stored.office, &last.office);
                row.column("text", stored.text, text);
                row.column("volume", shown(stored.volume), shown(last.volume.map(Volume::thousandths)));
                row.column("cost", shown(stored.cost), shown(last.cost.map(Rupiah::amount)));
                row.column("actor_id", stored.actor_id, last.by);
                row.column("at", stored.at, last.at);
            }
            None if stage.is_some_and(|stage| is_half_told(fold, id, stage)) => {}
            None => row.column("stage", stored.stage, NOTHING),
        }
    });
    for ((proposal, cycle, stage), _) in missing {
        let key = format!("{proposal} {cycle} {}", stage.code());
        Row { table: "recommendations", key, found }.column("stage", NOTHING, stage.code());
    }
    Ok(())
}

/// Whether entries of before say that this stage recommended something: the year and the volume are in the table alone.
fn is_half_told(fold: &Fold, id: ProposalId, stage: StageKind) -> bool {
    fold.proposals.get(&id).is_some_and(|proposal| proposal.half_told.contains(&stage))
}
