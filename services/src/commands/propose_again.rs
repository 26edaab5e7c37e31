//! What an earlier year did not take is proposed again: nothing is typed a second time, and the history stays linked.

use super::{
    Outcome, drafts,
    musrenbang::{arrive_where_open, held, leave},
    once_more,
    steps::{record, take_step},
};
use crate::{
    Failure, Services,
    drafting::{draft_of, same_choice},
    store::{
        Tx, accounts, cycles,
        musrenbangs::Standing,
        proposals::{self, Proposal},
        regions,
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    ids::{CycleId, ProposalId},
    musrenbang::MusrenbangStatus,
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
        let was = years.find(old.cycle).ok_or_else(|| Failure::inconsistent("proposals", "cycle_id", old.cycle))?;
        let standing = held(tx, id).await?;
        let relatives = proposals::relatives(tx, id).await?.into_iter();
        let others = relatives.filter(|(relation, _)| *relation == proposals::Relation::SameProblem);
        let others = others.map(|(_, line)| (line.plan_year, line.position.status));
        let meeting = standing.map(|standing| standing.status);
        let (now, kind) = old.position.goes_on(was.plan_year, &years, services.today(), meeting, others)?;
        unit.act_as(&acting);
        let outcome = if kind == EventKind::CarriedOver {
            // That meeting never said anything on it.
            let is_silent = |standing: &Standing| old.position.status.awaits_decision() || standing.status == MusrenbangStatus::Prepared;
            if let Some(standing) = standing.filter(is_silent) {
                leave(&mut unit, standing.meeting, id).await?;
            }
            carry_over(&mut unit, &mut old, draft, now.id).await?;
            ProposedAgain::Carried(id)
        } else {
            write_again(&mut unit, &acting, &old, (draft, new_id), now.id).await?;
            ProposedAgain::Draft(new_id)
        };
        unit.commit().await?;
        Ok(outcome)
    })
    .await
}

/// A new draft with everything it said; the same one again is no error.
async fn write_again(unit: &mut Unit, acting: &Acting, old: &Proposal, (draft, new_id): (Draft, ProposalId), into: CycleId) -> Outcome<()> {
    let tx = &mut unit.tx;
    drafts::check_count(tx, acting, Some(new_id)).await?;
    let draft = this_year(tx, draft, old, into).await?;
    let pipeline = cycles::pipeline(tx, into).await?;
    let resident = resident_of(tx, acting, old).await?;
    let new = proposals::NewDraft {
        id: new_id,
        cycle: into,
        author: acting.account,
        on_behalf_of: resident.as_deref(),
        entered_as: acting.role,
        position: Position::draft(&pipeline),
        draft: &draft,
        at: unit.now,
    };
    if proposals::insert_draft(tx, &new).await? {
        let event = ProposalEvent { cycle: Some(into), ..ProposalEvent::remark(EventKind::ProposedAgain, old.position) };
        return record(unit, old.id, &event, None).await;
    }
    let known = proposals::find(tx, new_id).await?;
    known.filter(|known| known.author == acting.account).map(drop).ok_or_else(|| Refusal::NotFound.into())
}

/// For whom an office writes it: whoever it was recorded for, or who wrote it themselves and is still there.
async fn resident_of(tx: &mut Tx, acting: &Acting, old: &Proposal) -> Result<Option<String>, Failure> {
    if acting.role.is_none() || old.author == acting.account || old.on_behalf_of.is_some() {
        return Ok(old.on_behalf_of.clone().filter(|_| acting.role.is_some()));
    }
    let author = accounts::find(tx, old.author).await?.map(|account| account.name);
    Ok(author.filter(|name| old.entered_as.is_none() && !name.is_empty()))
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
