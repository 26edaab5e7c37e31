//! Before which meeting a proposal stands: of its year and stage, and of its own place or agency. The one answer for
//! every statement; `commands/musrenbang/arrive.rs` puts it there.

use super::{meeting_status, wrong};
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    ids::{MusrenbangId, ProposalId},
    musrenbang::{Decision, MusrenbangStatus},
};
use uuid::Uuid;

/// The condition that the proposal `p` stands before the meeting `m`; not true where its place or agency is not known.
/// [`seat_of`](domain::musrenbang::seat_of) for a query.
macro_rules! stands_before {
    () => {
        "(p.stage = m.stage AND p.cycle_id = m.cycle_id AND CASE m.stage
             WHEN 'rt' THEN m.region_id = p.rt_id
             WHEN 'kelurahan' THEN m.region_id = p.kelurahan_id
             WHEN 'kecamatan' THEN m.region_id = p.kecamatan_id
             WHEN 'agency_forum' THEN m.agency_id = p.agency_id
             ELSE TRUE END)"
    };
}
pub(super) use stands_before;

/// The meeting a proposal waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub meeting: MusrenbangId,
    pub status: MusrenbangStatus,
    /// What it has said so far.
    pub decision: Option<Decision>,
}

/// None for drafts, after the meetings, and where the meeting was held without us.
pub async fn standing(tx: &mut Tx, proposal: ProposalId) -> Result<Option<Standing>, Failure> {
    let row: Option<(Uuid, String, Option<String>)> = on_tx!(tx, conn => sqlx::query_as(concat!(
        "SELECT m.id, m.status, i.decision FROM musrenbang_items i
         JOIN musrenbangs m ON m.id = i.musrenbang_id
         JOIN proposals p ON p.id = i.proposal_id
         WHERE i.proposal_id = $1 AND ", stands_before!()))
        .bind(proposal.0).fetch_optional(conn).await)?;
    row.map(|(id, status, decision)| {
        let decision = decision.map(|code| Decision::from_code(&code).ok_or_else(|| wrong("musrenbang_items", "decision")(&code)));
        Ok(Standing { meeting: MusrenbangId(id), status: meeting_status(&status)?, decision: decision.transpose()? })
    })
    .transpose()
}
