//! The notes of a meeting, and its closing.

use super::here;
use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{musrenbang::MeetingNotes, reason::Note};
use services::{
    CommandError,
    commands::musrenbang::{ClosingForm, write_notes, write_notes_and_close},
};

pub async fn write(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let fields = Fields::new(pairs);
    match async { write_notes(&web.services, &web.actor, meeting, &read(&fields)?, shown(&fields).as_ref()).await }.await {
        Ok(()) => Ok(go_with(&here(&web, meeting, "periksa"), "saved")),
        Err(error) => web.again(&here(&web, meeting, "periksa"), error, fields).await,
    }
}

/// The same form by its other button. The version of the page that was shown goes with it: what changed since is
/// looked at first.
pub async fn close(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = parse(&id)?;
    let fields = Fields::new(pairs);
    let outcome = async {
        let form = ClosingForm {
            notes: read(&fields)?,
            shown: shown(&fields),
            seen: fields.text("version").parse().ok(),
            without_women_note: fields.text("without_women_note") == "ya",
        };
        write_notes_and_close(&web.services, &web.actor, meeting, &form).await
    };
    match outcome.await {
        Ok(_) => Ok(go_with(&links::meeting(meeting), "meeting_closed")),
        Err(error) => web.again(&here(&web, meeting, "periksa"), error, fields).await,
    }
}

fn read(fields: &Fields) -> Result<MeetingNotes, CommandError> {
    let mut form = Reading::of(fields);
    let (women, ceiling) = (form.any("women_note", Note::new), form.any("ceiling_note", Note::new));
    let (dissent, by_vote) = (form.any("dissent", Note::new), fields.text("by_vote") == "ya");
    form.make(|| Some(MeetingNotes { women: women?, ceiling: ceiling?, dissent: dissent?, by_vote }))
}

/// The notes that stood in the form when it was shown; none when it did not say.
fn shown(fields: &Fields) -> Option<MeetingNotes> {
    fields.shown().and_then(|shown| read(&shown).ok())
}
