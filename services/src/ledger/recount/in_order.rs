//! What meetings count of support, in the order in which everything was recorded: that of the public log as far as it
//! goes, and then of what waits for it. Strangers look at the log in the same way, by the same rules, with pseudonyms.

use super::Difference;
use crate::{
    Failure,
    store::{Tx, ledger::outbox},
};
use domain::ledger::{
    Entry, Subject,
    public::{PublicEntry, PublicFold, Publicity, publicity},
};

const PAGE: usize = 1000;

/// After all entries were read, each among those of its subject; what was found there already is named once.
pub(super) async fn compare(tx: &mut Tx, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut fold = PublicFold::default();
    for is_published in [true, false] {
        let mut after = -1;
        loop {
            let page =
                if is_published { outbox::published_after(tx, after, PAGE).await? } else { outbox::waiting_after(tx, after, PAGE).await? };
            let Some((last, _)) = page.last() else { break };
            after = *last;
            for doubted in page.into_iter().filter_map(|(_, entry)| doubt(&mut fold, entry)) {
                let is_same = |known: &Difference| (known.table, &known.row, known.column) == (doubted.table, &doubted.row, doubted.column);
                if !found.iter().any(is_same) {
                    found.push(doubted);
                }
            }
        }
    }
    Ok(())
}

fn doubt(fold: &mut PublicFold, entry: Entry) -> Option<Difference> {
    if publicity(&entry) == Publicity::Never {
        return None;
    }
    let public = PublicEntry { entry, same: Vec::new() };
    let unfounded = fold.apply(&public).err()?;
    let Entry { subject, position, event, .. } = public.entry;
    let Subject::Musrenbang(id) = subject else { return None };
    let (row, stored) = (format!("{} {id} {position}", subject.code()), event.code().to_owned());
    Some(Difference { table: "ledger", row, column: "event", stored, computed: unfounded.to_string() })
}
