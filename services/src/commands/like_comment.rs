//! Anyone signed in likes a comment, or takes the like back. Saying it twice changes nothing.

use super::Outcome;
use crate::{
    Services,
    store::{comments, subjects},
};
use domain::{comment::Subject, ids::CommentId, permission::MayComment, refusal::Refusal};

pub async fn like_comment(services: &Services, permit: &MayComment, id: CommentId, likes: bool) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    let place = comments::place(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    // The comment knows an id only; a plan and a proposal never share one.
    let mut is_public = false;
    for subject in [Subject::Plan(place.subject.into()), Subject::Proposal(place.subject.into())] {
        is_public |= subjects::owner(&mut tx, subject).await?.is_some_and(|owner| owner.is_public);
    }
    if !is_public {
        return Err(Refusal::NotFound.into());
    }
    if comments::set_like(&mut tx, id, permit.acting().account, likes, services.clock.now()).await? {
        tx.commit().await?;
    }
    Ok(())
}
