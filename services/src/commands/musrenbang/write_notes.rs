//! What is written beside the lists before closing: why so few women, why the money is passed, who did not agree.

use super::{Hall, Outcome};
use crate::{CommandError, Problem, Services, commands::once_more, edited};
use domain::{
    account::Actor,
    ids::MusrenbangId,
    ledger::{Event, NotesRecord},
    musrenbang::{MeetingAct, MeetingNotes},
    reason::Note,
};

/// Empty notes are taken back. `shown` is what stood in the form before: what was not changed in it stays as another
/// officer may have written it.
pub async fn write_notes(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    notes: &MeetingNotes,
    shown: Option<&MeetingNotes>,
) -> Outcome<()> {
    once_more(|| async move {
        let mut hall = Hall::enter(services, actor, id).await?;
        hall.check(MeetingAct::Notes)?;
        hall.meeting.notes = over(notes, shown, &hall.meeting.notes)?;
        record_notes(&mut hall).await?;
        Ok(hall.unit.commit().await?)
    })
    .await
}

/// The notes of the meeting as they are now.
pub(super) async fn record_notes(hall: &mut Hall) -> Outcome<()> {
    let (unit, notes) = (&mut hall.unit, &hall.meeting.notes);
    let [women, ceiling, dissent] = [&notes.women, &notes.ceiling, &notes.dissent].map(|note| note.as_ref().map_or("", Note::text));
    let women = unit.keep_any(women).await?;
    let ceiling = unit.keep_any(ceiling).await?;
    let dissent = unit.keep_any(dissent).await?;
    let record = NotesRecord { women, ceiling, dissent, by_vote: notes.by_vote };
    hall.record(Event::NotesWritten(record)).await
}

/// The notes as they are to be stored in place of `stored`.
pub(super) fn over(notes: &MeetingNotes, shown: Option<&MeetingNotes>, stored: &MeetingNotes) -> Outcome<MeetingNotes> {
    let mut problems = Vec::new();
    let mut note = |field, of: fn(&MeetingNotes) -> &Option<Note>| {
        let edited = edited(of(notes), shown.map(of), of(stored), |stored| stored.as_ref().map_or("", Note::text).to_owned());
        edited.unwrap_or_else(|refusal| {
            problems.push(Problem::new(field, refusal));
            None
        })
    };
    let women = note("women_note", |notes| &notes.women);
    let ceiling = note("ceiling_note", |notes| &notes.ceiling);
    let dissent = note("dissent", |notes| &notes.dissent);
    // Two who change a tick change it to the same.
    let is_untouched = shown.is_some_and(|shown| shown.by_vote == notes.by_vote);
    let by_vote = if is_untouched { stored.by_vote } else { notes.by_vote };
    if problems.is_empty() { Ok(MeetingNotes { women, ceiling, dissent, by_vote }) } else { Err(CommandError::Problems(problems)) }
}
