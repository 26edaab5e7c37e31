//! A proposal comes before the meeting of its place at the stage it stands at: the one way in, for what is submitted,
//! carried over, handed up and passed on. The row made here stays, so that a closed meeting keeps its list; a meeting
//! that has not closed gives up what now stands before another one of its stage.

use super::Outcome;
use crate::{
    Failure,
    commands::steps::take_step,
    late::{Destination, destination},
    meeting_of::{meeting_at, seat},
    store::{
        Tx,
        musrenbangs::{self, NewMeeting, Standing},
        proposals::Proposal,
    },
    unit::Unit,
};
use domain::{
    cycle::Pipeline,
    ids::{MusrenbangId, ProposalId},
    ledger::{Event, Frozen},
    proposal::Step,
};

/// `proposal` as it stands now, its new stage included. `frozen` is the support counted by the meeting it comes from.
/// Where no meeting was prepared, as for an RT that is younger than the cycle, one is.
pub(crate) async fn arrive(unit: &mut Unit, proposal: &Proposal, frozen: Option<Frozen>) -> Outcome<()> {
    let (id, stage) = (proposal.id, proposal.position.stage);
    let (region, agency) = seat(&mut unit.tx, proposal).await?;
    let mut meeting = meeting_at(&mut unit.tx, proposal, region, agency).await?;
    if meeting.is_none() {
        let new = NewMeeting { id: MusrenbangId(unit.services.clock.new_id()), cycle: proposal.cycle, stage, region, agency };
        musrenbangs::insert(&mut unit.tx, &new).await?;
        meeting = meeting_at(&mut unit.tx, proposal, region, agency).await?;
    }
    let here = meeting.ok_or_else(|| Failure::inconsistent("musrenbangs", "stage", stage.code()))?.id;
    for other in musrenbangs::elsewhere(&mut unit.tx, here, (proposal.cycle, stage), id).await? {
        leave(unit, other, id).await?;
    }
    musrenbangs::hold(&mut unit.tx, here).await?;
    if !musrenbangs::has_item(&mut unit.tx, here, id).await? {
        unit.record(here, Event::ItemArrived { proposal: id, frozen }).await?;
    }
    Ok(())
}

/// What was called back was never before this meeting; the scores it was given there go with it.
pub(crate) async fn leave(unit: &mut Unit, meeting: MusrenbangId, proposal: ProposalId) -> Outcome<()> {
    musrenbangs::hold(&mut unit.tx, meeting).await?;
    Ok(unit.record(meeting, Event::ItemLeft { proposal }).await?)
}

/// The meeting it stands before, which neither opens nor closes until this unit of work ends.
pub(crate) async fn held(tx: &mut Tx, proposal: ProposalId) -> Result<Option<Standing>, Failure> {
    if let Some(standing) = musrenbangs::standing(tx, proposal).await? {
        musrenbangs::hold(tx, standing.meeting).await?;
    }
    musrenbangs::standing(tx, proposal).await
}

/// What came back and was sent from another place stands before another meeting, perhaps of a later stage. The one that
/// had returned it waits for it no longer; when that has closed, it stays on its list.
pub(crate) async fn leave_behind(unit: &mut Unit, returned_by: Option<Standing>, proposal: ProposalId) -> Outcome<()> {
    let Some(was) = returned_by.filter(|was| !was.status.has_closed()) else { return Ok(()) };
    let now = musrenbangs::standing(&mut unit.tx, proposal).await?;
    if now.is_none_or(|now| now.meeting != was.meeting) && musrenbangs::has_item(&mut unit.tx, was.meeting, proposal).await? {
        leave(unit, was.meeting, proposal).await?;
    }
    Ok(())
}

/// Comes before the first meeting from its stage on that has not closed. When all have, it stands before its own all
/// the same: its office sees it there, waiting for next year.
pub(crate) async fn arrive_where_open(
    unit: &mut Unit,
    pipeline: &Pipeline,
    proposal: &mut Proposal,
    frozen: Option<Frozen>,
) -> Outcome<()> {
    if let Destination::Later(stage) = destination(&mut unit.tx, pipeline, proposal).await? {
        while proposal.position.stage != stage {
            take_step(unit, pipeline, proposal, &Step::GoOn, None).await?;
        }
    }
    arrive(unit, proposal, frozen).await
}
