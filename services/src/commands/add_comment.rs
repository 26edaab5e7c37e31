//! Anyone signed in says something under a plan or a proposal.

use super::Outcome;
use crate::{
    CommandError, Problem, Services,
    store::{comments, subjects},
};
use domain::{
    comment::{self, CommentKind, Subject},
    ids::CommentId,
    permission::MayComment,
    refusal::Refusal,
};

/// What the form under a plan or proposal asks for.
#[derive(Clone, Debug)]
pub struct CommentForm {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: CommentId,
    pub subject: Subject,
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
    let mut tx = services.database.begin().await?;
    if !subjects::count_comment(&mut tx, form.subject, kind).await? {
        return Err(Refusal::NotFound.into());
    }
    let at = services.clock.now();
    let new = comments::NewComment { id: form.id, subject: form.subject, author, kind, body: &body, office: None, answers: None, at };
    if comments::insert(&mut tx, &new).await? {
        tx.commit().await?;
        return Ok(());
    }
    let known = comments::place(&mut tx, form.id).await?;
    let is_same = known.is_some_and(|known| known.author == author && known.subject == form.subject.id());
    if is_same { Ok(()) } else { Err(Refusal::NotFound.into()) }
}
