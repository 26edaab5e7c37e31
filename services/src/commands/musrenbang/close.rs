//! The meeting closes: nothing blocks it, its minutes are written, and what was agreed goes before the next meeting in
//! the order agreed. All of it at once, or nothing; of two officers who close at the same time, one does.

use super::{
    Hall, Outcome, arrive_where_open, minutes,
    write_notes::{over, record_notes, write_notes},
};
use crate::{
    CommandError, Services, agenda,
    commands::{once_more, steps::take_step},
    store::{
        cycles,
        musrenbangs::{self, Item, Meeting},
        proposals,
    },
    unit::Unit,
};
use domain::{
    account::Actor,
    cycle::{Pipeline, StageKind},
    ids::{MusrenbangId, ProposalId},
    ledger::Event,
    musrenbang::{MeetingAct, MeetingNotes},
    proposal::Step,
    refusal::Refusal,
};

/// What closing did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Handed up, in order.
    pub forwarded: u32,
    /// The version of the minutes, and their hash as it is printed.
    pub version: u16,
    pub hash: String,
}

/// What an officer sends who writes the notes and closes.
#[derive(Clone, Debug, Default)]
pub struct ClosingForm {
    pub notes: MeetingNotes,
    /// The notes that stood in the form when it was shown.
    pub shown: Option<MeetingNotes>,
    /// The version of the meeting's row that was shown.
    pub seen: Option<i64>,
    /// There are few women among the delegates, and no note on it: said with a tick.
    pub without_women_note: bool,
}

/// Writes the notes and closes; when it does not close, the notes are kept all the same.
pub async fn write_notes_and_close(services: &Services, actor: &Actor, id: MusrenbangId, form: &ClosingForm) -> Outcome<Closed> {
    let outcome = once_more(|| close(services, actor, id, form.seen, Some(form))).await;
    if let Err(CommandError::Refused(_) | CommandError::Problems(_)) = &outcome {
        // What is wrong with the notes themselves has been said already.
        let _ = write_notes(services, actor, id, &form.notes, form.shown.as_ref()).await;
    }
    outcome
}

/// `seen` is the version of the meeting's row that the officer was shown; what has changed since is looked at first.
pub async fn close_musrenbang(services: &Services, actor: &Actor, id: MusrenbangId, seen: Option<i64>) -> Outcome<Closed> {
    once_more(|| close(services, actor, id, seen, None)).await
}

async fn close(services: &Services, actor: &Actor, id: MusrenbangId, seen: Option<i64>, form: Option<&ClosingForm>) -> Outcome<Closed> {
    let mut hall = Hall::enter(services, actor, id).await?;
    hall.check(MeetingAct::Close)?;
    if seen.is_some_and(|seen| seen + 1 != hall.meeting.version) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    if let Some(form) = form {
        hall.meeting.notes = over(&form.notes, form.shown.as_ref(), &hall.meeting.notes)?;
        record_notes(&mut hall).await?;
    }
    let pipeline = cycles::pipeline(&mut hall.unit.tx, hall.meeting.cycle).await?;
    freeze(&mut hall).await?;
    let Hall { mut unit, meeting, permit } = hall;
    let items = musrenbangs::items(&mut unit.tx, id).await?;
    let prepared = agenda::prepare(&mut unit.tx, &meeting, &items, &pipeline).await?;
    let state = meeting.state().close(&prepared.agenda())?;
    if form.is_some_and(|form| !form.without_women_note) && prepared.agenda().wants_women_note() {
        return Err(CommandError::at("women_note", Refusal::WomenNoteWanted));
    }
    let missing = agenda::missing(&mut unit.tx, &meeting, &pipeline).await?;
    let stored = minutes::write(&mut unit, &meeting, &items, &missing).await?;
    let ranks = agenda::agreed_ranks(&items);
    let mut agreed: Vec<(&Item, u32)> = items.iter().filter_map(|item| Some((item, *ranks.get(&item.proposal)?))).collect();
    agreed.sort_by_key(|&(_, rank)| rank);
    let done = Closed { forwarded: u32::try_from(agreed.len()).unwrap_or(u32::MAX), version: state.version, hash: stored.hash_text() };
    let minutes = stored.digest()?;
    let list = agreed.iter().map(|(item, _)| item.proposal).collect();
    unit.record(permit.meeting(), Event::MeetingClosed { version: state.version, minutes, agreed: list }).await?;
    let closed = Meeting { status: state.status, ..meeting };
    for (item, rank) in &agreed {
        hand_up(&mut unit, (&pipeline, &closed), item.proposal, *rank).await?;
    }
    unit.commit().await?;
    Ok(done)
}

/// Support as it stands now becomes what counts here, where it was not frozen before.
pub(super) async fn freeze(hall: &mut Hall) -> Outcome<()> {
    let counts = musrenbangs::not_frozen(&mut hall.unit.tx, hall.meeting.id).await?;
    if counts.is_empty() { Ok(()) } else { hall.record(Event::SupportFrozen { counts }).await }
}

/// One agreed proposal leaves for the next stage, and arrives there where that is a meeting.
pub(super) async fn hand_up(unit: &mut Unit, (pipeline, meeting): (&Pipeline, &Meeting), id: ProposalId, rank: u32) -> Outcome<()> {
    let mut proposal = proposals::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
    Step::Forward.check_meeting(proposal.position.status, Some(meeting.status))?;
    take_step(unit, pipeline, &mut proposal, &Step::Forward, Some(rank)).await?;
    if pipeline.next_meeting_after(meeting.stage).is_some() {
        take_step(unit, pipeline, &mut proposal, &Step::Arrive, None).await?;
        // Counting begins to bind in the kelurahan: an RT passes no count on.
        let is_counted = meeting.stage != StageKind::Rt;
        let frozen = if is_counted { musrenbangs::frozen_support(&mut unit.tx, meeting.id, id).await? } else { None };
        arrive_where_open(unit, pipeline, &mut proposal, frozen).await?;
    }
    Ok(())
}
