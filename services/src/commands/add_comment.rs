//! Anyone signed in says something under a plan or a proposal.

use super::{
    Outcome,
    say::{Said, say},
};
use crate::{CommandError, Problem, Services, unit::Unit};
use domain::{
    comment::{self, CommentKind},
    ids::CommentId,
    permission::MayComment,
    refusal::Refusal,
};

/// What the form under a plan or proposal asks for.
#[derive(Clone, Debug)]
pub struct CommentForm {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: CommentId,
    pub kind: Option<CommentKind>,
    pub body: String,
}

/// Problems stand at the fields `comment_kind` and `comment_body`.
pub async fn add_comment(services: &Services, permit: &MayComment, form: CommentForm) -> Outcome<()> {
    let kind = form.kind.filter(|kind| kind.is_of_residents()).ok_or_else(|| Problem::new("comment_kind", Refusal::Required));
    let body = comment::body(&form.body).map_err(|refusal| Problem::new("comment_body", refusal));
    let (kind, body) = match (kind, body) {
        (Ok(kind), Ok(body)) => (kind, body),
        (kind, body) => return Err(CommandError::Problems([kind.err(), body.err()].into_iter().flatten().collect())),
    };
    let author = permit.acting().account;
    let said = Said { id: form.id, subject: permit.subject(), author, kind, body: &body, office: None, answers: None };
    say(Unit::begin(services, permit.acting()).await?, said).await
}
