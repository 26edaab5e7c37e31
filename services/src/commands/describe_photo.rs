//! A picture of something that is still being written gets the words for people who do not see it.

use super::{Outcome, add_photo::permit, once_more};
use crate::{
    Services,
    store::{photos, subjects},
    unit::Unit,
};
use domain::{
    account::Actor,
    comment::{Caption, Subject},
    ids::PhotoId,
    refusal::Refusal,
};

pub async fn describe_photo(services: &Services, actor: &Actor, subject: Subject, id: PhotoId, alt: &Caption) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        subjects::lock(tx, subject).await?;
        permit(tx, actor, subject).await?;
        photos::find(tx, id).await?.filter(|photo| photo.belongs_to(subject)).ok_or(Refusal::NotFound)?;
        photos::describe(tx, id, alt.text()).await?;
        Ok(unit.commit().await?)
    })
    .await
}
