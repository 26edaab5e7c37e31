//! A level writes its own text, volume and cost beside the original, which nobody overwrites.

use super::{Desk, Outcome};
use crate::{
    CommandError, Services,
    commands::{once_more, steps::record},
    office::office_name,
    store::proposals::{self, Recommendation},
};
use domain::{
    account::Actor,
    ids::{MusrenbangId, ProposalId},
    money::{Rupiah, Volume},
    proposal::{EventKind, ProposalEvent},
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
        let (permit, unit) = (&case.permit, &mut desk.hall.unit);
        let office = office_name(services, &mut unit.tx, permit.acting()).await?;
        let (cycle, stage, text) = (desk.hall.meeting.cycle, desk.hall.meeting.stage, note.text().to_owned());
        let new = Recommendation { cycle, stage, office, text, volume, cost, at: unit.now };
        proposals::recommend(&mut unit.tx, permit.proposal(), permit.acting().account, &new).await?;
        let mut event = ProposalEvent::remark(EventKind::Recommended, case.proposal.position).with_note(note);
        event.amount = cost;
        record(unit, permit.proposal(), &event, case.proposal.rank).await?;
        desk.commit().await
    })
    .await
}
