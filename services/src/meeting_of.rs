//! Whose meeting a proposal comes before: that of its place or agency at its stage. Reads only; letting it arrive is
//! the work of `commands/musrenbang/arrive.rs`.

use crate::{
    CommandError, Failure,
    failure::Outcome,
    store::{
        Tx, cycles,
        musrenbangs::{self, Meeting},
        proposals::Proposal,
    },
};
use domain::{
    cycle::StageKind,
    ids::{AgencyId, RegionId},
    refusal::Refusal,
};

/// The meeting of the proposal's place or agency at its stage, whether it has come there or not; none where none has
/// been set up.
pub(crate) async fn meeting_of(tx: &mut Tx, proposal: &Proposal) -> Result<Option<Meeting>, Failure> {
    match seat(tx, proposal).await {
        Ok((region, agency)) => meeting_at(tx, proposal, region, agency).await,
        Err(CommandError::Failed(failure)) => Err(failure),
        Err(_) => Ok(None),
    }
}

pub(crate) async fn meeting_at(
    tx: &mut Tx,
    proposal: &Proposal,
    region: Option<RegionId>,
    agency: Option<AgencyId>,
) -> Result<Option<Meeting>, Failure> {
    let stage = proposal.position.stage;
    match (region, agency) {
        (Some(region), _) => musrenbangs::of_region(tx, proposal.cycle, stage, region).await,
        (None, Some(agency)) => musrenbangs::of_agency(tx, proposal.cycle, stage, agency).await,
        (None, None) => Ok(None),
    }
}

/// Whose meeting it is.
pub(crate) async fn seat(tx: &mut Tx, proposal: &Proposal) -> Outcome<(Option<RegionId>, Option<AgencyId>)> {
    let missing = || Failure::inconsistent("proposals", "kelurahan_id", proposal.id);
    let region = match proposal.position.stage {
        StageKind::Rt => proposal.rt,
        StageKind::Kelurahan => proposal.kelurahan,
        StageKind::Kecamatan => proposal.kecamatan,
        StageKind::Kota => cycles::find(tx, proposal.cycle).await?.map(|cycle| cycle.city),
        StageKind::AgencyForum => {
            return Ok((None, Some(proposal.agency.ok_or(Refusal::AgencyRequired)?)));
        }
        stage => return Err(Refusal::StageForbids { stage }.into()),
    };
    Ok((Some(region.ok_or_else(missing)?), None))
}
