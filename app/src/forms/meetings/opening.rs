//! Opens a meeting, or puts right what was written down when it opened.

use super::here;
use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
};
use axum::{Form, extract::Path};
use domain::{
    musrenbang::{Attendance, Opening},
    number,
};
use services::{
    CommandError,
    commands::musrenbang::{correct_opening, open_musrenbang},
};

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let meeting = parse(&id)?;
    let outcome = async {
        let opening = read(&fields)?;
        if fields.text("koreksi") == "ya" {
            let shown = fields.shown().and_then(|shown| read(&shown).ok());
            return correct_opening(&web.services, &web.actor, meeting, &opening, shown.as_ref()).await;
        }
        open_musrenbang(&web.services, &web.actor, meeting, &opening, fields.text("despite_missing") == "ya").await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(&here(&web, meeting, "kerja"), "meeting_opened")),
        Err(error) => web.again(&here(&web, meeting, "buka"), error, fields).await,
    }
}

fn read(fields: &Fields) -> Result<Opening, CommandError> {
    let mut form = Reading::of(fields);
    let count = |text: &str| if text.is_empty() { Ok(0) } else { number::whole(text) };
    let (total, women) = (form.read("attendance", count), form.read("women", count));
    // What cannot be read is pointed out already, and is no reason to say more.
    let attendance = Attendance::new(total.unwrap_or(1), women.unwrap_or(0)).unwrap_or_else(|refusal| {
        form.wrong("women", refusal);
        Attendance { total: 1, women: 0 }
    });
    let opening = Opening::new(fields.text("place"), fields.text("leader"), attendance);
    let opening = opening.map_err(|found| found.into_iter().for_each(|(field, refusal)| form.wrong(field.code(), refusal)));
    form.done(opening.ok())
}
