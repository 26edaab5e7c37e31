//! The proposer objects to what a meeting said, and the office above answers. Upheld, the proposal stands before a
//! meeting again: its own where that is still to be held, or the first one above that is.

use super::{
    Outcome,
    musrenbang::{arrive_where_open, say_where_it_stands},
    once_more,
    steps::{record, take_step},
};
use crate::{
    Services,
    objecting::{decided_on, may_answer, may_raise},
    store::{
        cycles, musrenbangs,
        proposals::{self, Proposal},
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    cycle::StageKind,
    ids::ProposalId,
    proposal::{EventKind, ProposalEvent, Step, objection::Objection},
    reason::{Note, Reason, ReasonCode, ReasonText},
    refusal::Refusal,
};

/// Whether this person may object there at all, before anybody looks at what they write.
pub async fn may_object_there(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let mut tx = services.database.read().await?;
    let proposal = submitted(proposals::find(&mut tx, id).await?)?;
    Ok(may_raise(&mut tx, actor, &proposal).await?.map(drop)?)
}

/// The same of an answer.
pub async fn may_answer_objection_there(services: &Services, actor: &Actor, id: ProposalId) -> Outcome<()> {
    let mut tx = services.database.read().await?;
    let proposal = submitted(proposals::find(&mut tx, id).await?)?;
    Ok(may_answer(&mut tx, actor, &proposal).await?.map(drop)?)
}

fn submitted(found: Option<Proposal>) -> Result<Proposal, Refusal> {
    found.filter(|proposal| proposal.submitted_at.is_some()).ok_or(Refusal::NotFound)
}

pub async fn raise_objection(services: &Services, actor: &Actor, id: ProposalId, words: &Note) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let proposal = submitted(proposals::lock(tx, id).await?)?;
        let permit = may_raise(tx, actor, &proposal).await??;
        let standing = musrenbangs::standing(tx, id).await?;
        proposal.position.check(EventKind::ObjectionRaised, standing.map(|standing| standing.status))?;
        let decided_on = decided_on(services, tx, &proposal).await?;
        let raised = Objection::raise(proposal.objection, decided_on, services.today())?;
        let mut event = ProposalEvent::remark(EventKind::ObjectionRaised, proposal.position).with_note(words.clone());
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
    pub is_upheld: bool,
    pub words: ReasonText,
}

pub async fn answer_objection(services: &Services, actor: &Actor, id: ProposalId, answer: &ObjectionAnswer) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let mut proposal = submitted(proposals::lock(tx, id).await?)?;
        let permit = may_answer(tx, actor, &proposal).await??;
        let from = proposal.position;
        if !proposal.objection.is_some_and(Objection::waits) {
            return Err(Refusal::StatusForbids { status: from.status }.into());
        }
        let pipeline = cycles::pipeline(tx, proposal.cycle).await?;
        let standing = musrenbangs::standing(tx, id).await?;
        unit.act_as(permit.acting());
        if !answer.is_upheld {
            from.check(EventKind::ObjectionAnswered, None)?;
            let event = ProposalEvent::remark(EventKind::ObjectionAnswered, from).with_note(Note::from(&answer.words));
            record(&mut unit, permit.proposal(), &event, proposal.rank).await?;
            return Ok(unit.commit().await?);
        }
        let frozen = match standing.filter(|_| from.stage != StageKind::Rt) {
            Some(standing) => musrenbangs::frozen_support(&mut unit.tx, standing.meeting, id).await?,
            None => None,
        };
        let reason = Reason::of(ReasonCode::Other, &answer.words);
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
