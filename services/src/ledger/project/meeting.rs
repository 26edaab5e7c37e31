//! What is kept of a meeting follows its entries: how far it is, what is before it, values, places, decisions, and
//! whom it sends on. Names of delegates and the text of minutes are written by whoever records.

use super::{by, changed, strange};
use crate::{
    Failure,
    ledger::words::{told, told_any},
    store::{
        Tx, cycles,
        musrenbangs::{self, GivenScore, ItemDecision, Place},
    },
};
use domain::{
    clock::Instant,
    ids::{MusrenbangId, ProposalId},
    ledger::{Digest, Entry, Event, OpeningRecord, Order, SigningRecord},
    musrenbang::{HandingOver, MeetingNotes, MusrenbangStatus, Papers, Signing},
    priority::{AssessorScore, ScoreCard},
    reason::Note,
};
use std::collections::BTreeMap;

pub(super) async fn of_meeting(tx: &mut Tx, id: MusrenbangId, entries: &[Entry]) -> Result<(), Failure> {
    for entry in entries {
        match &entry.event {
            Event::Scheduled { on, place } => {
                let place = told_any(tx, *place).await?;
                musrenbangs::set_schedule(tx, id, *on, &place).await?;
            }
            Event::MeetingOpened(record) => {
                opened(tx, id, record, entry.at).await?;
                musrenbangs::set_status(tx, id, MusrenbangStatus::Open).await?;
                let cycle = musrenbangs::find(tx, id).await?.ok_or_else(|| strange(entry))?.cycle;
                cycles::lock_weights(tx, cycle, entry.at).await?;
            }
            Event::OpeningCorrected(record) => opened(tx, id, record, entry.at).await?,
            Event::NotesWritten(notes) => {
                let women = note(tx, notes.women).await?;
                let ceiling = note(tx, notes.ceiling).await?;
                let dissent = note(tx, notes.dissent).await?;
                musrenbangs::set_notes(tx, id, &MeetingNotes { women, ceiling, dissent, by_vote: notes.by_vote }).await?;
            }
            Event::MeetingClosed { version, .. } => {
                musrenbangs::set_status(tx, id, MusrenbangStatus::Closed).await?;
                musrenbangs::set_closed(tx, id, Some(entry.at), *version).await?;
            }
            Event::MinutesRenewed { version, .. } => {
                musrenbangs::set_status(tx, id, MusrenbangStatus::Closed).await?;
                musrenbangs::set_papers(tx, id, &Papers::default()).await?;
                musrenbangs::set_minutes_version(tx, id, *version).await?;
            }
            Event::MinutesSigned(record) => {
                let signed = signing(tx, record).await?;
                musrenbangs::set_status(tx, id, MusrenbangStatus::Signed).await?;
                musrenbangs::set_papers(tx, id, &Papers { signed: Some(signed), handed_over: None }).await?;
            }
            Event::MinutesHandedOver(record) => {
                let known = musrenbangs::find(tx, id).await?.ok_or_else(|| strange(entry))?.papers;
                let handed_over = HandingOver { to: told(tx, record.to).await?, on: record.on };
                musrenbangs::set_status(tx, id, MusrenbangStatus::Sent).await?;
                musrenbangs::set_papers(tx, id, &Papers { handed_over: Some(handed_over), ..known }).await?;
            }
            Event::MeetingReopened { version, .. } => {
                musrenbangs::set_status(tx, id, MusrenbangStatus::Open).await?;
                musrenbangs::set_papers(tx, id, &Papers::default()).await?;
                musrenbangs::set_closed(tx, id, None, *version).await?;
            }
            Event::DelegateNamed { delegate, is_woman } => {
                changed("delegates", musrenbangs::insert_delegate(tx, id, *delegate, *is_woman).await?)?;
            }
            Event::DelegateRemoved { delegate } => changed("delegates", musrenbangs::remove_delegate(tx, id, *delegate).await?)?,
            Event::SuggestionAccepted { .. } => {}
            Event::OrderProposed(order) => {
                musrenbangs::clear_places(tx, id).await?;
                places(tx, id, order).await?;
            }
            Event::LateOrdered(order) => places(tx, id, order).await?,
            _ => of_item(tx, id, entry).await?,
        }
    }
    Ok(())
}

async fn of_item(tx: &mut Tx, id: MusrenbangId, entry: &Entry) -> Result<(), Failure> {
    match &entry.event {
        Event::ItemArrived { proposal, frozen } => musrenbangs::insert_item(tx, id, *proposal, entry.at, *frozen).await,
        Event::ItemLeft { proposal } => musrenbangs::forget_item(tx, id, *proposal).await,
        Event::SupportFrozen { counts } => {
            for count in counts {
                musrenbangs::set_frozen(tx, id, *count, Some(entry.at)).await?;
            }
            Ok(())
        }
        Event::FrozenAnew(count) => musrenbangs::set_frozen(tx, id, *count, None).await,
        Event::Scored { given } => {
            let assessor = by(entry)?;
            let scores = given.iter().map(|given| GivenScore {
                proposal: given.proposal,
                score: AssessorScore { assessor, criterion: given.criterion, points: given.points },
            });
            musrenbangs::save_scores(tx, id, &scores.collect::<Vec<_>>()).await
        }
        Event::RankMoved { order, .. } => {
            for (rank, proposal) in (1..).zip(order) {
                musrenbangs::set_rank(tx, id, *proposal, rank).await?;
            }
            Ok(())
        }
        Event::ItemDecided { proposal, decision, reason, words } => {
            let text = told_any(tx, *words).await?;
            let reason = reason.map(|code| (code, text.as_str()));
            musrenbangs::set_decision(tx, id, *proposal, ItemDecision { decision: *decision, reason }).await
        }
        Event::ReservePromoted { proposal, .. } => {
            let last = musrenbangs::last_rank(tx, id).await?;
            musrenbangs::set_rank(tx, id, *proposal, last.saturating_add(1)).await
        }
        _ => Err(strange(entry)),
    }
}

async fn opened(tx: &mut Tx, id: MusrenbangId, record: &OpeningRecord, at: Instant) -> Result<(), Failure> {
    let (place, leader) = (told_any(tx, record.place).await?, told_any(tx, record.leader).await?);
    musrenbangs::set_opening(tx, id, &place, &leader, record.attendance, at).await
}

async fn note(tx: &mut Tx, named: Option<Digest>) -> Result<Option<Note>, Failure> {
    let Some(named) = named else { return Ok(None) };
    let text = told(tx, named).await?;
    Note::new(&text).map(Some).map_err(|_| Failure::inconsistent("ledger_words", "text", text))
}

async fn signing(tx: &mut Tx, record: &SigningRecord) -> Result<Signing, Failure> {
    Ok(Signing { by: told(tx, record.by).await?, on: record.on, delegates: record.delegates })
}

/// The cards are made as the order was made, from the values that were given.
async fn places(tx: &mut Tx, id: MusrenbangId, order: &Order) -> Result<(), Failure> {
    let mut given: BTreeMap<ProposalId, Vec<AssessorScore>> = BTreeMap::new();
    for GivenScore { proposal, score } in musrenbangs::scores(tx, id).await? {
        given.entry(proposal).or_default().push(score);
    }
    let proposed = order.proposed(|proposal| given.get(&proposal).cloned().unwrap_or_default());
    let proposed = proposed.ok_or_else(|| Failure::inconsistent("ledger", "event", id))?;
    let cards: BTreeMap<ProposalId, &ScoreCard> = proposed.iter().map(|(_, ranked)| (ranked.id, &ranked.card)).collect();
    for place in &order.places {
        let card = cards.get(&place.proposal).ok_or_else(|| Failure::inconsistent("ledger", "event", id))?;
        musrenbangs::set_place(tx, id, place.proposal, Place { proposed: place.proposed, rank: place.rank, card }).await?;
    }
    Ok(())
}
