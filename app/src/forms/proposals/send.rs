//! A draft becomes a proposal that everybody reads.

use super::photos::{keep, last_page, read};
use crate::{
    http::{PageResult, Web, go_with, parse},
    links,
    pages::proposals::draft_of,
    uploads::NEXT,
};
use axum::extract::{Multipart, Path, multipart::MultipartRejection};
use domain::{comment::Subject, refusal::Refusal};
use services::{CommandError, commands};

/// Keeps what stands on the last page, a chosen photo included, and sends the proposal.
pub async fn send(web: Web, Path(id): Path<String>, form: Result<Multipart, MultipartRejection>) -> PageResult {
    let proposal = parse(&id)?;
    let is_written = match commands::may_add_photo(&web.services, &web.actor, Subject::Proposal(proposal)).await {
        Ok(()) => true,
        // Sent by the first of two clicks.
        Err(CommandError::Refused(Refusal::StatusForbids { .. })) => false,
        Err(error) => return Err(error.into()),
    };
    let upload = read(&web, form).await?;
    let fields = upload.fields.clone();
    let kept = if is_written { keep(&web, upload, proposal).await } else { Ok(()) };
    let sent = match kept {
        Ok(()) | Err(CommandError::Refused(Refusal::StatusForbids { .. })) => {
            commands::submit_proposal(&web.services, &web.actor, proposal).await
        }
        Err(error) => Err(error),
    };
    match sent {
        // An office goes on with the next sheet of its stack.
        Ok(_) if fields.has(NEXT) => Ok(go_with(&links::new_for_resident(), "sent")),
        Ok(_) => Ok(go_with(&links::proposal(proposal), "sent")),
        Err(error) => {
            let again = web.refused(error, fields)?;
            // What is no draft any more has no page to send it from.
            draft_of(&again, proposal).await?;
            Ok(again.page_at(&last_page(proposal)).await)
        }
    }
}
