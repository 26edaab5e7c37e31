//! The comments under a plan or a proposal, with the answers of offices beside what they answer.

use crate::{
    Failure, Services,
    store::{
        Tx,
        comments::{self, Comment, Wanted},
    },
};
use domain::{
    account::{Actor, Role},
    clock::Instant,
    comment::{CommentKind, Subject},
    ids::CommentId,
};

/// Comments of one page.
const PAGE: usize = 30;

/// A comment with the official answers to it.
#[derive(Clone, Debug)]
pub struct Thread {
    pub comment: Comment,
    pub answers: Vec<Comment>,
}

/// One page of comments.
#[derive(Clone, Debug, Default)]
pub struct CommentList {
    /// Official answers to the plan or proposal as a whole, oldest first.
    pub answers: Vec<Comment>,
    /// Newest first.
    pub threads: Vec<Thread>,
    pub counts: Vec<(CommentKind, i64)>,
    /// Only this kind is shown.
    pub kind: Option<CommentKind>,
    /// Older ones follow after this one.
    pub next: Option<(Instant, CommentId)>,
}

impl CommentList {
    pub fn count(&self, kind: CommentKind) -> i64 {
        self.counts.iter().find(|(known, _)| *known == kind).map_or(0, |(_, count)| *count)
    }
}

/// Texts of hidden comments are given to moderators only.
pub async fn comments(
    tx: &mut Tx,
    actor: &Actor,
    subject: Subject,
    kind: Option<CommentKind>,
    before: Option<(Instant, CommentId)>,
) -> Result<CommentList, Failure> {
    let reads_hidden = actor.has_role(Role::Moderator);
    let shown = |mut comment: Comment| {
        if comment.hidden.is_some() && !reads_hidden {
            comment.body.clear();
        }
        comment
    };
    let wanted = Wanted { kind, before, limit: i64::try_from(PAGE).unwrap_or(i64::MAX) + 1 };
    let mut list = comments::of_subject(tx, subject, actor.id(), wanted).await?;
    let more = list.len() > PAGE;
    list.truncate(PAGE);
    let next = list.last().filter(|_| more).map(|last| (last.at, last.id));
    let answers = comments::answers(tx, subject, actor.id()).await?;
    let (to_all, to_one): (Vec<Comment>, Vec<Comment>) = answers.into_iter().map(shown).partition(|answer| answer.answers.is_none());
    let threads = list
        .into_iter()
        .map(|comment| {
            let answers = to_one.iter().filter(|answer| answer.answers == Some(comment.id)).cloned().collect();
            Thread { comment: shown(comment), answers }
        })
        .collect();
    Ok(CommentList { answers: to_all, threads, counts: comments::count_by_kind(tx, subject).await?, kind, next })
}

/// The newest of all kinds, as whoever has just said something sees them.
pub async fn newest(services: &Services, actor: &Actor, subject: Subject) -> Result<CommentList, Failure> {
    comments(&mut services.database.read().await?, actor, subject, None, None).await
}

/// How many like a comment, and whether the reader does.
pub async fn likes(services: &Services, actor: &Actor, id: CommentId) -> Result<(i64, bool), Failure> {
    let mut tx = services.database.read().await?;
    let count = comments::likes(&mut tx, id).await?;
    let is_mine = match actor.id() {
        Some(account) => comments::is_liked(&mut tx, id, account).await?,
        None => false,
    };
    Ok((count, is_mine))
}
