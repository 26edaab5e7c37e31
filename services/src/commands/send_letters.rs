//! The machine hands over the letters that are due. What the mail server does not take is tried again, later each
//! time.

use super::{Outcome, once_more};
use crate::{
    Services,
    letter::{LetterKind, Words},
    store::letters::{self, Letter},
    unit::Unit,
};
use chrono::TimeDelta;

const AT_ONCE: i64 = 20;
/// By then every code in it has expired.
const GIVEN_UP_AFTER: TimeDelta = TimeDelta::hours(24);

/// `words` finds the words of a letter. Says how many were sent.
pub async fn send_letters(services: &Services, words: impl Fn(LetterKind, &str) -> Words) -> Outcome<usize> {
    let Some(mailer) = &services.mailer else { return Ok(0) };
    let now = services.clock.now();
    let due = letters::due(&mut services.database.read().await?, now, AT_ONCE).await?;
    let mut sent = 0;
    for letter in due {
        let Some(kind) = claim(services, &letter).await? else { continue };
        match mailer.send(&letter.address, words(kind, letter.code.as_deref().unwrap_or_default())).await {
            Ok(()) => {
                forget(services, &letter).await?;
                sent += 1;
            }
            Err(failure) => {
                tracing::warn!(event = "letter_failed", letter = %letter.id, tries = letter.tries + 1, %failure, "a letter was not taken");
            }
        }
    }
    Ok(sent)
}

/// `None` where another server sends it, or where nobody will.
async fn claim(services: &Services, letter: &Letter) -> Outcome<Option<LetterKind>> {
    let now = services.clock.now();
    let kind = LetterKind::from_code(&letter.kind);
    if kind.is_none() || now - letter.made_at > GIVEN_UP_AFTER {
        tracing::warn!(event = "letter_given_up", letter = %letter.id, "a letter is not tried any more");
        forget(services, letter).await?;
        return Ok(None);
    }
    let is_mine = once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let is_mine = letters::claim(&mut unit.tx, letter.id, now, now + wait(letter.tries)).await?;
        unit.commit().await?;
        Ok(is_mine)
    })
    .await?;
    Ok(kind.filter(|_| is_mine))
}

/// A minute, then twice as long each time, an hour at most.
fn wait(tries: i64) -> TimeDelta {
    TimeDelta::minutes(1 << tries.clamp(0, 6)).min(TimeDelta::hours(1))
}

async fn forget(services: &Services, letter: &Letter) -> Outcome<()> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        letters::delete(&mut unit.tx, letter.id).await?;
        Ok(unit.commit().await?)
    })
    .await
}
