//! A proposal that already exists outside: on paper, in a file. It goes the same way as one that is typed in, except
//! that its photos are not here, and what was said about it before is recorded with it.

use super::{Outcome, musrenbang::arrive_where_open, steps::take_step, submit_proposal::send};
use crate::{
    Clock, Services,
    store::{
        Tx, cycles,
        musrenbangs::{self, ItemDecision},
        proposals::{self, NewDraft},
    },
};
use chrono::TimeDelta;
use domain::{
    account::Role,
    catalogue::Catalogue,
    ids::{AccountId, AgencyId, CycleId, PhotoId, ProposalId},
    musrenbang::Decision,
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

/// Writes one within the caller's unit of work, under the clock's present. The caller has the right to: a planner who
/// imports, or the demo.
pub async fn record_proposal(
    services: &Services,
    tx: &mut Tx,
    paper: PaperProposal,
    catalogue: &Catalogue,
    acting: &Acting,
) -> Outcome<Recorded> {
    let draft = complete(paper.id, paper.draft);
    let sent = match draft.clone().submit(catalogue) {
        Ok(sent) => sent,
        Err(problems) => return Ok(Recorded::Wrong(problems)),
    };
    let pipeline = cycles::pipeline(tx, paper.cycle).await?;
    let now = services.clock.now();
    let new = NewDraft {
        id: paper.id,
        cycle: paper.cycle,
        author: paper.author,
        on_behalf_of: None,
        entered_as: paper.entered_as,
        position: Position::draft(&pipeline),
        draft: &draft,
        at: now,
    };
    if !proposals::insert_draft(tx, &new).await? {
        return Ok(Recorded::Known);
    }
    let proposal = proposals::find(tx, paper.id).await?.ok_or(Refusal::NotFound)?;
    let mut proposal = send(services, tx, &proposal, &sent, catalogue, paper.requested_agency, acting).await?;
    proposal.position = take_step(services, tx, &pipeline, &proposal, &Step::Submit, acting, None).await?;
    // The meetings of earlier years were held without us.
    if cycles::current(tx, services.today()).await?.is_some_and(|current| current.id == paper.cycle) {
        arrive_where_open(services, tx, &pipeline, &mut proposal, None, acting).await?;
    }
    for PaperStep { step, acting, after } in &paper.steps {
        let proposal = proposals::find(tx, paper.id).await?.ok_or(Refusal::NotFound)?;
        let then = Services { clock: Clock::frozen(now + *after), ..services.clone() };
        let position = take_step(&then, tx, &pipeline, &proposal, step, acting, None).await?;
        if let Some(standing) = musrenbangs::standing(tx, paper.id).await? {
            let decision = Decision::of(position.status);
            let decided = ItemDecision { decision, reason: step.reason(), by: acting.account, at: then.clock.now() };
            musrenbangs::set_decision(tx, standing.meeting, paper.id, decided).await?;
        }
    }
    Ok(Recorded::New)
}
