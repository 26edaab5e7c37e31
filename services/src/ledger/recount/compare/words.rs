//! What was said and why, in words: each text is still the one that an entry names.

use super::{NOTHING, Row};
use crate::{
    Failure,
    ledger::{PAGE, recount::Difference, words::digest},
    store::{Tx, ledger, projections},
};
use domain::{
    ids::CommentId,
    ledger::{Digest, Fold},
};

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    kept(tx, found).await?;
    said(tx, fold, found).await
}

/// Words beside the ledger; those that were erased are none.
async fn kept(tx: &mut Tx, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut after = None;
    loop {
        let rows = ledger::words_after(tx, after, PAGE).await?;
        let Some(last) = rows.last() else { return Ok(()) };
        after = Some(last.0.clone());
        for (named, salt, text) in rows {
            let named = named.try_into().map(Digest).map_err(|_| Failure::inconsistent("ledger_words", "digest", "a digest"))?;
            Row { table: "ledger_words", key: named.to_string(), found }.column("text", digest(&salt, &text), named);
        }
    }
}

async fn said(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing = fold.said.clone();
    each_row!(tx, projections::comments, stored => {
        let named = missing.remove(&CommentId(stored.id)).map_or_else(|| NOTHING.to_owned(), |named| named.to_string());
        let words = digest(&stored.salt.unwrap_or_default(), &stored.body);
        Row { table: "comments", key: stored.id.to_string(), found }.column("body", words, named);
    });
    for id in missing.into_keys() {
        Row { table: "comments", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}
