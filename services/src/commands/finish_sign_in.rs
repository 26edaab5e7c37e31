//! The second step of signing in: the password was right, now the code of the app or one on paper.

use super::{
    Outcome, once_more,
    second_factor::{fits, wrong_code},
    sign_in::{begin_session, known_browser},
};
use crate::{
    HalfToken, Services, SignedIn, Visit,
    guesses::{self, Guess, Place, Secret},
    store::{accounts, second_factors},
    unit::Unit,
};
use chrono::TimeDelta;
use domain::refusal::Refusal;
use std::slice::from_ref;

/// As long as it takes to find the phone.
pub(crate) const HALF_LASTS: TimeDelta = TimeDelta::minutes(10);
/// After so many codes the password is asked again.
const MOST_TRIES: i64 = 5;

/// Codes are guessed at from a browser of the person, or from anywhere: all other places together are one guesser.
pub async fn finish_sign_in(services: &Services, half: &HalfToken, code: &str, visit: &Visit) -> Outcome<SignedIn> {
    let since = services.clock.now() - HALF_LASTS;
    let account = &once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let id = second_factors::try_half(&mut unit.tx, &half.hash(), since, MOST_TRIES).await?.ok_or(Refusal::SignInAgain)?;
        let account =
            accounts::find(&mut unit.tx, id).await?.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::SignInAgain)?;
        // The try counts, whatever comes of it.
        unit.commit().await?;
        Ok(account)
    })
    .await?;
    let id = account.id();
    let known = known_browser(services, from_ref(account), visit).await?;
    let guess = &Guess::at(Secret::SecondStep, &id.to_string(), &known.map_or(Place::Network("anywhere"), Place::Browser));
    guesses::begin(services, guess).await?;
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        if !fits(&mut unit, id, code).await? {
            tracing::warn!(event = "second_step_failed", account = %id, "a code did not fit");
            return Err(wrong_code());
        }
        guesses::was_right(&mut unit.tx, guess).await?;
        second_factors::end_half(&mut unit.tx, &half.hash()).await?;
        let signed_in = begin_session(&mut unit, account, visit).await?;
        unit.commit().await?;
        Ok(signed_in)
    })
    .await
}
