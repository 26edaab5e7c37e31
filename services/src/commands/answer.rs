//! An office answers, under a plan or proposal as a whole or under one comment, and is named.

use super::{
    Outcome, once_more,
    say::{Said, say},
};
use crate::{
    Services,
    office::office_name,
    store::{Tx, comments, subjects},
    unit::Unit,
};
use domain::{
    account::Actor,
    comment::{AnswerBody, CommentKind, Subject},
    ids::CommentId,
    permission::{MayAnswer, may_answer},
    refusal::Refusal,
};

/// What an office writes.
#[derive(Clone, Debug)]
pub struct NewAnswer {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: CommentId,
    pub subject: Subject,
    /// The comment that is answered; none for an answer to all.
    pub answers: Option<CommentId>,
    pub body: AnswerBody,
}

/// Whether this person may answer there at all, before anybody looks at what they write.
pub async fn may_answer_there(services: &Services, actor: &Actor, subject: Subject) -> Outcome<()> {
    permit(&mut services.database.read().await?, actor, subject).await.map(drop)
}

pub async fn answer(services: &Services, actor: &Actor, new: NewAnswer) -> Outcome<()> {
    let mut tx = services.database.read().await?;
    let permit = permit(&mut tx, actor, new.subject).await?;
    if let Some(answered) = new.answers {
        let place = comments::place(&mut tx, answered).await?.ok_or(Refusal::NotFound)?;
        if place.subject != permit.subject().id() {
            return Err(Refusal::NotFound.into());
        }
    }
    let office = office_name(services, &mut tx, permit.acting()).await?;
    drop(tx);
    let (new, permit, office) = (&new, &permit, Some(office.as_str()));
    once_more(|| async move {
        let said = Said {
            id: new.id,
            subject: permit.subject(),
            author: permit.acting().account,
            kind: CommentKind::Answer,
            body: new.body.text(),
            office,
            answers: new.answers,
        };
        say(Unit::begin(services, permit.acting()).await?, said).await
    })
    .await
}

async fn permit(tx: &mut Tx, actor: &Actor, subject: Subject) -> Outcome<MayAnswer> {
    let owner = subjects::owner(tx, subject).await?.ok_or(Refusal::NotFound)?;
    Ok(may_answer(actor, subject, owner.agency, owner.place.as_ref())?)
}
