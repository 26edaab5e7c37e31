//! A picture is added to a plan or proposal that is still being written.

use super::Outcome;
use crate::{
    CommandError, Failure, PreparedPhoto, Services,
    drafting::may_write,
    store::{Tx, city, photos, proposals, subjects},
    unit::Unit,
};
use domain::{
    account::Actor,
    city::Setting,
    comment::{Caption, Subject},
    ids::{AgencyId, PhotoId},
    permission::{Acting, may_manage_plan},
    plan::{PlanDraft, PlanStatus},
    proposal::Status,
    refusal::Refusal,
};

/// A picture that somebody sends.
pub struct NewPhoto {
    /// Made when the form was shown, so that a second click adds nothing.
    pub id: PhotoId,
    pub subject: Subject,
    pub bytes: Vec<u8>,
    /// What the picture shows, for people who do not see it; it may follow by [`super::describe_photo()`].
    pub alt: Option<Caption>,
}

/// Whether this person may add a picture there at all, before anybody looks at what they send.
pub async fn may_add_photo(services: &Services, actor: &Actor, subject: Subject) -> Outcome<()> {
    permit(&mut services.database.read().await?, actor, subject).await.map(drop)
}

/// What is wrong with the picture stands at `photo`. It is read between two units of work, because that takes long; the
/// second one asks everything again, and goes on to its end when the browser hangs up.
pub async fn add_photo(services: &Services, actor: &Actor, form: NewPhoto) -> Outcome<()> {
    if form.bytes.is_empty() {
        return Err(CommandError::at("photo", Refusal::Required));
    }
    let mut tx = services.database.read().await?;
    permit(&mut tx, actor, form.subject).await?;
    if let Some(known) = photos::find(&mut tx, form.id).await? {
        return if known.belongs_to(form.subject) { Ok(()) } else { Err(Refusal::NotFound.into()) };
    }
    check_count(&mut tx, form.subject).await?;
    drop(tx);
    let photo = services.photos.prepare(form.bytes).await.map_err(at_the_picture)?;
    let addition = Addition { services: services.clone(), actor: actor.clone(), id: form.id, subject: form.subject, alt: form.alt, photo };
    tokio::spawn(addition.write()).await.map_err(|error| Failure::Other(error.to_string()))?
}

/// What is wrong with a picture stands at `photo`.
pub(super) fn at_the_picture(error: CommandError) -> CommandError {
    match error {
        CommandError::Refused(refusal @ (Refusal::PhotoTooLarge | Refusal::PhotoUnreadable)) => CommandError::at("photo", refusal),
        other => other,
    }
}

/// A picture that is ready, on its way into the database.
struct Addition {
    services: Services,
    actor: Actor,
    id: PhotoId,
    subject: Subject,
    alt: Option<Caption>,
    photo: PreparedPhoto,
}

impl Addition {
    /// The row and its files, one unit: the files get their names while the row is locked and not yet there for
    /// others. Of two that come with one id, the second finds the row and touches nothing.
    async fn write(self) -> Outcome<()> {
        let mut unit = Unit::begin(&self.services, None).await?;
        let tx = &mut unit.tx;
        subjects::lock(tx, self.subject).await?;
        permit(tx, &self.actor, self.subject).await?;
        if let Some(known) = photos::find(tx, self.id).await? {
            return if known.belongs_to(self.subject) { Ok(()) } else { Err(Refusal::NotFound.into()) };
        }
        check_count(tx, self.subject).await?;
        let new = photos::NewPhoto {
            id: self.id,
            subject: self.subject,
            position: photos::next_position(tx, self.subject).await?,
            width: self.photo.width,
            height: self.photo.height,
            alt: self.alt.as_ref().map_or("", Caption::text),
        };
        if !photos::insert(tx, &new).await? {
            return Err(Refusal::NotFound.into());
        }
        self.services.photos.keep(self.id, self.photo).await?;
        Ok(unit.commit().await?)
    }
}

async fn check_count(tx: &mut Tx, subject: Subject) -> Outcome<()> {
    let most = match subject {
        Subject::Plan(_) => PlanDraft::MOST_PHOTOS,
        Subject::Proposal(_) => city::find(tx).await?.number(Setting::MostPhotos),
    };
    let full = photos::of_subject(tx, subject).await?.len() >= most as usize;
    if full { Err(CommandError::at("photo", Refusal::TooMany { most })) } else { Ok(()) }
}

/// Whoever may write the plan or the proposal, as long as it is being written. Of a draft nobody else learns that
/// there is one.
pub(super) async fn permit(tx: &mut Tx, actor: &Actor, subject: Subject) -> Outcome<Acting> {
    actor.signed_in().ok_or(Refusal::SignInFirst)?;
    let owner = subjects::owner(tx, subject).await?.ok_or(Refusal::NotFound)?;
    let hidden = |refusal| if owner.is_public { refusal } else { Refusal::NotFound };
    match subject {
        Subject::Plan(id) => {
            let agency: AgencyId = owner.agency.ok_or(Refusal::NotFound)?;
            let permit = may_manage_plan(actor, id, agency).map_err(hidden)?;
            match PlanStatus::from_code(&owner.status) {
                Some(PlanStatus::Draft) => Ok(permit.acting().clone()),
                Some(status) => Err(Refusal::PlanStatusForbids { status }.into()),
                None => Err(Failure::inconsistent("plans", "status", owner.status).into()),
            }
        }
        Subject::Proposal(id) => {
            let proposal = proposals::find(tx, id).await?.ok_or(Refusal::NotFound)?;
            let permit = may_write(tx, actor, &proposal).await?;
            match Status::from_code(&owner.status) {
                Some(status) if status.is_written() => Ok(permit.acting().clone()),
                Some(status) => Err(Refusal::StatusForbids { status }.into()),
                None => Err(Failure::inconsistent("proposals", "status", owner.status).into()),
            }
        }
    }
}
