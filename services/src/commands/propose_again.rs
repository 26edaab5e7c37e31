//! What an earlier year did not take is proposed again: nothing is typed a second time, and the history stays linked.

use super::{
    Outcome, drafts,
    musrenbang::{arrive_where_open, leave},
    once_more,
    steps::{record, take_step},
};
use crate::{
    Failure, Services,
    drafting::{draft_of, same_choice},
    store::{
        Tx, cycles, musrenbangs,
        proposals::{self, Proposal, ProposalLine},
        regions,
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::{CycleId, ProposalId},
    permission::{Acting, may_edit_draft, may_enter_for_others},
    proposal::{Draft, EventKind, Position, ProposalEvent, Status, Step},
    refusal::Refusal,
};

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProposedAgain {
    /// A rejected proposal: a new draft holds everything it said.
    Draft(ProposalId),
    /// A deferred proposal, or one without an answer, went into this year's cycle as it is.
    Carried(ProposalId),
}

/// For the proposer, the head of the RT and the kelurahan. `new_id` is made when the page is shown, so that a second
/// click makes no second draft.
pub async fn propose_again(services: &Services, actor: &Actor, id: ProposalId, new_id: ProposalId) -> Outcome<ProposedAgain> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let mut old = proposals::lock(tx, id).await?.filter(|old| old.submitted_at.is_some()).ok_or(Refusal::NotFound)?;
        let draft = draft_of(tx, &old).await?;
        let acting = permit(actor, &old, &draft)?;
        let years = cycles::years(tx).await?;
        let (was, now) = (years.find(old.cycle), years.for_writing(services.today()));
        let (was, now) = was.zip(now).ok_or_else(|| Failure::inconsistent("proposals", "cycle_id", old.cycle))?;
        let refused = Refusal::StatusForbids { status: old.position.status };
        if now.plan_year <= was.plan_year {
            return Err(refused.into());
        }
        let standing = musrenbangs::standing(tx, id).await?;
        unit.act_as(&acting);
        let outcome = match old.position.status {
            status if EventKind::CarriedOver.is_allowed_from(status) => {
                old.position.check(EventKind::CarriedOver, standing.map(|standing| standing.status))?;
                if let Some(standing) = standing.filter(|_| status.awaits_decision()) {
                    // That meeting never said anything on it.
                    leave(&mut unit, standing.meeting, id).await?;
                }
                carry_over(&mut unit, &mut old, draft, now.id).await?;
                ProposedAgain::Carried(id)
            }
            status if EventKind::ProposedAgain.is_allowed_from(status) => {
                let tx = &mut unit.tx;
                drafts::check_count(tx, &acting, Some(new_id)).await?;
                check_successor(tx, id, was.plan_year).await?;
                let draft = this_year(tx, draft, &old, now.id).await?;
                let pipeline = cycles::pipeline(tx, now.id).await?;
                let new = proposals::NewDraft {
                    id: new_id,
                    cycle: now.id,
                    author: acting.account,
                    on_behalf_of: old.on_behalf_of.as_deref().filter(|_| acting.role.is_some()),
                    entered_as: acting.role,
                    position: Position::draft(&pipeline),
                    draft: &draft,
                    at: unit.now,
                };
                if proposals::insert_draft(tx, &new).await? {
                    let event = ProposalEvent { cycle: Some(now.id), ..ProposalEvent::remark(EventKind::ProposedAgain, old.position) };
                    record(&mut unit, id, &event, None).await?;
                } else {
                    let known = proposals::find(tx, new_id).await?;
                    known.filter(|known| known.author == acting.account).ok_or(Refusal::NotFound)?;
                }
                ProposedAgain::Draft(new_id)
            }
            _ => return Err(refused.into()),
        };
        unit.commit().await?;
        Ok(outcome)
    })
    .await
}

/// What is running in a later year already is not proposed a second time.
async fn check_successor(tx: &mut Tx, id: ProposalId, plan_year: u16) -> Outcome<()> {
    let relatives = proposals::relatives(tx, id).await?;
    let runs = |line: &ProposalLine| line.plan_year > plan_year && line.position.status != Status::Withdrawn;
    let running = relatives.iter().find(|(relation, line)| *relation == proposals::Relation::SameProblem && runs(line));
    running.map_or(Ok(()), |(_, line)| Err(Refusal::StatusForbids { status: line.position.status }.into()))
}

/// Into this year's cycle, before the meeting of its place or the first that is still to be held; what was returned
/// waits first to be mended, under this year's dictionary.
async fn carry_over(unit: &mut Unit, old: &mut Proposal, draft: Draft, into: CycleId) -> Outcome<()> {
    let was = old.position.status;
    let pipeline = cycles::pipeline(&mut unit.tx, into).await?;
    take_step(unit, &pipeline, old, &Step::CarryOver { into }, None).await?;
    if was == Status::Returned {
        let draft = Draft { origin: old.origin, ..this_year(&mut unit.tx, draft, old, into).await? };
        return Ok(proposals::save_draft(&mut unit.tx, old.id, &draft).await?);
    }
    let mut carried = proposals::find(&mut unit.tx, old.id).await?.ok_or(Refusal::NotFound)?;
    arrive_where_open(unit, &pipeline, &mut carried, None).await
}

fn permit(actor: &Actor, old: &Proposal, draft: &Draft) -> Outcome<Acting> {
    if let Ok(permit) = may_edit_draft(actor, old.id, old.author)
        && old.entered_as.is_none()
    {
        return Ok(permit.acting().clone());
    }
    let rt = draft.rt.as_ref().ok_or(Refusal::NotYourOffice)?;
    Ok(may_enter_for_others(actor, old.id, rt)?.acting().clone())
}

/// The old words under this year's dictionary: the type with the same code, where it is still offered.
async fn this_year(tx: &mut Tx, draft: Draft, old: &Proposal, cycle: CycleId) -> Outcome<Draft> {
    let now = cycles::catalogue(tx, cycle).await?;
    // Of whatever year: what was carried over keeps the type of its first one.
    let choice = same_choice(tx, &now, draft.choice).await?;
    let rt = match old.rt {
        Some(id) => regions::find(tx, id).await?.filter(|rt| rt.valid_to.is_none()).map(|rt| rt.code),
        None => None,
    };
    Ok(Draft { choice, rt, photos: Vec::new(), origin: Some(old.id), ..draft })
}
