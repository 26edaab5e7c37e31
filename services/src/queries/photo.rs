//! Who sees a photo: everybody, when what it belongs to is public; otherwise whoever may see the draft.

use crate::{
    Failure, Services,
    store::{photos, subjects},
};
use domain::{
    account::Actor,
    comment::Subject,
    ids::PhotoId,
    permission::{may_edit_draft, may_manage_plan},
};

/// Who else sees a photo that is shown to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    Everybody,
    WhoWritesTheDraft,
}

/// None when there is no such photo, or it is not this person's to see.
pub async fn audience(services: &Services, actor: &Actor, id: PhotoId) -> Result<Option<Audience>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(photo) = photos::find(&mut tx, id).await? else { return Ok(None) };
    for subject in photo.possible_subjects() {
        let Some(owner) = subjects::owner(&mut tx, subject).await? else { continue };
        if owner.is_public {
            return Ok(Some(Audience::Everybody));
        }
        let may_see = match (subject, owner.agency) {
            (Subject::Proposal(id), _) => may_edit_draft(actor, id, owner.author).is_ok(),
            (Subject::Plan(id), Some(agency)) => may_manage_plan(actor, id, agency).is_ok(),
            (Subject::Plan(_), None) => false,
        };
        return Ok(may_see.then_some(Audience::WhoWritesTheDraft));
    }
    Ok(None)
}
