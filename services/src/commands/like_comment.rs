//! Anyone signed in likes a comment, or takes the like back. Saying it twice changes nothing.

use super::{Outcome, once_more};
use crate::{
    Services,
    store::{comments, subjects},
    unit::Unit,
};
use domain::{
    comment::Subject,
    ledger::{self, Event},
    permission::MayLike,
    refusal::Refusal,
};

pub async fn like_comment(services: &Services, permit: &MayLike, likes: bool) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin_in_group(services, permit.acting()).await?;
        let id = permit.comment();
        let place = comments::place(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
        // The comment knows an id only; a plan and a proposal never share one.
        let mut is_public = false;
        for subject in [Subject::Plan(place.subject.into()), Subject::Proposal(place.subject.into())] {
            is_public |= subjects::owner(&mut unit.tx, subject).await?.is_some_and(|owner| owner.is_public);
        }
        if !is_public {
            return Err(Refusal::NotFound.into());
        }
        let is_hidden = comments::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)?;
        // What is hidden takes no likes, and those it has may go.
        if comments::is_liked(&mut unit.tx, id, permit.acting().account).await? != likes && !(is_hidden && likes) {
            unit.record(ledger::Subject::Comment(id), if likes { Event::Liked } else { Event::LikeWithdrawn }).await?;
        }
        // What another click wrote before may not be committed yet.
        Ok(unit.commit().await?)
    })
    .await
}
