//! How often somebody may guess at one account's password, wherever the guesses come from. Kept in memory: whoever can
//! restart the process needs no password. Contacts are kept as hashes only.

use chrono::TimeDelta;
use domain::clock::Instant;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// Wrong passwords after which the account rests.
pub const MOST_GUESSES: u32 = 10;
/// From the first of them on.
const REST: TimeDelta = TimeDelta::minutes(15);
/// More than are ever under attack at once; beyond it those that have rested are forgotten.
const MOST_REMEMBERED: usize = 10_000;

/// The wrong guesses of the last quarter of an hour. Clones share them.
#[derive(Clone, Debug, Default)]
pub struct Guesses(Arc<Mutex<HashMap<[u8; 32], Wrong>>>);

#[derive(Clone, Copy, Debug)]
struct Wrong {
    count: u32,
    since: Instant,
}

impl Guesses {
    pub fn may_guess(&self, contact: &str, now: Instant) -> bool {
        self.with(|wrong| wrong.get(&key(contact)).is_none_or(|wrong| wrong.count < MOST_GUESSES || wrong.has_rested(now)))
    }

    pub fn was_wrong(&self, contact: &str, now: Instant) {
        self.with(|wrong| {
            if wrong.len() >= MOST_REMEMBERED {
                wrong.retain(|_, wrong| !wrong.has_rested(now));
            }
            let one = wrong.entry(key(contact)).or_insert(Wrong { count: 0, since: now });
            if one.has_rested(now) {
                *one = Wrong { count: 0, since: now };
            }
            one.count += 1;
        });
    }

    pub fn was_right(&self, contact: &str) {
        self.with(|wrong| wrong.remove(&key(contact)));
    }

    fn with<T>(&self, act: impl FnOnce(&mut HashMap<[u8; 32], Wrong>) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Wrong {
    fn has_rested(self, now: Instant) -> bool {
        now - self.since >= REST
    }
}

fn key(contact: &str) -> [u8; 32] {
    Sha256::digest(contact).into()
}
