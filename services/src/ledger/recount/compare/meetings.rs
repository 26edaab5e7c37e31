//! Meetings, what is before them, what was given, whom they send on, and their minutes, against the fold.

use super::{NOTHING, Row, shown, words};
use crate::{
    Failure,
    ledger::Difference,
    store::{
        Tx,
        projections::{self, ItemRow},
    },
};
use domain::{
    clock::Instant,
    ids::{AccountId, CriterionId, CycleId, DelegateId, MusrenbangId, ProposalId},
    ledger::{Digest, Fold, Frozen, ItemFold, MeetingFold},
    musrenbang::Decision,
    priority::Weighed,
    reason::ReasonCode,
};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    meetings(tx, fold, found).await?;
    papers(tx, fold, found).await?;
    items(tx, fold, found).await?;
    scores(tx, fold, found).await?;
    delegates(tx, fold, found).await?;
    minutes(tx, fold, found).await
}

async fn meetings(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = MeetingFold::default();
    let mut missing: BTreeSet<MusrenbangId> = fold.meetings.keys().copied().collect();
    each_row!(tx, projections::meetings, stored => {
        let id = MusrenbangId(stored.id);
        missing.remove(&id);
        let folded = fold.meetings.get(&id).unwrap_or(&nothing);
        let notes = folded.notes.as_ref();
        let place = words(tx, folded.place).await?;
        let leader = words(tx, folded.opening.as_ref().and_then(|opening| opening.leader)).await?;
        let women = words(tx, notes.and_then(|notes| notes.women)).await?;
        let ceiling = words(tx, notes.and_then(|notes| notes.ceiling)).await?;
        let dissent = words(tx, notes.and_then(|notes| notes.dissent)).await?;
        let came = folded.opening.as_ref().map(|opening| opening.attendance);
        let mut row = Row { table: "musrenbangs", key: stored.id.to_string(), found };
        row.column("status", stored.status, folded.status.code());
        row.column("scheduled_on", shown(stored.scheduled_on), shown(folded.scheduled_on));
        row.column("place", stored.place, place);
        row.column("leader", stored.leader, leader);
        row.column("attendance", shown(stored.attendance), shown(came.map(|came| came.total)));
        row.column("attendance_women", shown(stored.attendance_women), shown(came.map(|came| came.women)));
        row.column("women_note", stored.women_note, women);
        row.column("ceiling_note", stored.ceiling_note, ceiling);
        row.column("dissent", stored.dissent, dissent);
        row.column("by_vote", stored.by_vote, notes.is_some_and(|notes| notes.by_vote));
        row.column("opened_at", shown(stored.opened_at), shown(folded.opened_at));
        row.column("closed_at", shown(stored.closed_at), shown(folded.closed_at));
        row.column("minutes_version", stored.minutes_version, folded.version);
        let set = format!("{:?}", Weighed::by_code(&fold.weights_of(CycleId(stored.cycle_id))));
        for weights in &folded.weights {
            row.column("weights", &set, format!("{weights:?}"));
        }
    });
    for id in missing {
        Row { table: "musrenbangs", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

async fn papers(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = MeetingFold::default();
    each_row!(tx, projections::papers, stored => {
        let folded = fold.meetings.get(&MusrenbangId(stored.id)).unwrap_or(&nothing);
        let (signed, handed_over) = (folded.signed.as_ref(), folded.handed_over.as_ref());
        let signed_by = words(tx, signed.map(|signed| signed.by)).await?;
        let received_by = words(tx, handed_over.map(|handed_over| handed_over.to)).await?;
        let mut row = Row { table: "musrenbangs", key: stored.id.to_string(), found };
        row.column("signed_by", stored.signed_by, signed_by);
        row.column("signed_on", shown(stored.signed_on), shown(signed.map(|signed| signed.on)));
        row.column("signed_delegates", shown(stored.signed_delegates), shown(signed.map(|signed| signed.delegates)));
        row.column("received_by", stored.received_by, received_by);
        row.column("handed_over_on", shown(stored.handed_over_on), shown(handed_over.map(|handed_over| handed_over.on)));
    });
    Ok(())
}

async fn items(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<(MusrenbangId, ProposalId), &ItemFold> = BTreeMap::new();
    for (id, meeting) in &fold.meetings {
        missing.extend(meeting.items.iter().map(|(proposal, item)| ((*id, *proposal), item)));
    }
    each_row!(tx, projections::items, stored => {
        let folded = missing.remove(&(MusrenbangId(stored.musrenbang_id), ProposalId(stored.proposal_id)));
        let reason = words(tx, folded.and_then(|item| item.words)).await?;
        let key = format!("{} {}", stored.musrenbang_id, stored.proposal_id);
        let mut row = Row { table: "musrenbang_items", key, found };
        match folded {
            Some(item) => of_item(&mut row, &stored, item, &reason),
            None => row.column("proposal_id", stored.proposal_id, NOTHING),
        }
    });
    for ((meeting, proposal), _) in missing {
        Row { table: "musrenbang_items", key: format!("{meeting} {proposal}"), found }.column("proposal_id", NOTHING, proposal);
    }
    Ok(())
}

fn of_item(row: &mut Row<'_>, stored: &ItemRow, item: &ItemFold, reason: &str) {
    let frozen = |part: fn(Frozen) -> u32| shown(item.frozen.map(part));
    row.column("arrived_at", stored.arrived_at, item.arrived_at);
    row.column("frozen_local", shown(stored.frozen_local), frozen(|frozen| frozen.local));
    row.column("frozen_other", shown(stored.frozen_other), frozen(|frozen| frozen.other));
    row.column("frozen_at", shown(stored.frozen_at), shown::<Instant>(item.frozen.map(|frozen| frozen.at)));
    row.column("decision", shown(stored.decision.as_deref()), shown(item.decision.map(Decision::code)));
    row.column("reason_code", shown(stored.reason_code.as_deref()), shown(item.reason.map(ReasonCode::code)));
    row.column("reason_text", stored.reason_text.as_deref().unwrap_or_default(), reason);
    row.column("proposed_rank", shown(stored.proposed_rank), shown(item.proposed));
    row.column("rank", shown(stored.rank), shown(item.rank));
    row.column("score", shown(stored.score), shown(item.total.map(|total| total.0)));
    if let Some(card) = &item.card {
        let computed = serde_json::to_value(card).ok();
        row.column("score_parts", shown(stored.score_parts.as_ref().map(|card| &card.0)), shown(computed));
    }
}

async fn scores(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing = BTreeMap::new();
    for (id, meeting) in &fold.meetings {
        missing.extend(
            meeting.scores.iter().map(|((proposal, criterion, assessor), points)| ((*id, *proposal, *criterion, *assessor), points.get())),
        );
    }
    each_row!(tx, projections::scores, stored => {
        let key = (
            MusrenbangId(stored.musrenbang_id),
            ProposalId(stored.proposal_id),
            CriterionId(stored.criterion_id),
            AccountId(stored.assessor_id),
        );
        let mut row = Row { table: "scores", key: [key.0.0, key.1.0, key.2.0, key.3.0].map(|id| id.to_string()).join(" "), found };
        row.column("value", stored.value, shown(missing.remove(&key)));
    });
    for ((meeting, proposal, criterion, assessor), points) in missing {
        let key = [meeting.0, proposal.0, criterion.0, assessor.0].map(|id| id.to_string()).join(" ");
        Row { table: "scores", key, found }.column("value", NOTHING, points);
    }
    Ok(())
}

async fn delegates(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<DelegateId, (MusrenbangId, bool)> = BTreeMap::new();
    for (id, meeting) in &fold.meetings {
        missing.extend(meeting.delegates.iter().map(|(delegate, is_woman)| (*delegate, (*id, *is_woman))));
    }
    each_row!(tx, projections::delegates, stored => {
        let folded = missing.remove(&DelegateId(stored.id));
        let mut row = Row { table: "delegates", key: stored.id.to_string(), found };
        row.column("musrenbang_id", stored.musrenbang_id, shown(folded.map(|(meeting, _)| meeting)));
        row.column("woman", stored.woman, shown(folded.map(|(_, is_woman)| is_woman)));
    });
    for (id, _) in missing {
        Row { table: "delegates", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}

/// The text that was hashed is made again as well.
async fn minutes(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<(MusrenbangId, i64), Digest> = BTreeMap::new();
    for (id, meeting) in &fold.meetings {
        missing.extend(meeting.minutes.iter().map(|(version, hash)| ((*id, i64::from(*version)), *hash)));
    }
    each_row!(tx, projections::minutes, stored => {
        let written = missing.remove(&(MusrenbangId(stored.musrenbang_id), stored.version));
        let made_again = Digest(Sha256::digest(stored.content.canonical_text().as_bytes()).into());
        let hash: Option<Digest> = stored.hash.try_into().ok().map(Digest);
        let mut row = Row { table: "minutes", key: format!("{} {}", stored.musrenbang_id, stored.version), found };
        row.column("hash", shown(hash), shown(written));
        row.column("content", shown(hash), made_again);
        if let Some(seal) = &stored.content.seal {
            let annex = Digest(Sha256::digest(stored.content.annex_text(seal.salt)).into());
            row.column("annex", seal.annex, annex);
        }
    });
    for ((meeting, version), hash) in missing {
        Row { table: "minutes", key: format!("{meeting} {version}"), found }.column("hash", NOTHING, hash);
    }
    Ok(())
}
