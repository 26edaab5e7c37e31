//! The texts of minutes: each is what the log says was written, and the log that it names is the one that is served.

use super::{
    compare::{Difference, NOTHING},
    download::Site,
};
use domain::{
    ids::MusrenbangId,
    ledger::{Digest, Fold},
    minutes::{Checkpoint, checkpoint_of, may_lack_names},
};
use publiclog::{Hash, KeyChain, TreeHead};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, btree_map};

/// The latest minutes of each closed meeting.
pub struct MinutesTexts(BTreeMap<MusrenbangId, Option<Text>>);

struct Text {
    hash: Digest,
    checkpoint: Option<Checkpoint>,
    lacks_names: bool,
}

impl Text {
    fn of(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes);
        Self { hash: Digest(Sha256::digest(bytes).into()), checkpoint: checkpoint_of(&text), lacks_names: may_lack_names(&text) }
    }
}

impl MinutesTexts {
    pub fn read(site: &Site, meetings: impl Iterator<Item = MusrenbangId>) -> anyhow::Result<Self> {
        let mut texts = BTreeMap::new();
        for id in meetings {
            if let btree_map::Entry::Vacant(entry) = texts.entry(id) {
                entry.insert(site.minutes(id)?.map(|bytes| Text::of(&bytes)));
            }
        }
        Ok(Self(texts))
    }

    fn named(&self) -> impl Iterator<Item = &Checkpoint> {
        self.0.values().flatten().filter_map(|text| text.checkpoint.as_ref())
    }

    /// How large the logs were that they name.
    pub fn sizes(&self) -> impl Iterator<Item = u64> {
        self.named().map(|log| log.size)
    }

    /// What the log has to begin with, of those that were signed with one of its keys.
    pub fn heads(&self, keys: &KeyChain) -> Vec<TreeHead> {
        self.named().filter(|log| keys.has(&log.key)).map(|log| TreeHead { size: log.size, root: Hash(log.root.0) }).collect()
    }

    pub fn compare(&self, fold: &Fold, found: &mut Vec<Difference>) {
        for (id, text) in &self.0 {
            let written = fold.meetings.get(id).and_then(|meeting| meeting.minutes.last_key_value()).map(|(_, hash)| *hash);
            let served = text.as_ref().map(|text| text.hash);
            if served != written && !text.as_ref().is_some_and(|text| text.lacks_names) {
                found.push(Difference::new("minutes", id.to_string(), "hash", shown(served), shown(written)));
            }
        }
    }

    /// How many nobody but an office can check; whoever expects none has been shown other texts than were written.
    pub fn unchecked(&self) -> usize {
        self.0.values().flatten().filter(|text| text.lacks_names).count()
    }
}

fn shown(hash: Option<Digest>) -> String {
    hash.map_or_else(|| NOTHING.to_owned(), |hash| hash.to_string())
}
