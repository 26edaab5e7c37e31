//! The machine keeps how something was answered that is done once, so that whoever sends it again hears the same; or
//! forgets the key, where it may be sent again.

use super::{Outcome, once_more};
use crate::{
    Services,
    intent::{Answer, Intent},
    store::intents,
    unit::Unit,
};

pub async fn keep_answer(services: &Services, intent: &Intent, answer: &Answer) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        // What changed nothing was not written, and is answered the same way.
        intents::insert(&mut unit.tx, &intent.key, intent.account, &intent.request, unit.now).await?;
        intents::answer(&mut unit.tx, &intent.key, answer).await?;
        Ok(unit.commit().await?)
    })
    .await
}

/// What was refused, or has an answer that nobody keeps, is done anew when it is sent again.
pub async fn forget_intent(services: &Services, intent: &Intent) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        intents::remove(&mut unit.tx, &intent.key).await?;
        Ok(unit.commit().await?)
    })
    .await
}
