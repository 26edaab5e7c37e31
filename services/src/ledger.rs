//! Writing the ledger, and holding what is kept beside it against it.
//!
//! `record` appends entries and is the only one who lets the projections follow. `recount` makes all of them again
//! from the entries, with the rules of `domain::ledger`, and names every difference. `import` writes down what had
//! happened before there was a ledger. What may happen at all is asked by the commands before.

/// Runs a block for every row of a table that follows the ledger, page by page; see `store::projections`.
macro_rules! each_row {
    ($tx:expr, $rows:path, $row:ident => $take:block) => {{
        let mut after = None;
        loop {
            let rows = $rows($tx, after, $crate::ledger::PAGE).await?;
            let Some(last) = rows.last() else { break };
            after = Some(last.key());
            for $row in rows $take
        }
    }};
}

mod import;
mod journey;
mod meetings;
mod people;
mod project;
mod recount;
mod words;

pub(crate) use import::{import, import_city, import_lists, import_rule, recall};
pub use journey::{
    Announced, LatestDecision, RecordedEvent, RecordedPlanEvent, export, latest_announcements, latest_decisions, plan_journey,
    proposal_journey,
};
pub use meetings::{RecordedMove, Reopening, last_scored, moves, reopenings};
pub use people::{Denial, latest_denial};
pub use recount::{Counted, CountedItem, Difference, Recount, counts_at, recount};
pub use words::{Salted, salted};
pub(crate) use words::{as_told, kept, kept_words, leg};

use crate::{
    Clock, Failure,
    store::{
        Tx,
        ledger::{self, Linked, outbox},
    },
};
use domain::{
    clock::Instant,
    ids::EntryId,
    ledger::{Digest, Entry, Event, Subject},
    permission::Acting,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// What is to be written down.
#[derive(Clone, Debug)]
pub struct Act {
    pub at: Instant,
    /// Nobody for acts of the machine itself.
    pub acting: Option<Acting>,
    pub event: Event,
}

/// Writes acts on one subject, which the caller has locked, and lets what is kept beside the ledger follow.
pub async fn record(clock: &Clock, tx: &mut Tx, subject: impl Into<Subject>, acts: Vec<Act>) -> Result<(), Failure> {
    let subject = subject.into();
    let entries = append(|| clock.new_id(), tx, subject, acts, false).await?;
    project::project(tx, subject, &entries).await
}

/// The same for one act whose entry has its id already.
pub(crate) async fn record_as(id: EntryId, tx: &mut Tx, subject: impl Into<Subject>, act: Act) -> Result<(), Failure> {
    let subject = subject.into();
    let entries = append(|| id.0, tx, subject, vec![act], false).await?;
    project::project(tx, subject, &entries).await
}

async fn append(
    mut new_id: impl FnMut() -> Uuid + Send,
    tx: &mut Tx,
    subject: Subject,
    acts: Vec<Act>,
    imported: bool,
) -> Result<Vec<Entry>, Failure> {
    let (mut position, mut chain) = ledger::head(tx, subject.id()).await?.unwrap_or((0, BEGINNING));
    let mut linked = Vec::with_capacity(acts.len());
    for Act { at, acting, event } in acts {
        position += 1;
        let entry = Entry { id: EntryId(new_id()), at, acting, subject, position, imported, event };
        chain = link(chain, &entry)?;
        linked.push(Linked { entry, chain });
    }
    ledger::append(tx, &linked).await?;
    let entries: Vec<Entry> = linked.into_iter().map(|linked| linked.entry).collect();
    // There may be no outbox yet for what is imported.
    if !imported {
        outbox::announce(tx, &entries).await?;
    }
    Ok(entries)
}

/// Rows read at once.
const PAGE: i64 = 5000;

/// Before the first entry of a subject there is nothing.
const BEGINNING: Digest = Digest([0; 32]);

/// Ties an entry to the one before it: whoever changes one would have to change all that follow.
fn link(before: Digest, entry: &Entry) -> Result<Digest, Failure> {
    let bytes = entry.canonical().map_err(|error| Failure::Other(error.to_string()))?;
    Ok(Digest(Sha256::new().chain_update(before.0).chain_update(bytes).finalize().into()))
}
