//! What happens because time passes. The server calls this again and again; tests call it with a frozen clock.
//! Every job asks again under its locks, so that several processes may run them at the same time.

use crate::{
    CommandError, Services, commands,
    letter::{LetterKind, Words},
    public_log,
};

/// Does everything that is due now and says how many things that were.
pub async fn run_due(services: &Services) -> Result<usize, CommandError> {
    commands::close_responses(services).await
}

/// Hands over the letters that are due and says how many those were; `words` finds their words.
pub async fn send_letters(services: &Services, words: impl Fn(LetterKind, &str) -> Words) -> Result<usize, CommandError> {
    commands::send_letters(services, words).await
}

/// Puts right what the end of a process left half done; the server calls this far less often.
pub async fn tidy(services: &Services) -> Result<commands::Swept, CommandError> {
    public_log::tidy(services).await?;
    commands::sweep_photos(services).await
}

/// Publishes what was recorded; the server calls this whenever something was, and now and then. See [`public_log`].
pub async fn publish(services: &Services) -> Result<public_log::Progress, CommandError> {
    Ok(public_log::publish(services).await?)
}

/// Removes what is kept for a time only, and says how many rows that were; as often as [`tidy`].
pub async fn tidy_up(services: &Services) -> Result<u64, CommandError> {
    commands::tidy_up(services).await
}
