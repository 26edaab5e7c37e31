//! Whoever is told that something has changed asks for the page again. Where many look at the same, each is told in a
//! turn of its own, so that they do not all ask in the same moment.

use super::Topic;
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

/// About as long as a page takes.
const BETWEEN: Duration = Duration::from_millis(8);
/// Nobody waits longer than two seconds.
const MOST: u32 = 250;

/// How many look at what; clones count together.
#[derive(Clone, Debug, Default)]
pub(super) struct Turns(Arc<Mutex<Table>>);

#[derive(Debug, Default)]
struct Table {
    next: u32,
    looking: HashMap<Topic, u32>,
}

/// The turn of one who looks; given back when dropped.
#[derive(Debug)]
pub struct Turn {
    turns: Turns,
    topics: Vec<Topic>,
    number: u32,
}

impl Turns {
    pub(super) fn take(&self, topics: &[Topic]) -> Turn {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        table.next = table.next.wrapping_add(1);
        for topic in topics {
            *table.looking.entry(*topic).or_default() += 1;
        }
        Turn { turns: self.clone(), topics: topics.to_vec(), number: table.next }
    }
}

impl Turn {
    /// How long after the first it comes; nothing for who looks alone.
    pub fn wait(&self) -> Duration {
        let table = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        let looking = self.topics.iter().filter_map(|topic| table.looking.get(topic)).max().copied();
        BETWEEN * (self.number % looking.unwrap_or(1).clamp(1, MOST))
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let mut table = self.turns.0.lock().unwrap_or_else(PoisonError::into_inner);
        for topic in &self.topics {
            if let Some(count) = table.looking.get_mut(topic) {
                *count -= 1;
            }
        }
        table.looking.retain(|_, count| *count > 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn a_hall_asks_one_after_the_other_and_who_looks_alone_at_once() {
        let turns = Turns::default();
        let alone = turns.take(&[Topic::Plans]);
        let hall: Vec<_> = (0..60).map(|_| turns.take(&[Topic::Meetings, Topic::Residents])).collect();
        assert_eq!(alone.wait(), Duration::ZERO);
        let waits: HashSet<_> = hall.iter().map(Turn::wait).collect();
        assert_eq!((waits.len(), waits.iter().max()), (60, Some(&(BETWEEN * 59))));
        drop(hall);
        let crowd: Vec<_> = (0..1000).map(|_| turns.take(&[Topic::Meetings])).collect();
        assert!(crowd.iter().all(|turn| turn.wait() < BETWEEN * MOST));
        drop((crowd, alone));
        assert!(turns.0.lock().unwrap().looking.is_empty(), "nobody is remembered");
    }
}
