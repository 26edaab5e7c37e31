//! A level writes its own text, volume and cost beside the original, which nobody overwrites.

use super::{Desk, Outcome};
use crate::{
    CommandError, Services,
    commands::{once_more, steps::record},
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    money::{Rupiah, Volume},
    proposal::{EventKind, ProposalEvent, Recommended},
    reason::Note,
    refusal::Refusal,
};

/// What the office recommends. A cost that is left out follows from the volume where the catalogue has a price.
#[derive(Clone, Debug)]
pub struct NewRecommendation {
    pub text: Note,
    pub volume: Option<Volume>,
    pub cost: Option<Rupiah>,
}

pub async fn recommend(
    services: &Services,
    actor: &Actor,
    meeting: MusrenbangId,
    proposal: ProposalId,
    new: &NewRecommendation,
) -> Outcome<()> {
    once_more(|| async move {
        let mut desk = Desk::open(services, actor, meeting).await?;
        let case = desk.case(proposal).await?;
        desk.check(&case, EventKind::Recommended)?;
        let NewRecommendation { text: note, volume, cost } = new.clone();
        let cost = match (volume, cost, case.proposal.unit_price) {
            // Another volume has another cost: that of the catalogue, or the office's own.
            (Some(volume), None, Some(price)) => Some(volume.times(price).map_err(|refusal| CommandError::at("volume", refusal))?),
            (Some(volume), None, None) if Some(volume) != case.proposal.volume => return Err(CommandError::at("cost", Refusal::Required)),
            (_, cost, _) => cost,
        };
        let event = ProposalEvent {
            amount: cost,
            recommended: Some(Recommended { cycle: desk.hall.meeting.cycle, volume }),
            ..ProposalEvent::remark(EventKind::Recommended, case.proposal.position).with_note(note)
        };
        record(&mut desk.hall.unit, case.permit.proposal(), &event, case.proposal.rank).await?;
        desk.commit().await
    })
    .await
}
