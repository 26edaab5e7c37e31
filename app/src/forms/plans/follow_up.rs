//! After the answers: what the agency does, the period once more, and how the works go.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::{
    money::Rupiah,
    plan::{FollowUpKind, PlanEventKind},
    reason::Note,
};
use services::{
    CommandError,
    commands::{self, Advance},
};

pub async fn publish(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    let mut form = Reading::of(&fields);
    let (kind, note) = (form.choice("follow_up", FollowUpKind::from_code), form.read("note", Note::new));
    let published = async {
        let (kind, note) = form.done(kind.zip(note))?;
        commands::publish_follow_up(&web.services, &web.actor, plan, kind, note).await
    };
    match published.await {
        Ok(()) => Ok(go_with(&links::plan(plan), "published")),
        Err(error) => web.again(&links::plan_step(plan, "tindak-lanjut"), error, fields).await,
    }
}

pub async fn extend(web: Web, Path(id): Path<String>) -> PageResult {
    let plan = parse(&id)?;
    commands::extend_responses(&web.services, &web.actor, plan).await?;
    Ok(go_with(&links::plan(plan), "saved"))
}

pub async fn progress(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, plan) = (Fields::new(pairs), parse(&id)?);
    match async { commands::advance_plan(&web.services, &web.actor, plan, read(&fields)?).await }.await {
        Ok(()) => Ok(go_with(&links::plan(plan), "published")),
        Err(error) => web.again(&links::plan_step(plan, "kemajuan"), error, fields).await,
    }
}

/// Entering the RKPD has an amount.
fn read(fields: &Fields) -> Result<Advance, CommandError> {
    let mut form = Reading::of(fields);
    let note = form.read("note", Note::new);
    let advance = match form.choice("kind", PlanEventKind::from_code) {
        Some(PlanEventKind::EnteredRkpd) => {
            let amount = form.read("amount", Rupiah::parse);
            note.zip(amount).map(|(note, amount)| Advance::EnterRkpd { note, amount })
        }
        Some(PlanEventKind::Started) => note.map(|note| Advance::Start { note }),
        Some(PlanEventKind::Finished) => note.map(|note| Advance::Finish { note }),
        Some(_) => form.choice("kind", |_| None),
        None => None,
    };
    form.done(advance)
}
