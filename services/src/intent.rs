//! What somebody means to do once, however often it is sent: by a key that their browser made for it, which names them.
//! The key is written in the unit of work that does it, so that both are there or neither. How a request is read and
//! answered is the server's business.

pub use crate::store::intents::Answer;

use crate::{
    Failure,
    store::{Outage, Tx, intents},
};
use domain::{clock::Instant, ids::AccountId};
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex as StdMutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::{Mutex, OwnedMutexGuard};

/// Letters, digits and dashes after the account; what browsers make has 36 of them.
const LENGTHS: std::ops::RangeInclusive<usize> = 16..=64;

/// One thing that one person means to do once.
#[derive(Debug)]
pub struct Intent {
    pub account: AccountId,
    pub(crate) key: String,
    /// The digest of what is asked, so that the key stands for nothing else.
    pub(crate) request: Vec<u8>,
    is_written: AtomicBool,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Known {
    New,
    Answered(Answer),
    /// It was done; the answer was not kept.
    Done,
    /// The key was used for something else, or by somebody else.
    Other,
}

impl Intent {
    /// `<account>.<letters>`; none where it cannot be read.
    pub fn new(key: &str, request: Vec<u8>) -> Option<Self> {
        let (account, made) = key.split_once('.')?;
        let is_key = LENGTHS.contains(&made.len()) && made.bytes().all(|letter| letter.is_ascii_alphanumeric() || letter == b'-');
        let account = account.parse().ok().filter(|_| is_key)?;
        Some(Self { account, key: key.to_owned(), request, is_written: AtomicBool::new(false) })
    }

    /// Whether something was committed under it.
    pub fn is_written(&self) -> bool {
        self.is_written.load(Ordering::Relaxed)
    }

    pub(crate) fn has_been_written(&self) {
        self.is_written.store(true, Ordering::Relaxed);
    }

    /// Whoever comes second is told that somebody was faster, and has done nothing.
    pub(crate) async fn write(&self, tx: &mut Tx, at: Instant) -> Result<(), Failure> {
        let is_first = self.is_written() || intents::insert(tx, &self.key, self.account, &self.request, at).await?;
        if is_first { Ok(()) } else { Err(Failure::Unavailable(Outage::Conflict)) }
    }

    /// What is known, seen from this one.
    pub(crate) fn compare(&self, kept: Option<intents::Kept>) -> Known {
        match kept {
            None => Known::New,
            Some(kept) if kept.account != self.account || kept.request != self.request => Known::Other,
            Some(kept) => kept.answer.map_or(Known::Done, Known::Answered),
        }
    }
}

/// In one process, what has the same key waits for its turn. Between processes the database lets one through.
#[derive(Clone, Debug, Default)]
pub struct Turns(Arc<StdMutex<HashMap<String, Arc<Mutex<()>>>>>);

impl Turns {
    pub async fn take(&self, intent: &Intent) -> OwnedMutexGuard<()> {
        let turn = {
            let mut turns = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            turns.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(turns.entry(intent.key.clone()).or_default())
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ACCOUNT: &str = "0193a0a0-0000-7000-8000-000000000000";

    #[test]
    fn a_key_names_whose_it_is() {
        let key = |made: &str| Intent::new(&format!("{ACCOUNT}.{made}"), Vec::new());
        assert_eq!(key("0f9d9e3c-5a3f-4c39-9f8e-1f0f8f6a5b11").unwrap().account, ACCOUNT.parse().unwrap());
        for not in ["", "short", "0f9d9e3c 5a3f4c39", &"a".repeat(65), "aaaaaaaaaaaaaaaaaa.a", "aaaaaaaaaaaaaaaé"] {
            assert!(key(not).is_none(), "{not}");
        }
        assert!(Intent::new("0f9d9e3c-5a3f-4c39-9f8e-1f0f8f6a5b11", Vec::new()).is_none());
    }

    #[tokio::test]
    async fn one_key_waits_for_its_turn_and_another_does_not() {
        let (turns, intent) = (Turns::default(), |made: &str| Intent::new(&format!("{ACCOUNT}.{made}"), Vec::new()).unwrap());
        let (one, other) = (intent("aaaaaaaaaaaaaaaa"), intent("bbbbbbbbbbbbbbbb"));
        let first = turns.take(&one).await;
        turns.take(&other).await;
        let second = turns.take(&one);
        tokio::pin!(second);
        assert!(ready_of(&mut second).await.is_none());
        drop(first);
        assert!(ready_of(&mut second).await.is_some());
    }

    /// What is there without waiting.
    async fn ready_of<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        tokio::select! { biased; done = future => Some(done), () = tokio::task::yield_now() => None }
    }
}
