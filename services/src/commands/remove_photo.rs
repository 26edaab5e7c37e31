//! A picture is taken off a plan or proposal that is still being written; its files go with it.

use super::{Outcome, add_photo::permit, once_more};
use crate::{
    Services,
    store::{photos, subjects},
    unit::Unit,
};
use domain::{account::Actor, comment::Subject, ids::PhotoId};

/// A picture that is gone already is no error.
pub async fn remove_photo(services: &Services, actor: &Actor, subject: Subject, id: PhotoId) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        subjects::lock(tx, subject).await?;
        permit(tx, actor, subject).await?;
        let known = photos::find(tx, id).await?;
        if !known.is_some_and(|photo| photo.belongs_to(subject)) {
            return Ok(());
        }
        photos::remove(tx, id).await?;
        unit.commit().await?;
        services.photos.remove(id).await;
        Ok(())
    })
    .await
}
