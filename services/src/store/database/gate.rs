//! While the database is known to be away, one caller at a time finds out whether it is back; the others are told at
//! once instead of waiting for it as well.

use crate::{Failure, store::Outage};
use std::{
    sync::{Mutex, PoisonError},
    time::{Duration, Instant},
};

/// After a vain trial the next one comes so much later.
const BETWEEN_TRIALS: Duration = Duration::from_secs(1);
/// A trial whose caller went away is given up.
const LONGEST_TRIAL: Duration = Duration::from_secs(10);

/// Open until something was seen to be away, and again as soon as it was seen to be back.
#[derive(Debug, Default)]
pub struct Gate(Mutex<Option<Shut>>);

#[derive(Debug)]
struct Shut {
    because: Outage,
    next_trial: Instant,
}

impl Gate {
    /// Whether to ask the database at all.
    pub fn pass(&self) -> Result<(), Failure> {
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(shut) = &mut *state else { return Ok(()) };
        let now = Instant::now();
        if now < shut.next_trial {
            return Err(Failure::Unavailable(shut.because));
        }
        shut.next_trial = now + LONGEST_TRIAL;
        Ok(())
    }

    /// What came of asking.
    pub fn saw(&self, outage: Option<Outage>) {
        let shut = outage.map(|because| Shut { because, next_trial: Instant::now() + BETWEEN_TRIALS });
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = shut;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_at_a_time_tries_whether_it_is_back() {
        let gate = Gate::default();
        assert!(gate.pass().is_ok());
        gate.saw(Some(Outage::Away));
        assert_eq!(gate.pass().unwrap_err().outage(), Some(Outage::Away));
        std::thread::sleep(BETWEEN_TRIALS);
        assert!(gate.pass().is_ok(), "the trial");
        assert!(gate.pass().is_err(), "the others meanwhile");
        gate.saw(None);
        assert!(gate.pass().is_ok());
    }
}
