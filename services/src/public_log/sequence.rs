//! Giving entries their number in the log, and taking their private parts out. What is written here is never made
//! again: files follow these rows.

use super::Keys;
use crate::{
    Failure, Services,
    store::{
        ledger::outbox,
        published::{self, Published},
    },
};
use domain::ledger::public::{Publisher, cut};
use publiclog::MAX_ENTRY_BYTES;

/// So many entries of the ledger in one unit of work.
pub const BATCH: usize = 500;
/// Supporters that are remembered from one time to the next; some hundred bytes each.
const MOST_HELD: usize = 200_000;

/// Deals with the next that wait and says how many those were. They are read and prepared from one moment of the data,
/// and written in a unit of work that only writes, so that commands hardly wait for it. When another server was there
/// in between, its numbers are taken and nothing is written here.
pub(super) async fn next_batch(services: &Services, keys: &Keys, held: &mut Option<(u64, Publisher)>) -> Result<usize, Failure> {
    let mut tx = services.database.read().await?;
    let waiting = outbox::waiting(&mut tx, BATCH).await?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let size = published::size(&mut tx).await?;
    // Forgotten when anything below fails.
    let mut publisher = match held.take() {
        Some((behind, publisher)) if behind == size && publisher.held() < MOST_HELD => publisher,
        _ => Publisher::new(&outbox::mergers_before(&mut tx).await?),
    };
    let mut additions = Vec::with_capacity(waiting.len());
    let mut places = Vec::with_capacity(waiting.len());
    for (place, entry) in waiting {
        for proposal in publisher.missing(&entry) {
            publisher.learn(proposal, &outbox::support_before(&mut tx, proposal).await?);
        }
        places.push(place);
        let Some(public) = publisher.publish(&entry, keys) else { continue };
        let bytes = public.bytes().map_err(|error| Failure::Other(error.to_string()))?;
        for (part, bytes) in (0..).zip(cut(&bytes, MAX_ENTRY_BYTES)) {
            let sequence = size + additions.len() as u64;
            additions.push(Published { sequence, entry: entry.id, part, bytes });
        }
    }
    drop(tx);
    let mut tx = services.database.begin().await?;
    let taken = outbox::take_out(&mut tx, &places).await?;
    if taken != places.len() as u64 {
        return Err(Failure::RowCount { what: "ledger_outbox", rows: taken });
    }
    published::append(&mut tx, &additions).await?;
    tx.commit().await?;
    *held = Some((size + additions.len() as u64, publisher));
    Ok(places.len())
}
