//! Proposals: the rows themselves here; drafts, journeys, support, lists and exports in files of their own.

mod decided;
mod drafts;
mod export;
mod filter;
mod places;
mod recommendations;
mod rows;
mod search;
mod sent;
mod support;

pub use decided::{Decided, latest_decided};
pub use drafts::{
    DraftLine, NewDraft, count_drafts, count_of_author, discarded_of, drafts_of, forget_author, insert_draft, move_draft, save_draft,
};
pub use export::{ExportRow, export};
pub use filter::ProposalFilter;
pub use places::{PlaceCount, count_by_place};
pub use recommendations::{Recommendation, recommend, recommendations_of};
pub use rows::Proposal;
pub(super) use rows::first_year;
pub use search::{
    Order, ProposalLine, Relation, count, line, living_in, objected, pins, pins_of, relatives, search, submitted_by, to_second, works_of,
};
pub use sent::{Sent, second, set_asked, write_sent};
pub use support::{
    Support, backed, backed_by, count_one, insert_supports, line_of, moved_supporters, recount_line, recount_support, remove_support,
    rerate, settle_support, support_of,
};

use super::{
    Tx,
    database::{on_tx, one_row},
    subjects,
};
use crate::Failure;
use domain::{
    comment::Subject,
    ids::{AgencyId, MusrenbangId, ProposalId, RegionId},
    ledger::ProposalState,
    proposal::{Objection, ProposalNumber, WorksReport},
};
use rows::ProposalRow;
use std::collections::BTreeSet;
use uuid::Uuid;

/// A proposal with what is counted of it.
macro_rules! with_counts {
    ($which:literal) => {
        concat!(
            "SELECT proposals.*, counts.support_count, counts.support_local, counts.comment_count
             FROM proposals JOIN proposal_counts counts ON counts.proposal_id = proposals.id WHERE ",
            $which
        )
    };
}

pub async fn find(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ProposalRow>(with_counts!("proposals.id = $1")).bind(id.0).fetch_optional(conn).await)?
        .map(Proposal::try_from)
        .transpose()
}

pub async fn find_by_number(tx: &mut Tx, number: &ProposalNumber) -> Result<Option<Proposal>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ProposalRow>(with_counts!("proposals.number = $1"))
        .bind(number.to_string()).fetch_optional(conn).await)?
    .map(Proposal::try_from)
    .transpose()
}

/// Keeps the proposal for this unit of work; whoever decides on what it says locks it first. What is kept is the small
/// row of its counters, so that a crowd does not write the wide one.
pub async fn lock(tx: &mut Tx, id: ProposalId) -> Result<Option<Proposal>, Failure> {
    if subjects::lock(tx, Subject::Proposal(id)).await? { find(tx, id).await } else { Ok(None) }
}

/// As [`lock`], where the proposal is, or was, before this meeting.
pub async fn lock_before(tx: &mut Tx, meeting: MusrenbangId, id: ProposalId) -> Result<Option<Proposal>, Failure> {
    let is_before: bool = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM musrenbang_items WHERE musrenbang_id = $1 AND proposal_id = $2)")
        .bind(meeting.0).bind(id.0).fetch_one(conn).await)?;
    if is_before { lock(tx, id).await } else { Ok(None) }
}

/// As [`lock`], for several: in the order of their ids, so that whoever wants the same ones waits instead of both.
pub async fn lock_all(tx: &mut Tx, ids: impl IntoIterator<Item = ProposalId>) -> Result<(), Failure> {
    for id in ids.into_iter().collect::<BTreeSet<_>>() {
        lock(tx, id).await?;
    }
    Ok(())
}

/// What was merged into it, directly.
pub async fn merged_into(tx: &mut Tx, id: ProposalId) -> Result<Vec<ProposalId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar("SELECT id FROM proposals WHERE merged_into = $1 ORDER BY id")
        .bind(id.0).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(ProposalId).collect())
}

/// Where the proposal stands now, since when, on which rank, and in which year where that is another one. Nothing has
/// been said of that yet.
pub async fn set_state(tx: &mut Tx, id: ProposalId, state: &ProposalState) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposals SET stage = $2, status = $3, status_since = $4, rank = $5, returned_until = $6,
                              cycle_id = COALESCE($7, cycle_id), objection_due_on = NULL, objection_dismissed = FALSE,
                              works_percent = NULL, works_reported_at = NULL
         WHERE id = $1")
        .bind(id.0)
        .bind(state.position.stage.code())
        .bind(state.position.status.code())
        .bind(state.since)
        .bind(state.rank.map(i64::from))
        .bind(state.until)
        .bind(state.cycle.map(|cycle| cycle.0))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_state", rows)
}

/// How far the works are.
pub async fn set_works(tx: &mut Tx, id: ProposalId, report: WorksReport) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE proposals SET works_percent = $2, works_reported_at = $3 WHERE id = $1")
        .bind(id.0).bind(i64::from(report.percent)).bind(report.at).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_works", rows)
}

/// The objection to what was decided last.
pub async fn set_objection(tx: &mut Tx, id: ProposalId, objection: Objection) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE proposals SET objection_due_on = $2, objection_dismissed = $3 WHERE id = $1")
        .bind(id.0).bind(objection.due_on).bind(objection.is_dismissed).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_objection", rows)
}

/// What a duplicate went into; none when it stands for itself.
pub async fn set_merged_into(tx: &mut Tx, id: ProposalId, into: Option<ProposalId>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE proposals SET merged_into = $2 WHERE id = $1")
        .bind(id.0).bind(into.map(|into| into.0)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_merged_into", rows)
}

/// Where it lies.
pub async fn set_rt(tx: &mut Tx, id: ProposalId, rt: RegionId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE proposals SET rt_id = $2 WHERE id = $1")
        .bind(id.0).bind(rt.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_rt", rows)
}

/// The agency it goes to; the one asked for stays beside it.
pub async fn set_agency(tx: &mut Tx, id: ProposalId, agency: Option<AgencyId>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE proposals SET agency_id = $2 WHERE id = $1")
        .bind(id.0).bind(agency.map(|agency| agency.0)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("proposals.set_agency", rows)
}

/// The next running number of a kelurahan in a plan year; two callers never get the same.
pub async fn next_serial(tx: &mut Tx, kelurahan: RegionId, plan_year: u16) -> Result<u32, Failure> {
    let serial: i64 = on_tx!(tx, conn => sqlx::query_scalar(
        "INSERT INTO proposal_numbers (kelurahan_id, plan_year, last_serial) VALUES ($1, $2, 1)
         ON CONFLICT (kelurahan_id, plan_year) DO UPDATE SET last_serial = proposal_numbers.last_serial + 1
         RETURNING last_serial")
        .bind(kelurahan.0).bind(i64::from(plan_year)).fetch_one(conn).await)?;
    u32::try_from(serial).map_err(|_| Failure::inconsistent("proposal_numbers", "last_serial", serial))
}
