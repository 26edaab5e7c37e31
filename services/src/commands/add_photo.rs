//! A picture is added to a plan or proposal that is still being written.

use super::Outcome;
use crate::{
    CommandError, Problem, Services,
    photo_store::PhotoError,
    store::{Tx, photos, subjects},
};
use domain::{
    account::Actor,
    comment::{Subject, alternative_text},
    ids::{AgencyId, PhotoId},
    permission::{Acting, may_edit_draft, may_manage_plan},
    plan::{PlanDraft, PlanStatus},
    proposal::{Draft, Status},
    refusal::Refusal,
};

/// What the upload form sends.
pub struct PhotoForm {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: PhotoId,
    pub subject: Subject,
    pub bytes: Vec<u8>,
    /// What the picture shows, for people who do not see it.
    pub alt: String,
}

/// Problems stand at the fields `photo` and `photo_alt`. The picture is decoded between two units of work, because that
/// takes long; the second one asks everything again.
pub async fn add_photo(services: &Services, actor: &Actor, form: PhotoForm) -> Outcome<()> {
    let alt = alternative_text(&form.alt).map_err(|refusal| Problem::new("photo_alt", refusal));
    let bytes = if form.bytes.is_empty() { Err(Problem::new("photo", Refusal::Required)) } else { Ok(form.bytes) };
    let (alt, bytes) = match (alt, bytes) {
        (Ok(alt), Ok(bytes)) => (alt, bytes),
        (alt, bytes) => return Err(CommandError::Problems([bytes.err(), alt.err()].into_iter().flatten().collect())),
    };
    let mut tx = services.database.read().await?;
    permit(&mut tx, actor, form.subject).await?;
    if let Some(known) = photos::find(&mut tx, form.id).await? {
        return if known.belongs_to(form.subject) { Ok(()) } else { Err(Refusal::NotFound.into()) };
    }
    check_count(&mut tx, form.subject).await?;
    drop(tx);
    let stored = services.photos.store(form.id, bytes).await.map_err(|error| match error {
        PhotoError::Refused(refusal) => CommandError::at("photo", refusal),
        PhotoError::Failed(failure) => failure.into(),
    })?;

    let mut tx = services.database.begin().await?;
    let outcome = insert(services, &mut tx, actor, &form.id, form.subject, &alt, stored).await;
    match outcome {
        Ok(()) => tx.commit().await.map_err(CommandError::from),
        Err(error) => {
            services.photos.remove(form.id).await;
            Err(error)
        }
    }
}

async fn insert(
    services: &Services,
    tx: &mut Tx,
    actor: &Actor,
    id: &PhotoId,
    subject: Subject,
    alt: &str,
    stored: crate::StoredPhoto,
) -> Outcome<()> {
    subjects::lock(tx, subject).await?;
    let acting = permit(tx, actor, subject).await?;
    check_count(tx, subject).await?;
    let position = photos::next_position(tx, subject).await?;
    let new = photos::NewPhoto {
        id: *id,
        subject,
        position,
        width: stored.width,
        height: stored.height,
        alt,
        by: acting.account,
        at: services.clock.now(),
    };
    photos::insert(tx, &new).await?;
    Ok(())
}

async fn check_count(tx: &mut Tx, subject: Subject) -> Outcome<()> {
    let most = match subject {
        Subject::Plan(_) => PlanDraft::MOST_PHOTOS,
        Subject::Proposal(_) => Draft::MOST_PHOTOS,
    };
    let full = photos::of_subject(tx, subject).await?.len() >= most as usize;
    if full { Err(CommandError::at("photo", Refusal::TooMany { most })) } else { Ok(()) }
}

/// Whoever may write the plan or the proposal, as long as it is being written.
pub(super) async fn permit(tx: &mut Tx, actor: &Actor, subject: Subject) -> Outcome<Acting> {
    let owner = subjects::owner(tx, subject).await?.ok_or(Refusal::NotFound)?;
    match subject {
        Subject::Plan(_) => {
            let agency: AgencyId = owner.agency.ok_or(Refusal::NotFound)?;
            let permit = may_manage_plan(actor, agency)?;
            match PlanStatus::from_code(&owner.status) {
                Some(PlanStatus::Draft) => Ok(permit.acting().clone()),
                Some(status) => Err(Refusal::PlanStatusForbids { status }.into()),
                None => Err(crate::Failure::inconsistent("plans", "status", owner.status).into()),
            }
        }
        Subject::Proposal(_) => {
            let permit = may_edit_draft(actor, owner.author)?;
            match Status::from_code(&owner.status) {
                Some(Status::Draft | Status::Returned) => Ok(permit.acting().clone()),
                Some(status) => Err(Refusal::StatusForbids { status }.into()),
                None => Err(crate::Failure::inconsistent("proposals", "status", owner.status).into()),
            }
        }
    }
}
