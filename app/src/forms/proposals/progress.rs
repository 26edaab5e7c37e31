//! What became of a proposal after the meetings, marked by the planners and by the agency that builds.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{
    money::Rupiah,
    number,
    proposal::{Marking, Progress, works::Percent},
    reason::{Note, ReasonText},
};
use services::{
    CommandError,
    commands::{NewWorksReport, musrenbang::mark_progress, report_works},
};

pub async fn mark(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let page = links::proposal_part(proposal, "pelaksanaan");
    match async { mark_progress(&web.services, &web.actor, proposal, &read(&fields)?).await }.await {
        Ok(()) => Ok(go_with(&page, "saved")),
        Err(error) => web.again(&page, error, fields).await,
    }
}

pub async fn report(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let page = links::proposal_part(proposal, "pelaksanaan");
    match async { report_works(&web.services, &web.actor, proposal, &read_report(&fields)?).await }.await {
        Ok(()) => Ok(go_with(&page, "saved")),
        Err(error) => web.again(&page, error, fields).await,
    }
}

/// Deferring has a reason, the others a note; only the budgets have an amount.
fn read(fields: &Fields) -> Result<Marking, CommandError> {
    let mut form = Reading::of(fields);
    let marking = match form.choice("mark", Progress::from_code) {
        Some(Progress::Rkpd) => budget(&mut form).map(|(note, amount)| Marking::Rkpd { note, amount }),
        Some(Progress::Apbd) => budget(&mut form).map(|(note, amount)| Marking::Apbd { note, amount }),
        Some(Progress::UnderWay) => form.read("note", Note::new).map(|note| Marking::UnderWay { note }),
        Some(Progress::Finished) => form.read("note", Note::new).map(|note| Marking::Finished { note }),
        Some(Progress::Deferred) => form.read("note", ReasonText::new).map(|why| Marking::Deferred { why }),
        None => None,
    };
    form.done(marking)
}

fn read_report(fields: &Fields) -> Result<NewWorksReport, CommandError> {
    let mut form = Reading::of(fields);
    let percent = form.read("percent", |text| number::whole(text).and_then(Percent::new));
    let words = form.read("report", Note::new);
    form.make(|| Some(NewWorksReport { percent: percent?, words: words? }))
}

fn budget(form: &mut Reading<'_>) -> Option<(Note, Rupiah)> {
    let (note, amount) = (form.read("note", Note::new), form.read("amount", Rupiah::parse));
    note.zip(amount)
}
