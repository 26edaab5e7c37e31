//! What is written beside the lists before closing: why so few women, why the money is passed, who did not agree.

use super::{Outcome, check_not_closed, log, run};
use crate::{
    CommandError, Problem, Services, Typed,
    store::musrenbangs::{self, MeetingNotes},
};
use domain::{account::Actor, ids::MusrenbangId, musrenbang::MusrenbangEventKind, reason::Note, refusal::Refusal};
use serde_json::json;

/// Empty notes are taken back. `shown` is what stood in the form before: what was not changed in it stays as another
/// officer may have written it.
pub async fn write_notes(
    services: &Services,
    actor: &Actor,
    id: MusrenbangId,
    notes: &MeetingNotes,
    shown: Option<&MeetingNotes>,
) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let (meeting, permit) = run(&mut tx, actor, id).await?;
    check_not_closed(&meeting)?;
    let written = read_notes(notes, shown, &meeting.notes)?;
    musrenbangs::set_notes(&mut tx, id, &written).await?;
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::NotesWritten, json!({ "by_vote": written.by_vote })).await?;
    tx.commit().await?;
    Ok(())
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
