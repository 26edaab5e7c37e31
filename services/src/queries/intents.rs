//! What is known of a key that comes with a request.

use crate::{
    Failure, Services,
    intent::{Intent, Known},
    store::intents,
    unit::Unit,
};

pub async fn known(services: &Services, intent: &Intent) -> Result<Known, Failure> {
    let mut unit = Unit::reading(services).await?;
    Ok(intent.compare(intents::find(&mut unit.tx, &intent.key).await?))
}
