//! The proposer objects to what was decided, and the office above answers.

use crate::{
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with, parse},
    links,
};
use axum::{Form, extract::Path};
use domain::reason::{Note, ReasonText};
use services::{
    CommandError,
    commands::{ObjectionAnswer, answer_objection, may_answer_objection_there, may_object_there, raise_objection},
};

pub async fn raise(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let outcome = async {
        may_object_there(&web.services, &web.actor, proposal).await?;
        raise_objection(&web.services, &web.actor, proposal, &fields.read("objection", Note::new)?).await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(&links::proposal(proposal), "objection_raised")),
        Err(error) => web.again(&links::proposal_part(proposal, "keberatan"), error, fields).await,
    }
}

pub async fn answer(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let (fields, proposal) = (Fields::new(pairs), parse(&id)?);
    let outcome = async {
        may_answer_objection_there(&web.services, &web.actor, proposal).await?;
        answer_objection(&web.services, &web.actor, proposal, &read(&fields)?).await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(&links::proposal(proposal), "objection_answered")),
        Err(error) => web.again(&links::proposal_part(proposal, "keberatan"), error, fields).await,
    }
}

fn read(fields: &Fields) -> Result<ObjectionAnswer, CommandError> {
    let mut form = Reading::of(fields);
    let is_upheld = form.choice("answer", |code| match code {
        "terima" => Some(true),
        "tolak" => Some(false),
        _ => None,
    });
    let words = form.read("words", ReasonText::new);
    form.make(|| Some(ObjectionAnswer { is_upheld: is_upheld?, words: words? }))
}
