//! Anyone signed in says something under a plan or a proposal.

use super::{
    Outcome, once_more,
    say::{Said, say},
};
use crate::{Services, unit::Unit};
use domain::{
    comment::{CommentBody, CommentKind},
    ids::CommentId,
    permission::MayComment,
    refusal::Refusal,
};

/// What somebody says.
#[derive(Clone, Debug)]
pub struct NewComment {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: CommentId,
    /// One of those that residents choose among.
    pub kind: CommentKind,
    pub body: CommentBody,
}

pub async fn add_comment(services: &Services, permit: &MayComment, new: NewComment) -> Outcome<()> {
    let NewComment { id, kind, body } = new;
    if !kind.is_of_residents() {
        return Err(Refusal::ChoiceUnknown.into());
    }
    let (author, body) = (permit.acting().account, body.text());
    once_more(|| async move {
        let said = Said { id, subject: permit.subject(), author, kind, body, office: None, answers: None };
        say(Unit::begin_in_group(services, permit.acting()).await?, said).await
    })
    .await
}
