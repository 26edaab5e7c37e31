//! A proposal that already exists outside: on paper, in a file. It goes the same way as one that is typed in, except
//! that its photos are not here, and what was said about it before is recorded with it.

use super::{
    Outcome,
    musrenbang::{arrive_where_open, say_where_it_stands},
    steps::take_step,
    submit_proposal::send,
};
use crate::{
    Clock,
    store::{
        Tx, cycles,
        proposals::{self, NewDraft},
    },
    unit::Unit,
};
use chrono::TimeDelta;
use domain::{
    account::Role,
    catalogue::Catalogue,
    ids::{AccountId, AgencyId, CycleId, PhotoId, ProposalId},
    permission::Acting,
    proposal::{Draft, DraftField, Position, Step},
    refusal::Refusal,
};

/// What is known of it.
#[derive(Clone, Debug)]
pub struct PaperProposal {
    pub id: ProposalId,
    pub cycle: CycleId,
    pub draft: Draft,
    pub author: AccountId,
    /// The office that recorded it; none for a proposer's own.
    pub entered_as: Option<Role>,
    /// The agency it is addressed to, where that is not the catalogue's.
    pub requested_agency: Option<AgencyId>,
    /// What happened after it was sent.
    pub steps: Vec<PaperStep>,
}

/// One step that is on record, with who acted and how long after it was sent.
#[derive(Clone, Debug)]
pub struct PaperStep {
    pub step: Step,
    pub acting: Acting,
    pub after: TimeDelta,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recorded {
    New,
    /// There is one with this id already; nothing was changed.
    Known,
    Wrong(Vec<(DraftField, Refusal)>),
}

/// What [`record_proposal`] would find; nothing is written.
pub(super) async fn would_record(tx: &mut Tx, id: ProposalId, draft: Draft, catalogue: &Catalogue) -> Outcome<Recorded> {
    Ok(match complete(id, draft).submit(catalogue) {
        Err(problems) => Recorded::Wrong(problems),
        Ok(_) if proposals::find(tx, id).await?.is_some() => Recorded::Known,
        Ok(_) => Recorded::New,
    })
}

/// The photos stayed with the paper; that they are not here is no fault of the proposal.
fn complete(id: ProposalId, draft: Draft) -> Draft {
    Draft { photos: vec![PhotoId(id.0)], ..draft }
}

/// Writes one within the caller's unit of work. The caller has the right to: a planner who imports, or the demo.
pub async fn record_proposal(unit: &mut Unit, paper: PaperProposal, catalogue: &Catalogue) -> Outcome<Recorded> {
    let draft = complete(paper.id, paper.draft);
    let sent = match draft.clone().submit(catalogue) {
        Ok(sent) => sent,
        Err(problems) => return Ok(Recorded::Wrong(problems)),
    };
    let pipeline = cycles::pipeline(&mut unit.tx, paper.cycle).await?;
    let new = NewDraft {
        id: paper.id,
        cycle: paper.cycle,
        author: paper.author,
        on_behalf_of: None,
        entered_as: paper.entered_as,
        position: Position::draft(&pipeline),
        draft: &draft,
        at: unit.now,
    };
    if !proposals::insert_draft(&mut unit.tx, &new).await? {
        return Ok(Recorded::Known);
    }
    let proposal = proposals::find(&mut unit.tx, paper.id).await?.ok_or(Refusal::NotFound)?;
    let mut proposal = send(unit, &proposal, &sent, catalogue, paper.requested_agency).await?;
    take_step(unit, &pipeline, &mut proposal, &Step::Submit, None).await?;
    let years = cycles::years(&mut unit.tx).await?;
    let running = years.running(unit.services.today()).map(|running| running.plan_year);
    // The meetings of earlier years were held without us.
    if years.find(paper.cycle).map(|year| year.plan_year) >= running {
        arrive_where_open(unit, &pipeline, &mut proposal, None).await?;
    }
    let (clock, recorded_by) = (unit.services.clock.clone(), unit.acting.clone());
    for PaperStep { step, acting, after } in &paper.steps {
        unit.turn_to(Clock::frozen(clock.now() + *after), Some(acting.clone()));
        let mut proposal = proposals::find(&mut unit.tx, paper.id).await?.ok_or(Refusal::NotFound)?;
        let leg = take_step(unit, &pipeline, &mut proposal, step, None).await?;
        say_where_it_stands(unit, &proposal, &leg).await?;
    }
    unit.turn_to(clock, recorded_by);
    Ok(Recorded::New)
}
