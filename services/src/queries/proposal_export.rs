//! The list of proposals as rows of a table, read while they are written: some in hand, some on the way, never all of
//! them.

use super::proposal_list::{Wanted, filter};
use crate::{
    Failure, Services, ledger,
    store::{
        Tx,
        proposals::{self, ExportRow, ProposalFilter},
        regions,
    },
};
use domain::clock::Instant;
use tokio::sync::mpsc;

const ROWS_AT_ONCE: i64 = 500;

type Page = Result<Vec<ExportRow>, Failure>;

/// An export that has begun; all its rows are of one moment.
#[derive(Debug)]
pub struct ProposalExport {
    pub count: i64,
    pub at: Instant,
    pages: mpsc::Receiver<Page>,
}

pub async fn proposal_export(services: &Services, wanted: &Wanted) -> Result<ProposalExport, Failure> {
    let mut tx = services.database.read().await?;
    let at = services.clock.now();
    let region = regions::find_by_text(&mut tx, &wanted.region, services.today()).await?;
    let (send, pages) = mpsc::channel(1);
    let Some(filter) = filter(&mut tx, wanted, region.as_ref()).await? else { return Ok(ProposalExport { count: 0, at, pages }) };
    let count = proposals::count(&mut tx, &filter).await?;
    tokio::spawn(read_on(tx, filter, send));
    Ok(ProposalExport { count, at, pages })
}

/// Ends when all is read, or nobody wants more.
async fn read_on(mut tx: Tx, filter: ProposalFilter, send: mpsc::Sender<Page>) {
    let mut last = String::new();
    loop {
        let page = ledger::export(&mut tx, &filter, &last, ROWS_AT_ONCE).await;
        let next = page.as_ref().ok().and_then(|rows| rows.last()).map(|row| row.number.clone());
        if send.send(page).await.is_err() {
            return;
        }
        let Some(next) = next else { return };
        last = next;
    }
}

impl ProposalExport {
    /// For threads that may wait: each row as soon as it is read.
    pub fn into_rows(mut self) -> impl Iterator<Item = Result<ExportRow, Failure>> + Send {
        std::iter::from_fn(move || self.pages.blocking_recv()).flat_map(|page| match page {
            Ok(rows) => rows.into_iter().map(Ok).collect(),
            Err(failure) => vec![Err(failure)],
        })
    }
}
