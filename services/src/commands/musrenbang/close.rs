//! The meeting closes: nothing blocks it, its minutes are written, and what was agreed goes before the next meeting in
//! the order agreed. All of it at once, or nothing; of two officers who close at the same time, one does.

use super::{
    Outcome, arrive_where_open, log, minutes, run,
    write_notes::{read_notes, write_notes},
};
use crate::{
    CommandError, Services, agenda,
    commands::{once_more, steps::take_step},
    store::{
        Tx, cycles,
        musrenbangs::{self, Item, Meeting, MeetingNotes},
        proposals,
    },
};
use domain::{
    account::Actor,
    cycle::{Pipeline, StageKind},
    ids::{MusrenbangId, ProposalId},
    musrenbang::{MusrenbangEventKind, MusrenbangStatus},
    permission::Acting,
    proposal::Step,
    refusal::Refusal,
};
use serde_json::json;

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
    let mut tx = services.database.begin().await?;
    let (mut meeting, permit) = run(&mut tx, actor, id).await?;
    if meeting.status != MusrenbangStatus::Open {
        return Err(Refusal::MeetingForbids { status: meeting.status }.into());
    }
    if seen.is_some_and(|seen| seen + 1 != meeting.version) {
        return Err(Refusal::ChangedMeanwhile.into());
    }
    if let Some(form) = form {
        meeting.notes = read_notes(&form.notes, form.shown.as_ref(), &meeting.notes)?;
        musrenbangs::set_notes(&mut tx, id, &meeting.notes).await?;
    }
    let pipeline = cycles::pipeline(&mut tx, meeting.cycle).await?;
    musrenbangs::freeze_support(&mut tx, id, services.clock.now()).await?;
    let items = musrenbangs::items(&mut tx, id).await?;
    let prepared = agenda::prepare(&mut tx, &meeting, &items, &pipeline).await?;
    let state = meeting.state().close(&prepared.agenda())?;
    if form.is_some_and(|form| !form.without_women_note) && prepared.agenda().wants_women_note() {
        return Err(CommandError::at("women_note", Refusal::WomenNoteWanted));
    }
    let missing = agenda::missing(&mut tx, &meeting, &pipeline).await?;
    let now = services.clock.now();
    let stored = minutes::write(services, &mut tx, &meeting, &items, &missing, now).await?;
    musrenbangs::set_status(&mut tx, id, state.status, Some(now), state.version).await?;
    let closed = Meeting { status: state.status, ..meeting };
    let ranks = agenda::agreed_ranks(&items);
    let mut agreed: Vec<(&Item, u32)> = items.iter().filter_map(|item| Some((item, *ranks.get(&item.proposal)?))).collect();
    agreed.sort_by_key(|&(_, rank)| rank);
    for (item, rank) in &agreed {
        hand_up(services, &mut tx, (&pipeline, &closed), item.proposal, *rank, permit.acting()).await?;
    }
    let forwarded = u32::try_from(agreed.len()).unwrap_or(u32::MAX);
    let done = Closed { forwarded, version: state.version, hash: stored.hash_text() };
    let detail = json!({ "version": done.version, "hash": done.hash, "forwarded": done.forwarded });
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::Closed, detail).await?;
    tx.commit().await?;
    Ok(done)
}

/// One agreed proposal leaves for the next stage, and arrives there where that is a meeting.
pub(super) async fn hand_up(
    services: &Services,
    tx: &mut Tx,
    (pipeline, meeting): (&Pipeline, &Meeting),
    id: ProposalId,
    rank: u32,
    acting: &Acting,
) -> Outcome<()> {
    let mut proposal = proposals::lock(tx, id).await?.ok_or(Refusal::NotFound)?;
    Step::Forward.check_meeting(proposal.position.status, Some(meeting.status))?;
    proposal.position = take_step(services, tx, pipeline, &proposal, &Step::Forward, acting, Some(rank)).await?;
    if pipeline.next_meeting_after(meeting.stage).is_some() {
        proposal.position = take_step(services, tx, pipeline, &proposal, &Step::Arrive, acting, None).await?;
        // Counting begins to bind in the kelurahan: an RT passes no count on.
        let frozen = if meeting.stage == StageKind::Rt { None } else { musrenbangs::frozen_support(tx, meeting.id, id).await? };
        arrive_where_open(services, tx, pipeline, &mut proposal, frozen, acting).await?;
    }
    Ok(())
}
