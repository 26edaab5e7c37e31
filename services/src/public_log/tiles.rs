//! Making files of what has its number, and signing them. No unit of work is open meanwhile. The last state that was
//! signed is known to the database, so that files which are lost are made again and have to be the same.

use super::{Keys, blocking, replacing};
use crate::{
    Failure, Services,
    store::published::{self, PublishedHead},
};
use domain::ledger::Digest;
use publiclog::{CHECKPOINT, FolderStore, Hash, TileStore as _, TreeHead, extend, publish, publish_replacing};

/// So many entries are in memory, and between two checkpoints.
const ENTRIES_AT_ONCE: i64 = 5000;

/// Brings the files to what has its number, and says how many entries were added.
pub(super) async fn follow(services: &Services, keys: &Keys) -> Result<u64, Failure> {
    let recorded = published::head(&mut services.database.read().await?).await?;
    let mut head = recorded.as_ref().map_or(TreeHead::EMPTY, tree_head);
    let before = head.size;
    let has_files = services.log.checkpoint().await?.is_some();
    match recorded {
        Some(recorded) if !has_files => make_again(services, &recorded).await?,
        // An empty log says that it is empty.
        None if !has_files => drop(sign(services, keys, head).await?),
        _ => {}
    }
    loop {
        let entries = published::page(&mut services.database.read().await?, head.size, ENTRIES_AT_ONCE).await?;
        if entries.is_empty() {
            return Ok(head.size - before);
        }
        let store = services.log.store();
        head = blocking(move || extend(&store, &head, &entries)).await?;
        let note = sign(services, keys, head).await?;
        let mut tx = services.database.begin().await?;
        published::set_head(&mut tx, &PublishedHead { size: head.size, root: Digest(head.root.0), note }).await?;
        tx.commit().await?;
        replacing::settle(services, keys).await?;
    }
}

/// The log is read to see that it only grew.
async fn sign(services: &Services, keys: &Keys, head: TreeHead) -> Result<String, Failure> {
    let (store, signers) = (services.log.store(), replacing::signers(services, keys, head.size).await?);
    blocking(move || match &signers.replaced {
        Some(replaced) => publish_replacing(&store, &head, &signers.key, replaced),
        None => publish(&store, &head, &signers.key),
    })
    .await
}

/// The files of a state that was signed: after a backup was taken back, or when somebody has removed them.
async fn make_again(services: &Services, recorded: &PublishedHead) -> Result<(), Failure> {
    let signed = tree_head(recorded);
    let mut head = TreeHead::EMPTY;
    while head.size < signed.size {
        let limit = ENTRIES_AT_ONCE.min(i64::try_from(signed.size - head.size).unwrap_or(ENTRIES_AT_ONCE));
        let entries = published::page(&mut services.database.read().await?, head.size, limit).await?;
        if entries.is_empty() {
            return Err(Failure::inconsistent("published", "sequence", head.size));
        }
        let store = services.log.store();
        head = blocking(move || extend(&store, &head, &entries)).await?;
    }
    if head != signed {
        return Err(Failure::inconsistent("published_head", "root", signed.root));
    }
    let (store, note): (FolderStore, String) = (services.log.store(), recorded.note.clone());
    blocking(move || store.put(CHECKPOINT, note.as_bytes())).await
}

fn tree_head(recorded: &PublishedHead) -> TreeHead {
    TreeHead { size: recorded.size, root: Hash(recorded.root.0) }
}
