//! An office answers, under a plan or proposal as a whole or under one comment, and is named.

use super::{
    Outcome,
    say::{Said, say},
};
use crate::{
    CommandError, Services,
    office::office_name,
    store::{comments, subjects},
    unit::Unit,
};
use domain::{
    account::Actor,
    comment::{self, CommentKind, Subject},
    ids::CommentId,
    permission::may_answer,
    refusal::Refusal,
};

/// What an office writes.
#[derive(Clone, Debug)]
pub struct AnswerForm {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: CommentId,
    pub subject: Subject,
    /// The comment that is answered; none for an answer to all.
    pub answers: Option<CommentId>,
    pub body: String,
}

/// A problem stands at the field `answer_body`.
pub async fn answer(services: &Services, actor: &Actor, form: AnswerForm) -> Outcome<()> {
    let mut tx = services.database.read().await?;
    let owner = subjects::owner(&mut tx, form.subject).await?.ok_or(Refusal::NotFound)?;
    let permit = may_answer(actor, form.subject, owner.agency, owner.place.as_ref())?;
    let body = comment::answer_body(&form.body).map_err(|refusal| CommandError::at("answer_body", refusal))?;
    if let Some(answered) = form.answers {
        let place = comments::place(&mut tx, answered).await?.ok_or(Refusal::NotFound)?;
        if place.subject != permit.subject().id() {
            return Err(Refusal::NotFound.into());
        }
    }
    let office = office_name(services, &mut tx, permit.acting()).await?;
    drop(tx);
    let said = Said {
        id: form.id,
        subject: permit.subject(),
        author: permit.acting().account,
        kind: CommentKind::Answer,
        body: &body,
        office: Some(&office),
        answers: form.answers,
    };
    say(Unit::begin(services, permit.acting()).await?, said).await
}
