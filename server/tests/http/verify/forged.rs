//! Another log in the place of the one that is served, as whoever runs a site could publish it.

use super::Meddling;
use domain::ledger::{Event, public::PublicEntry};
use publiclog::{CHECKPOINT, FolderStore, MemoryStore, SigningKey, TileReader as _, TreeHead, audit, extend, publish};
use services::Services;
use std::sync::Arc;

pub fn entries_of(services: &Services) -> Vec<Vec<u8>> {
    let (store, mut entries) = (FolderStore::new(services.log.folder().join("tiles")), Vec::new());
    let key = services.log.key().unwrap().unwrap();
    let take = |_, entry: &[u8]| {
        entries.push(entry.to_vec());
        Ok(())
    };
    audit(&store, &key, &[], take).unwrap();
    entries
}

/// Another log in the place of the served one, with as many entries.
pub fn instead(entries: &[Vec<u8>], signed_by: &SigningKey) -> Meddling {
    let store = MemoryStore::default();
    let head = extend(&store, &TreeHead::EMPTY, entries).unwrap();
    publish(&store, &head, signed_by).unwrap();
    Arc::new(move |path, bytes| match path.strip_prefix("/data/log/") {
        Some(file) if file == CHECKPOINT || file.starts_with("tile/") => store.get(file).unwrap(),
        _ => Some(bytes),
    })
}

/// The entries, of which some tell something else.
pub fn changed(entries: &[Vec<u8>], change: impl Fn(&mut Event)) -> Vec<Vec<u8>> {
    let told = |bytes: &Vec<u8>| {
        let Ok(mut public) = PublicEntry::read(bytes) else { return bytes.clone() };
        change(&mut public.entry.event);
        public.bytes().unwrap()
    };
    let told: Vec<Vec<u8>> = entries.iter().map(told).collect();
    assert_ne!(told, entries);
    told
}
