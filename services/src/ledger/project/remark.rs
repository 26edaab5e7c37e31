//! What is said of a proposal that stays where it stands: that it is in order, objections, works, and what a level
//! recommends.

use super::{by, changed};
use crate::{
    Failure,
    ledger::words::told_any,
    store::{
        Tx,
        proposals::{self, Recommendation},
    },
};
use domain::{
    ids::ProposalId,
    ledger::{Entry, Leg},
    proposal::{EventKind, Objection, Recommended, WorksReport},
};

/// Most of what is said changes nothing that is kept.
pub(super) async fn remarked(tx: &mut Tx, id: ProposalId, leg: &Leg, entry: &Entry) -> Result<(), Failure> {
    match (leg.what, leg.until, leg.percent) {
        (EventKind::Recommended, ..) => recommended(tx, id, leg, entry).await,
        (EventKind::Seconded, ..) => changed("proposals.second", proposals::second(tx, id, by(entry)?).await?),
        (EventKind::ProgressReported, _, Some(percent)) => proposals::set_works(tx, id, WorksReport { percent, at: entry.at }).await,
        (EventKind::ObjectionRaised, Some(due_on), _) => proposals::set_objection(tx, id, Objection { due_on, is_dismissed: false }).await,
        (EventKind::ObjectionAnswered, ..) => {
            let raised = proposals::find(tx, id).await?.and_then(|proposal| proposal.objection);
            let Some(raised) = raised else { return Ok(()) };
            proposals::set_objection(tx, id, Objection { is_dismissed: true, ..raised }).await
        }
        _ => Ok(()),
    }
}

async fn recommended(tx: &mut Tx, id: ProposalId, leg: &Leg, entry: &Entry) -> Result<(), Failure> {
    let Some(Recommended { cycle, volume }) = leg.recommended else { return Ok(()) };
    let text = told_any(tx, leg.note).await?;
    let new = Recommendation { cycle, stage: leg.stage, office: leg.office.clone(), text, volume, cost: leg.amount, at: entry.at };
    proposals::recommend(tx, id, by(entry)?, &new).await
}
