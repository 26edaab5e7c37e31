//! The emblem of the city: a picture that an admin sends, or none.

use super::{Outcome, add_photo::at_the_picture, change_settings::write, once_more};
use crate::{
    PhotoStore, Services,
    store::{city, regions},
    unit::Unit,
};
use domain::{
    account::Actor,
    city::{Chosen, Setting},
    permission::{Acting, may_set},
    reason::Note,
};
use sha2::{Digest as _, Sha256};

/// None takes it away. What is wrong with the picture stands at `photo`.
pub async fn set_emblem(services: &Services, actor: &Actor, picture: Option<Vec<u8>>, reason: &Note) -> Outcome<()> {
    set(services, Some(may_set(actor, Setting::Emblem)?.acting()), picture, Some(reason)).await
}

/// For the command line of the machine.
pub async fn set_emblem_without_permit(services: &Services, picture: Option<Vec<u8>>, reason: Option<&Note>) -> Outcome<()> {
    set(services, None, picture, reason).await
}

async fn set(services: &Services, acting: Option<&Acting>, picture: Option<Vec<u8>>, reason: Option<&Note>) -> Outcome<()> {
    let picture = match picture {
        Some(picture) => Some(PhotoStore::emblem(picture).await.map_err(at_the_picture)?),
        None => None,
    };
    let chosen = match &picture {
        Some(picture) => Chosen::emblem(Sha256::digest(picture).into()),
        None => Setting::Emblem.chosen("")?,
    };
    let (picture, chosen) = (picture.as_deref(), &chosen);
    once_more(|| async move {
        let mut unit = Unit::begin(services, acting).await?;
        regions::lock_city(&mut unit.tx).await?;
        let mut known = city::find(&mut unit.tx).await?;
        if known.emblem() == chosen.value() {
            return Ok(());
        }
        if let (Some(digest), Some(picture)) = (chosen.value(), picture) {
            city::keep_emblem(&mut unit.tx, digest, picture).await?;
        }
        write(&mut unit, &mut known, chosen, reason).await?;
        unit.commit().await?;
        // Known here at once, as other settings are.
        let _ = services.hot_city.read(&services.database, &services.clock, services.stand().await).await;
        Ok(())
    })
    .await
}
