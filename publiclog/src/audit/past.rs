//! What a log was at earlier sizes, found while the tree grows again.

use std::collections::{BTreeMap, BTreeSet};

use tlog_tiles::{Hash, record_hash};

use crate::{
    Error,
    tree::{Edge, TreeHead},
};

#[derive(Debug)]
pub struct Past {
    /// Sizes that are not reached yet.
    ahead: BTreeSet<u64>,
    edge: Edge,
    roots: BTreeMap<u64, Hash>,
}

impl Past {
    pub fn at(sizes: impl IntoIterator<Item = u64>) -> Self {
        let mut past = Self { ahead: sizes.into_iter().collect(), edge: Edge::default(), roots: BTreeMap::new() };
        past.look();
        past
    }

    pub fn pass(&mut self, entry: &[u8]) {
        if !self.ahead.is_empty() {
            self.edge.push(record_hash(entry));
            self.look();
        }
    }

    fn look(&mut self) {
        if self.ahead.remove(&self.edge.size()) {
            let TreeHead { size, root } = self.edge.head();
            self.roots.insert(size, root);
        }
    }

    /// Whether the entries of an earlier tree are the first ones.
    pub fn begins_with(&self, seen: &TreeHead) -> Result<(), Error> {
        let found = match self.roots.get(&seen.size) {
            Some(root) if *root == seen.root => return Ok(()),
            Some(root) => root.to_string(),
            None => format!("has only {} entries", self.edge.size()),
        };
        Err(Error::Forked { size: seen.size, expected: seen.root, found })
    }
}
