//! The machine removes what is kept for a time only: `/privasi` says for how long.

use super::{Outcome, finish_sign_in::HALF_LASTS, once_more, passkeys::ASKED_LASTS, sign_in::BROWSER_KNOWN_FOR};
use crate::{
    Services, guesses,
    store::{browsers, codes, contacts, intents, passkeys, second_factors, sessions},
    unit::Unit,
};
use chrono::TimeDelta;
use domain::account::SessionLife;

/// A session that ended can be looked at for so long, should somebody have used a stolen one.
const ENDED_SESSIONS_KEPT: TimeDelta = TimeDelta::days(7);

/// What somebody wanted to prove and did not come back for.
const WISHES_KEPT: TimeDelta = TimeDelta::days(30);

/// A phone that was without a network sends what it kept within that time, or is asked to look first.
const INTENTS_KEPT: TimeDelta = TimeDelta::days(2);

/// Says how many rows were removed.
pub async fn tidy_up(services: &Services) -> Outcome<u64> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let (now, tx) = (unit.now, &mut unit.tx);
        let mut removed = guesses::purge(tx, now).await?;
        removed += sessions::purge(tx, now - SessionLife::LONGEST - ENDED_SESSIONS_KEPT, now - ENDED_SESSIONS_KEPT).await?;
        removed += codes::purge(tx, now).await?;
        removed += contacts::purge_wishes(tx, now - WISHES_KEPT).await?;
        removed += browsers::purge(tx, now - BROWSER_KNOWN_FOR).await?;
        removed += second_factors::purge_halves(tx, now - HALF_LASTS).await?;
        removed += passkeys::purge(tx, now - ASKED_LASTS).await?;
        removed += intents::purge(tx, now - INTENTS_KEPT).await?;
        unit.commit().await?;
        Ok(removed)
    })
    .await
}
