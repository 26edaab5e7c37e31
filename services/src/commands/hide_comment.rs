//! A moderator hides a comment with a reason that everybody reads, and restores it after an appeal.

use super::Outcome;
use crate::{
    CommandError, Services,
    store::{audit, comments},
    unit::Unit,
};
use domain::{
    ids::CommentId,
    ledger::{Event, Subject},
    permission::MayModerate,
    reason::Note,
    refusal::Refusal,
};
use serde_json::json;

/// Hiding twice is no error: the first reason stands.
pub async fn hide_comment(services: &Services, permit: &MayModerate, id: CommentId, reason: &str) -> Outcome<()> {
    let reason = Note::new(reason).map_err(|refusal| CommandError::at("reason", refusal))?;
    let mut unit = Unit::begin(services, permit.acting()).await?;
    if !comments::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)? {
        let words = unit.keep_words(reason.text()).await?;
        unit.record(Subject::Comment(id), Event::CommentHidden { words }).await?;
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: unit.now,
            acting: Some(permit.acting()),
            action: "comment_hidden",
            subject: id.0,
            detail: json!({ "reason": reason.text() }),
        };
        audit::append(&mut unit.tx, &event).await?;
    }
    Ok(unit.commit().await?)
}

/// The text is shown again; the log keeps that it was hidden, and why.
pub async fn restore_comment(services: &Services, permit: &MayModerate, id: CommentId) -> Outcome<()> {
    let mut unit = Unit::begin(services, permit.acting()).await?;
    if comments::lock(&mut unit.tx, id).await?.ok_or(Refusal::NotFound)? {
        unit.record(Subject::Comment(id), Event::CommentRestored).await?;
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: unit.now,
            acting: Some(permit.acting()),
            action: "comment_restored",
            subject: id.0,
            detail: json!({}),
        };
        audit::append(&mut unit.tx, &event).await?;
    }
    Ok(unit.commit().await?)
}
