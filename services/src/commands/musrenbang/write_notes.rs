//! What is written beside the lists before closing: why so few women, why the money is passed, who did not agree.

use super::{Outcome, check_not_closed, log, run};
use crate::{
    CommandError, Problem, Services, Typed,
    store::musrenbangs::{self, MeetingNotes},
};
use domain::{account::Actor, ids::MusrenbangId, musrenbang::MusrenbangEventKind, reason::Note, refusal::Refusal};
use serde_json::json;

/// Empty notes are taken back. `shown` is what stood in the form before: what was not changed in it stays as another officer
/// may have written it.
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
    let notes = &match shown {
        Some(shown) => over(notes, shown, &meeting.notes)?,
        None => notes.clone(),
    };
    let read = |text: &str| match Note::new(text) {
        Ok(note) => Ok(note.text().to_owned()),
        Err(Refusal::Required) => Ok(String::new()),
        Err(refusal) => Err(refusal),
    };
    let (women, ceiling, dissent) = (read(&notes.women), read(&notes.ceiling), read(&notes.dissent));
    let (Ok(women), Ok(ceiling), Ok(dissent)) = (&women, &ceiling, &dissent) else {
        let found = [("women_note", women.err()), ("ceiling_note", ceiling.err()), ("dissent", dissent.err())];
        return Err(CommandError::Problems(found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect()));
    };
    let written = MeetingNotes { women: women.clone(), ceiling: ceiling.clone(), dissent: dissent.clone(), by_vote: notes.by_vote };
    musrenbangs::set_notes(&mut tx, id, &written).await?;
    log(services, &mut tx, id, permit.acting(), MusrenbangEventKind::NotesWritten, json!({ "by_vote": notes.by_vote })).await?;
    tx.commit().await?;
    Ok(())
}

fn over(notes: &MeetingNotes, shown: &MeetingNotes, stored: &MeetingNotes) -> Outcome<MeetingNotes> {
    let text = |text: fn(&MeetingNotes) -> &str| Typed { text: text(notes), shown: Some(text(shown)) }.over(text(stored));
    let (women, ceiling, dissent) = (text(|notes| &notes.women), text(|notes| &notes.ceiling), text(|notes| &notes.dissent));
    let by_vote = if notes.by_vote == shown.by_vote { stored.by_vote } else { notes.by_vote };
    match (women, ceiling, dissent) {
        (Ok(women), Ok(ceiling), Ok(dissent)) => Ok(MeetingNotes { women, ceiling, dissent, by_vote }),
        (women, ceiling, dissent) => {
            let found = [("women_note", women.err()), ("ceiling_note", ceiling.err()), ("dissent", dissent.err())];
            Err(CommandError::Problems(found.into_iter().filter_map(|(field, refusal)| Some(Problem::new(field, refusal?))).collect()))
        }
    }
}
