//! Where the data stand: a number that is another one after each change, for whoever keeps what was made from them.
//! What this process commits counts at once; what others do is found by asking the database, as seldom as will do.

use crate::store::{Database, state::DataState};
use domain::clock::Day;
use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};
use tokio::{sync::Mutex, time::timeout};

/// The database is asked no more often.
const ASKED_EVERY: Duration = Duration::from_millis(250);
/// What it said so long ago says nothing of now any more.
const KNOWN_FOR: Duration = Duration::from_millis(750);
/// While it does not answer, nobody waits for it more often.
const BETWEEN_TRIALS: Duration = Duration::from_secs(1);

/// What was made at one stand says the same as long as it is the stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// Of the data.
    pub number: u64,
    /// What is over, late or open is told by it.
    pub day: Day,
}

#[derive(Debug)]
pub(super) struct StandWatch {
    number: AtomicU64,
    begun: Instant,
    /// In microseconds since the beginning, when the database was asked that answered last; 0 before that.
    asked: AtomicU64,
    /// When it was asked last in vain; 0 since it has answered again.
    failed: AtomicU64,
    /// What it said. Whoever asks holds it.
    word: Mutex<String>,
}

impl Stand {
    /// What was made here says all that was said when somebody asked at `then`.
    pub fn is_no_older_than(self, then: Self) -> bool {
        self.number >= then.number && self.day == then.day
    }
}

impl Default for StandWatch {
    fn default() -> Self {
        Self {
            number: AtomicU64::new(0),
            begun: Instant::now(),
            asked: AtomicU64::new(0),
            failed: AtomicU64::new(0),
            word: Mutex::default(),
        }
    }
}

impl StandWatch {
    /// Something was committed.
    pub(super) fn moved(&self) {
        self.number.fetch_add(1, Ordering::Release);
    }

    /// None while the database does not answer: then nothing that was kept may be shown.
    pub(super) async fn now(&self, state: &DataState, database: &Database) -> Option<u64> {
        if !self.is_known_for(ASKED_EVERY) && self.may_be_asked() {
            match self.word.try_lock() {
                Ok(mut word) => self.ask(&mut word, state, database).await,
                // Somebody else is asking.
                Err(_) if self.is_known_for(KNOWN_FOR) => {}
                Err(_) => drop(timeout(KNOWN_FOR, self.word.lock()).await),
            }
        }
        self.is_known_for(KNOWN_FOR).then(|| self.number.load(Ordering::Acquire))
    }

    async fn ask(&self, word: &mut String, state: &DataState, database: &Database) {
        let asked = self.since_begun();
        let Ok(Ok(said)) = timeout(KNOWN_FOR, state.now(database)).await else {
            self.failed.store(self.since_begun(), Ordering::Release);
            return;
        };
        self.failed.store(0, Ordering::Release);
        if *word != said {
            *word = said;
            self.moved();
        }
        self.asked.store(asked, Ordering::Release);
    }

    fn is_known_for(&self, time: Duration) -> bool {
        self.is_within(&self.asked, time)
    }

    /// It answered the last time, or that is long ago.
    fn may_be_asked(&self) -> bool {
        !self.is_within(&self.failed, BETWEEN_TRIALS)
    }

    fn is_within(&self, moment: &AtomicU64, time: Duration) -> bool {
        let moment = moment.load(Ordering::Acquire);
        moment > 0 && Duration::from_micros(self.since_begun().saturating_sub(moment)) < time
    }

    fn since_begun(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_micros()).unwrap_or(u64::MAX).max(1)
    }
}
