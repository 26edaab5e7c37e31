//! The proposer objects to what a meeting said, and the office above answers. Upheld, the proposal stands before a
//! meeting again: its own where that is still to be held, or the first one above that is.

use super::{
    Outcome,
    musrenbang::{arrive_where_open, say_where_it_stands},
    once_more,
    steps::{record, take_step},
};
use crate::{
    CommandError, Services,
    objecting::{decided_on, may_answer, may_raise},
    store::{cycles, musrenbangs, proposals},
    unit::Unit,
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::ProposalId,
    proposal::{EventKind, ProposalEvent, Step, objection::Objection},
    reason::{Note, Reason, ReasonCode},
    refusal::Refusal,
};

/// A problem stands at the field `objection`.
pub async fn raise_objection(services: &Services, actor: &Actor, id: ProposalId, words: &str) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = proposals::lock(tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let permit = may_raise(tx, actor, &proposal).await??;
        let standing = musrenbangs::standing(tx, id).await?;
        proposal.position.check(EventKind::ObjectionRaised, standing.map(|standing| standing.status))?;
        let decided_on = decided_on(services, tx, &proposal).await?;
        let raised = Objection::raise(proposal.objection, decided_on, services.today())?;
        let words = Note::new(words).map_err(|refusal| CommandError::at("objection", refusal))?;
        let mut event = ProposalEvent::remark(EventKind::ObjectionRaised, proposal.position).with_note(words);
        event.until = Some(raised.due_on);
        unit.act_as(permit.acting());
        record(&mut unit, permit.proposal(), &event, proposal.rank).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// What the office above says.
#[derive(Clone, Debug)]
pub struct ObjectionAnswer {
    /// None where neither was chosen.
    pub is_upheld: Option<bool>,
    pub words: String,
}

/// Problems stand at the fields `answer` and `words`.
pub async fn answer_objection(services: &Services, actor: &Actor, id: ProposalId, answer: &ObjectionAnswer) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let mut proposal = proposals::lock(tx, id).await?.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let permit = may_answer(tx, actor, &proposal).await??;
        let from = proposal.position;
        if !proposal.objection.is_some_and(Objection::waits) {
            return Err(Refusal::StatusForbids { status: from.status }.into());
        }
        let is_upheld = answer.is_upheld.ok_or_else(|| CommandError::at("answer", Refusal::Required))?;
        let reason = Reason::new(ReasonCode::Other, &answer.words).map_err(|refusal| CommandError::at("words", refusal))?;
        let pipeline = cycles::pipeline(tx, proposal.cycle).await?;
        let standing = musrenbangs::standing(tx, id).await?;
        unit.act_as(permit.acting());
        if !is_upheld {
            from.check(EventKind::ObjectionAnswered, None)?;
            let words = Note::new(reason.text()).map_err(|refusal| CommandError::at("words", refusal))?;
            let event = ProposalEvent::remark(EventKind::ObjectionAnswered, from).with_note(words);
            record(&mut unit, permit.proposal(), &event, proposal.rank).await?;
            return Ok(unit.commit().await?);
        }
        let frozen = match standing.filter(|_| from.stage != StageKind::Rt) {
            Some(standing) => musrenbangs::frozen_support(&mut unit.tx, standing.meeting, id).await?,
            None => None,
        };
        let leg = take_step(&mut unit, &pipeline, &mut proposal, &Step::Reinstate { reason }, None).await?;
        arrive_where_open(&mut unit, &pipeline, &mut proposal, frozen).await?;
        if proposal.position.stage == from.stage {
            // Its own meeting takes back what it had said; one that has closed keeps that in its list.
            say_where_it_stands(&mut unit, &proposal, &leg).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}
