//! Somebody beside the office that recorded a proposal for a resident says that it is that resident's. From then on
//! whoever recorded it may decide on it like on any other.

use super::{Outcome, once_more, steps::record};
use crate::{
    Services,
    store::{proposals, regions},
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::ProposalId,
    permission::{may_act_as_self, may_second},
    proposal::{EventKind, ProposalEvent},
    refusal::Refusal,
};

/// Saying it twice changes nothing.
pub async fn second_proposal(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    once_more(|| async move {
        may_act_as_self(actor)?;
        let mut unit = Unit::begin(services, None).await?;
        let proposal =
            proposals::lock(&mut unit.tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let rt = match proposal.rt.filter(|_| proposal.on_behalf_of.is_some()) {
            Some(rt) => regions::find(&mut unit.tx, rt).await?,
            None => None,
        };
        let permit = may_second(actor, &proposal.authorship(), &rt.ok_or(Refusal::NotFound)?.code)?;
        unit.act_as(permit.acting());
        if !proposal.is_seconded {
            let event = ProposalEvent::remark(EventKind::Seconded, proposal.position);
            record(&mut unit, permit.proposal(), &event, proposal.rank).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}
