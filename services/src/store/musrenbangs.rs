//! Meetings: the rows themselves here; what stands before them, scores, moves, delegates, minutes and the board in
//! files of their own. Whoever changes anything of a meeting locks it first, so that two officers never act on the
//! same state.

pub mod board;
pub mod calendar;
pub mod delegates;
pub mod frozen;
pub mod items;
pub mod minutes;
mod rows;
pub mod scores;
mod standing;

pub use board::{BoardFilter, BoardRow, StageCount, WaitingItem, board, counts, late_in, waiting_for_decision};
pub use calendar::{DatedMeeting, Dates, MeetingMoney, dated, money, on_calendar, open_or_coming};
pub use delegates::{Delegate, delegates, insert_delegate, name_delegate, remove_delegate, sent_by};
pub use frozen::{frozen_anew, frozen_support, not_frozen, set_frozen};
pub use items::{
    Item, ItemDecision, Place, clear_places, elsewhere, forget_item, has_item, insert_item, item, items, last_rank, set_decision,
    set_place, set_rank,
};
pub use minutes::{StoredMinutes, insert_minutes, latest_minutes, minutes};
pub use rows::{Meeting, MeetingAgency, MeetingRegion};
pub use scores::{GivenScore, save_scores, scores};
pub use standing::{Standing, standing};

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{AgencyId, CycleId, MusrenbangId, ProposalId, RegionId},
    musrenbang::{Attendance, MeetingNotes, MusrenbangStatus, Papers},
    reason::Note,
};
use rows::{MeetingRow, with_meeting_columns};

/// A meeting to be prepared: of a region, or of an agency.
pub struct NewMeeting {
    pub id: MusrenbangId,
    pub cycle: CycleId,
    pub stage: StageKind,
    pub region: Option<RegionId>,
    pub agency: Option<AgencyId>,
}

/// Nothing happens when the region or agency has its meeting at this stage already.
pub async fn insert(tx: &mut Tx, new: &NewMeeting) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO musrenbangs (id, cycle_id, stage, region_id, agency_id, status) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING")
        .bind(new.id.0)
        .bind(new.cycle.0)
        .bind(new.stage.code())
        .bind(new.region.map(|id| id.0))
        .bind(new.agency.map(|id| id.0))
        .bind(MusrenbangStatus::Prepared.code())
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// How many meetings a cycle has.
pub async fn number_of(tx: &mut Tx, cycle: CycleId) -> Result<usize, Failure> {
    let count: i64 = on_tx!(tx, conn => sqlx::query_scalar("SELECT COUNT(*) FROM musrenbangs WHERE cycle_id = $1")
        .bind(cycle.0).fetch_one(conn).await)?;
    Ok(usize::try_from(count).unwrap_or(0))
}

pub async fn find(tx: &mut Tx, id: MusrenbangId) -> Result<Option<Meeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, MeetingRow>(with_meeting_columns!("SELECT", "FROM musrenbangs WHERE id = $1"))
        .bind(id.0).fetch_optional(conn).await)?
    .map(Meeting::try_from)
    .transpose()
}

/// Keeps the meeting for this unit of work. Its `version` has gone up by one.
pub async fn lock(tx: &mut Tx, id: MusrenbangId) -> Result<Option<Meeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, MeetingRow>(with_meeting_columns!(
        "UPDATE musrenbangs SET version = version + 1 WHERE id = $1 RETURNING", ""))
        .bind(id.0).fetch_optional(conn).await)?
    .map(Meeting::try_from)
    .transpose()
}

/// Keeps the meeting for this unit of work, where nothing of it changes that its officer looks at before acting.
pub async fn hold(tx: &mut Tx, id: MusrenbangId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE musrenbangs SET version = version WHERE id = $1")
        .bind(id.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.hold", rows)
}

/// The meeting of a region at a stage.
pub async fn of_region(tx: &mut Tx, cycle: CycleId, stage: StageKind, region: RegionId) -> Result<Option<Meeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, MeetingRow>(with_meeting_columns!(
        "SELECT", "FROM musrenbangs WHERE cycle_id = $1 AND stage = $2 AND region_id = $3"))
        .bind(cycle.0).bind(stage.code()).bind(region.0).fetch_optional(conn).await)?
    .map(Meeting::try_from)
    .transpose()
}

/// The forum of an agency.
pub async fn of_agency(tx: &mut Tx, cycle: CycleId, stage: StageKind, agency: AgencyId) -> Result<Option<Meeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, MeetingRow>(with_meeting_columns!(
        "SELECT", "FROM musrenbangs WHERE cycle_id = $1 AND stage = $2 AND agency_id = $3"))
        .bind(cycle.0).bind(stage.code()).bind(agency.0).fetch_optional(conn).await)?
    .map(Meeting::try_from)
    .transpose()
}

/// The meetings a proposal has been before, the first first.
pub async fn of_proposal(tx: &mut Tx, proposal: ProposalId) -> Result<Vec<Meeting>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, MeetingRow>(with_meeting_columns!(
        "SELECT", "FROM musrenbangs JOIN musrenbang_items i ON i.musrenbang_id = musrenbangs.id
                   WHERE i.proposal_id = $1 ORDER BY i.arrived_at"))
        .bind(proposal.0).fetch_all(conn).await)?
    .into_iter()
    .map(Meeting::try_from)
    .collect()
}

pub async fn set_schedule(tx: &mut Tx, id: MusrenbangId, on: Option<Day>, place: &str) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE musrenbangs SET scheduled_on = $2, place = $3 WHERE id = $1")
        .bind(id.0).bind(on).bind(place).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_schedule", rows)
}

/// Place, leader and attendance, with the instant of the opening.
pub async fn set_opening(
    tx: &mut Tx,
    id: MusrenbangId,
    place: &str,
    leader: &str,
    attendance: Attendance,
    opened_at: Instant,
) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbangs SET place = $2, leader = $3, attendance = $4, attendance_women = $5, opened_at = COALESCE(opened_at, $6)
         WHERE id = $1")
        .bind(id.0)
        .bind(place)
        .bind(leader)
        .bind(i64::from(attendance.total))
        .bind(i64::from(attendance.women))
        .bind(opened_at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_opening", rows)
}

/// How far the meeting is.
pub async fn set_status(tx: &mut Tx, id: MusrenbangId, status: MusrenbangStatus) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE musrenbangs SET status = $2 WHERE id = $1")
        .bind(id.0).bind(status.code()).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_status", rows)
}

/// When it closed, none while it is open again, and which version its minutes have.
pub async fn set_closed(tx: &mut Tx, id: MusrenbangId, at: Option<Instant>, minutes_version: u16) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE musrenbangs SET closed_at = $2, minutes_version = $3 WHERE id = $1")
        .bind(id.0).bind(at).bind(i64::from(minutes_version)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_closed", rows)
}

/// Which version the minutes have.
pub async fn set_minutes_version(tx: &mut Tx, id: MusrenbangId, version: u16) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE musrenbangs SET minutes_version = $2 WHERE id = $1")
        .bind(id.0).bind(i64::from(version)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_minutes_version", rows)
}

/// What became of the printed minutes; nothing of those of a version that no longer stands.
pub async fn set_papers(tx: &mut Tx, id: MusrenbangId, papers: &Papers) -> Result<(), Failure> {
    let (signed, handed_over) = (papers.signed.as_ref(), papers.handed_over.as_ref());
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbangs SET signed_by = $2, signed_on = $3, signed_delegates = $4, received_by = $5, handed_over_on = $6
         WHERE id = $1")
        .bind(id.0)
        .bind(signed.map_or("", |signed| &signed.by))
        .bind(signed.map(|signed| signed.on))
        .bind(signed.map(|signed| i64::from(signed.delegates)))
        .bind(handed_over.map_or("", |handed_over| &handed_over.to))
        .bind(handed_over.map(|handed_over| handed_over.on))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_papers", rows)
}

/// Stored as empty where nothing is said.
pub async fn set_notes(tx: &mut Tx, id: MusrenbangId, notes: &MeetingNotes) -> Result<(), Failure> {
    let [women, ceiling, dissent] = [&notes.women, &notes.ceiling, &notes.dissent].map(|note| note.as_ref().map_or("", Note::text));
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbangs SET women_note = $2, ceiling_note = $3, dissent = $4, by_vote = $5 WHERE id = $1")
        .bind(id.0)
        .bind(women)
        .bind(ceiling)
        .bind(dissent)
        .bind(notes.by_vote)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbangs.set_notes", rows)
}

/// A word as stored that the rules do not know.
fn stage_kind(code: &str) -> Result<StageKind, Failure> {
    StageKind::from_code(code).ok_or_else(|| wrong("musrenbangs", "stage")(code))
}

fn meeting_status(code: &str) -> Result<MusrenbangStatus, Failure> {
    MusrenbangStatus::from_code(code).ok_or_else(|| wrong("musrenbangs", "status")(code))
}

fn wrong(table: &'static str, column: &'static str) -> impl Fn(&str) -> Failure {
    move |value| Failure::inconsistent(table, column, value)
}

fn counted(table: &'static str, column: &'static str, value: i64) -> Result<u32, Failure> {
    u32::try_from(value).map_err(|_| Failure::inconsistent(table, column, value))
}
