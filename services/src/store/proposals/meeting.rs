//! The meeting a proposal waits for.

use super::Proposal;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{cycle::StageKind, musrenbang::MusrenbangStatus};
use uuid::Uuid;

/// How far the meeting of the proposal's place and stage is; none where none has been set up.
pub async fn meeting_status(tx: &mut Tx, proposal: &Proposal) -> Result<Option<MusrenbangStatus>, Failure> {
    let stage = proposal.position.stage;
    let region: Option<Uuid> = match stage {
        StageKind::Rt => proposal.rt.map(|id| id.0),
        StageKind::Kelurahan => proposal.kelurahan.map(|id| id.0),
        StageKind::Kecamatan => proposal.kecamatan.map(|id| id.0),
        _ => None,
    };
    let agency = proposal.agency.filter(|_| stage == StageKind::AgencyForum).map(|id| id.0);
    let code: Option<String> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT status FROM musrenbangs WHERE cycle_id = $1 AND stage = $2 AND (region_id = $3 OR agency_id = $4 OR stage = 'kota')")
        .bind(proposal.cycle.0).bind(stage.code()).bind(region).bind(agency).fetch_optional(conn).await)?;
    code.map(|code| MusrenbangStatus::from_code(&code).ok_or_else(|| Failure::inconsistent("musrenbangs", "status", code))).transpose()
}
