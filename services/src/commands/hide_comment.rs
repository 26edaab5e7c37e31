//! A moderator hides a comment with a reason that everybody reads, and restores it after an appeal.

use super::{Outcome, once_more};
use crate::{Services, store::comments, unit::Unit};
use domain::{
    ledger::{Event, Subject},
    permission::MayModerate,
    reason::Note,
    refusal::Refusal,
};

/// Hiding twice is no error: the first reason stands.
pub async fn hide_comment(services: &Services, permit: &MayModerate, reason: &Note) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let id = permit.comment();
        if !comments::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)? {
            let words = unit.keep_words(reason.text()).await?;
            unit.record(Subject::Comment(id), Event::CommentHidden { words }).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}

/// The text is shown again; the log keeps that it was hidden, and why.
pub async fn restore_comment(services: &Services, permit: &MayModerate) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, permit.acting()).await?;
        let id = permit.comment();
        if comments::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)? {
            unit.record(Subject::Comment(id), Event::CommentRestored).await?;
        }
        Ok(unit.commit().await?)
    })
    .await
}
