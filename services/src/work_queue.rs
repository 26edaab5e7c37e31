//! Work that keeps a core busy or takes much memory: some of it at a time, some of it waiting, the rest is asked to
//! come back. A place is given back when the work ends, not when whoever asked for it hangs up. What the work is
//! belongs to whoever calls: passwords, pictures, tables.

use crate::{CommandError, Failure};
use domain::refusal::Refusal;
use tokio::sync::{Semaphore, SemaphorePermit};

/// A queue in front of the threads for blocking work; one for each kind, as a `static`.
#[derive(Debug)]
pub struct WorkQueue {
    name: &'static str,
    /// Who is at work.
    turns: Semaphore,
    /// Who is at work or waits.
    places: Semaphore,
}

impl WorkQueue {
    /// The name is for those who watch the numbers.
    pub const fn new(name: &'static str, at_once: usize, waiting: usize) -> Self {
        Self { name, turns: Semaphore::const_new(at_once), places: Semaphore::const_new(at_once + waiting) }
    }

    /// Waits for a turn. [`Refusal::Busy`] when as many wait as may.
    pub async fn turn(&'static self) -> Result<Turn, CommandError> {
        let place = self.places.try_acquire().map_err(|_| {
            metrics::counter!("rembuk_busy_total", "queue" => self.name).increment(1);
            Refusal::Busy
        })?;
        let place = Place::of(self.name, place);
        let turn = self.turns.acquire().await.map_err(|error| Failure::Other(error.to_string()))?;
        Ok(Turn { _place: place, _turn: turn })
    }

    /// Does the work when its turn comes.
    pub async fn run<T: Send + 'static>(&'static self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, CommandError> {
        self.turn().await?.run(work).await
    }
}

/// A place in a queue, as long as it is taken.
#[derive(Debug)]
struct Place {
    queue: &'static str,
    _permit: SemaphorePermit<'static>,
}

impl Place {
    fn of(queue: &'static str, permit: SemaphorePermit<'static>) -> Self {
        metrics::gauge!("rembuk_queue", "queue" => queue).increment(1);
        Self { queue, _permit: permit }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        metrics::gauge!("rembuk_queue", "queue" => self.queue).decrement(1);
    }
}

/// Somebody's turn to work; over when it is dropped.
#[derive(Debug)]
pub struct Turn {
    _place: Place,
    _turn: SemaphorePermit<'static>,
}

impl Turn {
    /// Does the work, which keeps the turn until it ends.
    pub async fn run<T: Send + 'static>(self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, CommandError> {
        let at_work = tokio::task::spawn_blocking(move || {
            let _held_until_done = self;
            work()
        });
        at_work.await.map_err(|error| Failure::Other(error.to_string()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{
        sync::{
            atomic::{AtomicUsize, Ordering},
            mpsc,
        },
        time::Duration,
    };

    #[tokio::test]
    async fn who_hangs_up_does_not_free_the_place_of_the_work_that_goes_on() {
        static QUEUE: WorkQueue = WorkQueue::new("test", 1, 0);
        let (finish, wait) = mpsc::channel::<()>();
        let begun = std::sync::Arc::new(AtomicUsize::new(0));
        let counted = std::sync::Arc::clone(&begun);
        let asked = tokio::spawn(QUEUE.run(move || {
            counted.fetch_add(1, Ordering::SeqCst);
            wait.recv().ok()
        }));
        while begun.load(Ordering::SeqCst) == 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        asked.abort();
        assert!(asked.await.is_err(), "the caller is gone");
        assert!(matches!(QUEUE.run(|| ()).await, Err(CommandError::Refused(Refusal::Busy))), "the work is not");
        finish.send(()).unwrap();
        while QUEUE.run(|| ()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    }

    #[tokio::test]
    async fn no_more_wait_than_there_are_places() {
        static QUEUE: WorkQueue = WorkQueue::new("test", 1, 2);
        let (finish, wait) = mpsc::channel::<()>();
        let first = tokio::spawn(QUEUE.run(move || wait.recv().ok()));
        tokio::task::yield_now().await;
        let waiting = [tokio::spawn(QUEUE.run(|| None)), tokio::spawn(QUEUE.run(|| None))];
        tokio::task::yield_now().await;
        assert!(matches!(QUEUE.run(|| ()).await, Err(CommandError::Refused(Refusal::Busy))));
        finish.send(()).unwrap();
        for done in [first].into_iter().chain(waiting) {
            assert!(done.await.unwrap().is_ok());
        }
    }
}
