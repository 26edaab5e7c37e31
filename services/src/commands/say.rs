//! The one way in which something is said under a plan or a proposal: the comment, its entry, its counter.

use super::Outcome;
use crate::{
    ledger::salted,
    store::{
        comments::{self, NewComment},
        subjects,
    },
    unit::Unit,
};
use domain::{
    comment::{CommentKind, Subject},
    ids::{AccountId, CommentId},
    ledger::Event,
    refusal::Refusal,
};

/// What is said, with words that have been measured.
pub(super) struct Said<'a> {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: CommentId,
    pub subject: Subject,
    pub author: AccountId,
    pub kind: CommentKind,
    pub body: &'a str,
    pub office: Option<&'a str>,
    pub answers: Option<CommentId>,
}

/// Ends the unit of work. An id that stands for something else already is not found.
pub(super) async fn say(mut unit: Unit, said: Said<'_>) -> Outcome<()> {
    let Said { id, subject, author, kind, body, office, answers } = said;
    if !subjects::lock_public(&mut unit.tx, subject).await? {
        return Err(Refusal::NotFound.into());
    }
    let words = salted(body)?;
    let new = NewComment { id, subject, author, kind, body, salt: &words.salt, office, answers, at: unit.now };
    if comments::insert(&mut unit.tx, &new).await? {
        unit.record(subject, Event::Commented { comment: id, said: kind, words: words.digest }).await?;
        return Ok(unit.commit().await?);
    }
    let known = comments::place(&mut unit.tx, id).await?;
    let is_same = known.is_some_and(|known| known.author == author && known.subject == subject.id());
    // What another click wrote before may not be committed yet.
    if is_same { Ok(unit.commit().await?) } else { Err(Refusal::NotFound.into()) }
}
