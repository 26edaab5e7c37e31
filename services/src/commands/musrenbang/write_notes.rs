//! What is written beside the lists before closing: why so few women, why the money is passed, who did not agree.

use super::{Hall, Outcome};
use crate::{CommandError, Problem, Services, Typed, store::musrenbangs::MeetingNotes};
use domain::{
    account::Actor,
    ids::MusrenbangId,
    ledger::{Event, NotesRecord},
    musrenbang::MeetingAct,
    reason::Note,
    refusal::Refusal,
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
    let mut hall = Hall::enter(services, actor, id).await?;
    hall.check(MeetingAct::Notes)?;
    hall.meeting.notes = read_notes(notes, shown, &hall.meeting.notes)?;
    record_notes(&mut hall).await?;
    Ok(hall.unit.commit().await?)
}

/// The notes of the meeting as they are now.
pub(super) async fn record_notes(hall: &mut Hall) -> Outcome<()> {
    let (unit, notes) = (&mut hall.unit, &hall.meeting.notes);
    let women = unit.keep_any(&notes.women).await?;
    let ceiling = unit.keep_any(&notes.ceiling).await?;
    let dissent = unit.keep_any(&notes.dissent).await?;
    let record = NotesRecord { women, ceiling, dissent, by_vote: notes.by_vote };
    hall.record(Event::NotesWritten(record)).await
}

/// The notes as they are to be stored in place of `stored`.
pub(super) fn read_notes(notes: &MeetingNotes, shown: Option<&MeetingNotes>, stored: &MeetingNotes) -> Outcome<MeetingNotes> {
    let read = |text: fn(&MeetingNotes) -> &str| {
        let typed = Typed { text: text(notes), shown: shown.map(text) }.over(text(stored))?;
        match Note::new(&typed) {
            Ok(note) => Ok(note.text().to_owned()),
            Err(Refusal::Required) => Ok(String::new()),
            Err(refusal) => Err(refusal),
        }
    };
    let (women, ceiling, dissent) = (read(|notes| &notes.women), read(|notes| &notes.ceiling), read(|notes| &notes.dissent));
    let is_untouched = shown.is_some_and(|shown| shown.by_vote == notes.by_vote);
    let by_vote = if is_untouched { stored.by_vote } else { notes.by_vote };
    match (women, ceiling, dissent) {
        (Ok(women), Ok(ceiling), Ok(dissent)) => Ok(MeetingNotes { women, ceiling, dissent, by_vote }),
        (women, ceiling, dissent) => {
            let found = [("women_note", women.err()), ("ceiling_note", ceiling.err()), ("dissent", dissent.err())];
            Err(CommandError::Problems(found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect()))
        }
    }
}
