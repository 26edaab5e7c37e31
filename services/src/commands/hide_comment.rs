//! A moderator hides a comment with a reason that everybody reads, and restores it after an appeal.

use super::Outcome;
use crate::{
    CommandError, Services,
    store::{audit, comments},
};
use domain::{ids::CommentId, permission::MayModerate, reason::Note, refusal::Refusal};
use serde_json::json;

/// Hiding twice is no error: the first reason stands.
pub async fn hide_comment(services: &Services, permit: &MayModerate, id: CommentId, reason: &str) -> Outcome<()> {
    let reason = Note::new(reason).map_err(|refusal| CommandError::at("reason", refusal))?;
    let now = services.clock.now();
    let mut tx = services.database.begin().await?;
    comments::place(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    if comments::hide(&mut tx, id, permit.acting().account, reason.text(), now).await? {
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: now,
            acting: Some(permit.acting()),
            action: "comment_hidden",
            subject: id.0,
            detail: json!({ "reason": reason.text() }),
        };
        audit::append(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The text is shown again; the log keeps that it was hidden, and why.
pub async fn restore_comment(services: &Services, permit: &MayModerate, id: CommentId) -> Outcome<()> {
    let mut tx = services.database.begin().await?;
    comments::place(&mut tx, id).await?.ok_or(Refusal::NotFound)?;
    if comments::restore(&mut tx, id).await? {
        let event = audit::AuditEvent {
            id: services.clock.new_id(),
            at: services.clock.now(),
            acting: Some(permit.acting()),
            action: "comment_restored",
            subject: id.0,
            detail: json!({}),
        };
        audit::append(&mut tx, &event).await?;
    }
    tx.commit().await?;
    Ok(())
}
