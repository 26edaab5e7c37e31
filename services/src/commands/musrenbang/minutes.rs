//! The minutes of a meeting as it closes: built from what was decided, hashed, and kept word for word.

use super::Outcome;
use crate::{
    Failure,
    agenda::places,
    public_log,
    random::random,
    store::musrenbangs::{self, BoardRow, Item, Meeting, StoredMinutes},
    unit::Unit,
};
use domain::{
    ledger::Digest,
    minutes::{DelegateName, Heading, Item as MinutesItem, Minutes, Seal},
    musrenbang::Decision,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

/// Writes the version the meeting is at.
pub(super) async fn write(unit: &mut Unit, meeting: &Meeting, items: &[Item], missing: &[BoardRow]) -> Outcome<StoredMinutes> {
    let named = musrenbangs::delegates(&mut unit.tx, meeting.id).await?;
    let delegates = named.into_iter().map(|delegate| DelegateName { name: delegate.name, is_woman: delegate.is_woman }).collect();
    let places = places(items);
    let decided = items.iter().filter_map(|item| Some((item, Decision::of(item.status)?)));
    let lines = decided.map(|(item, decision)| line(item, decision, places.get(&item.proposal).copied())).collect::<Result<_, _>>()?;
    let mut minutes = Minutes::build(heading(unit, meeting, missing), lines, meeting.attendance.unwrap_or_default(), delegates);
    minutes.seal = Some(seal(unit, &minutes).await?);
    let hash = Sha256::digest(minutes.canonical_text()).to_vec();
    let stored = StoredMinutes { minutes, hash, closed_at: unit.now };
    musrenbangs::insert_minutes(&mut unit.tx, meeting.id, &stored).await?;
    Ok(stored)
}

async fn seal(unit: &mut Unit, minutes: &Minutes) -> Result<Seal, Failure> {
    let salt = Uuid::from_bytes(random()?);
    let annex = Digest(Sha256::digest(minutes.annex_text(salt)).into());
    Ok(Seal { salt, annex, checkpoint: public_log::signed_state(&unit.services, &mut unit.tx).await? })
}

fn heading(unit: &Unit, meeting: &Meeting, missing: &[BoardRow]) -> Heading {
    let city = unit.services.city();
    Heading {
        plan_year: meeting.plan_year,
        stage: meeting.stage,
        seat: meeting.seat_name(&city),
        place: meeting.place.clone(),
        leader: meeting.leader.clone(),
        held_on: unit.services.zone().day(meeting.opened_at.unwrap_or(unit.now)),
        version: meeting.minutes_version,
        by_vote: meeting.notes.by_vote,
        dissent: meeting.notes.dissent.clone(),
        ceiling_note: meeting.notes.ceiling.clone(),
        women_note: meeting.notes.women.clone(),
        missing: missing.iter().map(|row| row.seat_name(&city)).collect(),
    }
}

fn line(item: &Item, decision: Decision, rank: Option<u32>) -> Result<MinutesItem, Failure> {
    Ok(MinutesItem {
        number: item.number.clone(),
        title: item.title.clone(),
        volume: item.volume.ok_or_else(|| Failure::inconsistent("proposals", "volume", &item.number))?,
        unit: item.unit.clone(),
        cost: item.cost,
        agency: item.agency_name.clone(),
        support: item.support,
        rank,
        decision,
        reason: item.reason.clone(),
    })
}
