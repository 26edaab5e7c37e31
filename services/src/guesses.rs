//! Guessing slows the guesser, never the owner: wrong guesses are counted by what is guessed at and from where, so
//! that the right one gets in from any other place at once. They stand in the database, which all servers share. What
//! is guessed at, and who signs in, is the business of commands.

use crate::{
    BrowserToken, CommandError, Failure, Services,
    store::{Tx, guesses},
};
use chrono::TimeDelta;
use domain::{clock::Instant, refusal::Refusal};
use sha2::{Digest, Sha256};

/// So many wrong ones in a row are slips of the hand; the next has to wait.
pub const FREE_GUESSES: u32 = 5;
/// The wait after the last free one; it doubles with every further one.
const FIRST_WAIT: TimeDelta = TimeDelta::seconds(15);
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(15);
/// After this time without any guess a series is forgotten.
pub(crate) const REMEMBERED: TimeDelta = TimeDelta::hours(24);

/// What is guessed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    Password,
    /// A one-time code.
    Code,
    /// No guess, but counted like one: each asks for a letter.
    AskingForCode,
    /// Of an authenticator app, or one that stands in for it.
    SecondStep,
}

/// From where; a place is slowed down alone.
pub enum Place<'a> {
    /// A browser that the owner has signed in with before.
    Browser(&'a BrowserToken),
    /// Everybody else of one network.
    Network(&'a str),
}

/// One series of guesses.
pub struct Guess([u8; 32]);

impl Guess {
    /// `whose` is a contact in its stored form, or what somebody typed instead of one.
    pub fn at(secret: Secret, whose: &str, from: &Place<'_>) -> Self {
        let mut hash = Sha256::new();
        for part in [secret.code().as_bytes(), whose.as_bytes()] {
            hash.update(part.len().to_be_bytes());
            hash.update(part);
        }
        match from {
            Place::Browser(token) => {
                hash.update(b"browser");
                hash.update(token.hash());
            }
            Place::Network(network) => {
                hash.update(b"network");
                hash.update(network);
            }
        }
        Self(hash.finalize().into())
    }
}

impl Secret {
    fn code(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Code => "code",
            Self::AskingForCode => "asking",
            Self::SecondStep => "second_step",
        }
    }
}

/// Asks whether this place may guess now, and counts the guess as wrong before anybody looks at it: a thousand at the
/// same moment are a thousand. Written in a unit of work of its own, because a wrong guess stays counted.
pub async fn begin(services: &Services, guess: &Guess) -> Result<(), CommandError> {
    let mut tx = services.database.begin().await?;
    count(services, &mut tx, guess).await?;
    tx.commit().await?;
    Ok(())
}

/// As [`begin`], within a unit of work that stands whatever comes of the guess.
pub(crate) async fn count(services: &Services, tx: &mut Tx, guess: &Guess) -> Result<(), CommandError> {
    let now = services.clock.now();
    guesses::forget_old(tx, &guess.0, now - REMEMBERED, now + LONGEST_WAIT).await?;
    let Some(tries) = guesses::count(tx, &guess.0, now).await? else {
        let free_at = guesses::free_at(tx, &guess.0).await?.unwrap_or(now);
        tracing::warn!(event = "guess_too_early", "a guess had to wait");
        return Err(Refusal::WaitBeforeTrying { minutes: minutes(free_at - now) }.into());
    };
    guesses::set_free_at(tx, &guess.0, now + wait_after(tries)).await?;
    Ok(())
}

/// The guess was right: the wrong ones before it were the owner's.
pub async fn was_right(tx: &mut Tx, guess: &Guess) -> Result<(), Failure> {
    guesses::forget(tx, &guess.0).await
}

/// Removes the series that nobody goes on with.
pub async fn purge(tx: &mut Tx, now: Instant) -> Result<u64, Failure> {
    guesses::purge(tx, now - REMEMBERED).await
}

fn wait_after(tries: u32) -> TimeDelta {
    let Some(beyond) = tries.checked_sub(FREE_GUESSES) else { return TimeDelta::zero() };
    // Six doublings reach the longest wait.
    let factor = 1 << beyond.min(6);
    (FIRST_WAIT * factor).min(LONGEST_WAIT)
}

/// Rounded up, and never nothing.
fn minutes(wait: TimeDelta) -> u32 {
    u32::try_from((wait.num_seconds() + 59) / 60).unwrap_or(1).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_grows_to_a_quarter_of_an_hour() {
        let waits: Vec<i64> = (1..=13).map(|tries| wait_after(tries).num_seconds()).collect();
        assert_eq!(waits, [0, 0, 0, 0, 15, 30, 60, 120, 240, 480, 900, 900, 900]);
        assert_eq!((minutes(TimeDelta::seconds(1)), minutes(TimeDelta::seconds(61)), minutes(TimeDelta::zero())), (1, 2, 1));
    }

    #[test]
    fn series_are_told_apart_by_all_that_they_are() {
        let token = BrowserToken::new().unwrap();
        let at = |whose: &str, from: &Place<'_>| Guess::at(Secret::Password, whose, from).0;
        let one = at("a@contoh.id", &Place::Network("203.0.113.9"));
        assert_eq!(one, at("a@contoh.id", &Place::Network("203.0.113.9")));
        assert_ne!(one, at("b@contoh.id", &Place::Network("203.0.113.9")));
        assert_ne!(one, at("a@contoh.id", &Place::Network("203.0.113.8")));
        assert_ne!(one, at("a@contoh.id", &Place::Browser(&token)));
    }
}
