//! What pages tell of a meeting's entries: moved ranks with their reasons, who gave points last, and why it took up its
//! work again.

use super::words::told_words;
use crate::{
    Failure,
    store::{Tx, ledger},
};
use domain::{
    account::Role,
    clock::Instant,
    ids::{AccountId, MusrenbangId},
    ledger::{Digest, Entry, Event},
    priority::Move,
    reason::{Reason, ReasonCode},
};
use std::collections::BTreeMap;

/// A moved rank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedMove {
    pub step: Move,
    pub reason: Reason,
    pub at: Instant,
}

/// All moves of a meeting in the order in which they were made.
pub async fn moves(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<RecordedMove>, Failure> {
    let mut moves = Vec::new();
    for entry in ledger::of_subject(tx, meeting.into(), "rank_moved").await? {
        if let Event::RankMoved { proposal, from, to, reason, words, .. } = entry.event {
            let step = Move { proposal, from, to };
            moves.push(RecordedMove { step, reason: given(tx, reason, words).await?, at: entry.at });
        }
    }
    Ok(moves)
}

/// A closed meeting that took up its work again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reopening {
    pub at: Instant,
    pub role: Option<Role>,
    pub reason: Reason,
}

/// Each time, the first first.
pub async fn reopenings(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<Reopening>, Failure> {
    let mut reopenings = Vec::new();
    for Entry { at, acting, event, .. } in ledger::of_subject(tx, meeting.into(), "meeting_reopened").await? {
        if let Event::MeetingReopened { reason, words, .. } = event {
            let role = acting.and_then(|acting| acting.role);
            reopenings.push(Reopening { at, role, reason: given(tx, reason, words).await? });
        }
    }
    Ok(reopenings)
}

/// When each assessor gave points last, and in which office.
pub async fn last_scored(tx: &mut Tx, meeting: MusrenbangId) -> Result<BTreeMap<AccountId, (Option<Role>, Instant)>, Failure> {
    let entries = ledger::last_of_each(tx, meeting.into(), "scored").await?;
    Ok(entries.into_iter().filter_map(|entry| entry.acting.map(|acting| (acting.account, (acting.role, entry.at)))).collect())
}

async fn given(tx: &mut Tx, code: Option<ReasonCode>, words: Option<Digest>) -> Result<Reason, Failure> {
    let reason = told_words(tx, &[words]).await?.reason(code.or(Some(ReasonCode::Other)), words)?;
    reason.ok_or_else(|| Failure::inconsistent("ledger", "words", "-"))
}
