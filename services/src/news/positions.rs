//! How far the ledger is for each of some topics, so that whoever comes back learns what was missed.

use super::{News, Topic};
use crate::{
    Failure,
    store::{Database, ledger},
};
use std::fmt::{Display, Formatter, Result as Written};

/// A word for each topic, in their order, that is another one after each change: of one subject, how many entries it
/// has; of all of a kind, the state of the data, for nobody counts these.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Positions(Vec<String>);

impl News {
    /// As they are now.
    pub async fn positions(&self, database: &Database, topics: &[Topic]) -> Result<Positions, Failure> {
        let mut tx = database.read().await?;
        let mut words = Vec::with_capacity(topics.len());
        for topic in topics {
            words.push(match topic.subject() {
                Some(subject) => ledger::reached(&mut tx, subject.id()).await?.to_string(),
                None => self.0.state.now(database).await?,
            });
        }
        Ok(Positions(words))
    }
}

impl Positions {
    /// As they were written; what is nothing of the kind is like none.
    pub fn parse(text: &str) -> Self {
        Self(text.split('.').map(str::to_owned).collect())
    }

    /// Which of the topics may be others than they were `before`.
    pub fn missed_since(&self, before: &Self, topics: &[Topic]) -> Vec<Topic> {
        self.moved_since(before, topics, topics)
    }

    /// Which of the topics are others than they were `before`; of those that nobody counts, only what was `heard` of,
    /// for the data change with everything.
    pub fn moved_since(&self, before: &Self, topics: &[Topic], heard: &[Topic]) -> Vec<Topic> {
        let has_moved = |(index, topic): &(usize, &Topic)| {
            let is_other = self.0.get(*index) != before.0.get(*index);
            is_other && (topic.subject().is_some() || heard.contains(topic))
        };
        topics.iter().enumerate().filter(has_moved).map(|(_, topic)| *topic).collect()
    }
}

impl Display for Positions {
    fn fmt(&self, to: &mut Formatter<'_>) -> Written {
        to.write_str(&self.0.join("."))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    #[test]
    fn who_comes_back_learns_what_moved_and_what_nobody_counts_is_told_when_heard() {
        let topics = [Topic::Meeting(Uuid::from_u128(1).into()), Topic::Plans, Topic::Plan(Uuid::from_u128(2).into())];
        let now = Positions::parse("5.9:9:.12");
        assert_eq!(now.to_string(), "5.9:9:.12");
        for (before, heard, moved) in [
            ("5.9:9:.12", &[][..], &[][..]),
            ("4.8:8:.12", &[], &topics[..1]),
            ("5.8:8:.12", &topics[..2], &topics[1..2]),
            ("x.9:9:", &[], &[topics[0], topics[2]]),
        ] {
            assert_eq!(now.moved_since(&Positions::parse(before), &topics, heard), moved, "{before}");
        }
        assert_eq!(now.missed_since(&Positions::parse("5.8:8:.12"), &topics), topics[1..2]);
        assert_eq!(now.missed_since(&Positions::parse(""), &topics), topics);
    }
}
