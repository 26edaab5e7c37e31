//! What stands before a meeting. A row is made when a proposal arrives at a stage and stays there for good, so that a
//! closed meeting keeps its list when the proposal has gone on. Where a proposal stands now is in
//! [`super::standing()`].

use super::{counted, standing::stands_before, wrong};
use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
        listed::has_closed,
        regions::counted_households,
    },
};
use domain::{
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{AccountId, AgencyId, CycleId, MusrenbangId, ProposalId},
    ledger::Frozen,
    money::{Rupiah, Volume},
    musrenbang::Decision,
    permission::Authorship,
    priority::ScoreCard,
    proposal::{ProposalNumber, Status, SupportCount},
    reason::{Reason, ReasonCode},
    region::RegionCode,
};
use sqlx::types::Json;
use uuid::Uuid;

/// A proposal before a meeting, with what pages and rules of the meeting need.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four facts that do not depend on each other")]
pub struct Item {
    pub proposal: ProposalId,
    pub number: ProposalNumber,
    pub title: String,
    /// Who wrote it; decides whose own proposal it is.
    pub author: AccountId,
    /// Recorded by an office for a resident.
    pub is_recorded: bool,
    /// Somebody other than the author has found it in order.
    pub is_seconded: bool,
    /// What it is before this meeting: its own status while it stands here, what was decided when it has gone on.
    pub status: Status,
    /// It still stands before this meeting.
    pub stands_here: bool,
    /// It has gone on, and waits to be looked at where it is now.
    pub waits_above: bool,
    pub status_since: Instant,
    pub returned_until: Option<Day>,
    pub merged_into: Option<ProposalId>,
    pub physical: bool,
    /// What was recommended last, up to the closing of this meeting, or else what was proposed.
    pub volume: Option<Volume>,
    pub unit: String,
    pub cost: Rupiah,
    pub proposed_cost: Option<Rupiah>,
    pub beneficiaries: u32,
    pub people: Option<u32>,
    pub own_contribution: Rupiah,
    pub land_status: Option<String>,
    pub place: RegionCode,
    /// `RT 18`, or nothing where the proposal names none.
    pub rt: Option<String>,
    pub kelurahan: String,
    /// Of the RT, or of the kelurahan where those are unknown.
    pub place_households: u32,
    pub agency: Option<AgencyId>,
    pub agency_name: Option<String>,
    /// The plan year in which its problem was first proposed.
    pub first_year: u16,
    pub submitted_at: Instant,
    pub arrived_at: Instant,
    pub support: SupportCount,
    pub support_is_frozen: bool,
    pub reason: Option<Reason>,
    pub proposed_rank: Option<u32>,
    pub rank: Option<u32>,
    pub card: Option<ScoreCard>,
}

impl Item {
    /// Whose it is, as far as rights go.
    pub fn authorship(&self) -> Authorship {
        Authorship { id: self.proposal, author: self.author, is_recorded: self.is_recorded, is_seconded: self.is_seconded }
    }
}

#[derive(sqlx::FromRow)]
struct ItemRow {
    proposal_id: Uuid,
    number: String,
    title: String,
    author_id: Uuid,
    is_recorded: bool,
    is_seconded: bool,
    stands_here: bool,
    status: String,
    status_since: Instant,
    returned_until: Option<Day>,
    merged_into: Option<Uuid>,
    physical: bool,
    volume: Option<i64>,
    unit: String,
    cost: Option<i64>,
    recommended_volume: Option<i64>,
    recommended_cost: Option<i64>,
    households: Option<i64>,
    people: Option<i64>,
    own_contribution: i64,
    land_status: Option<String>,
    rt_code: Option<String>,
    rt_name: Option<String>,
    kelurahan_code: String,
    kelurahan_name: String,
    place_households: i64,
    agency_id: Option<Uuid>,
    agency_name: Option<String>,
    first_year: Option<i64>,
    submitted_at: Instant,
    arrived_at: Instant,
    support_local: i64,
    support_other: i64,
    is_frozen: bool,
    decision: Option<String>,
    reason_code: Option<String>,
    reason_text: Option<String>,
    proposed_rank: Option<i64>,
    rank: Option<i64>,
    score_parts: Option<Json<ScoreCard>>,
}

macro_rules! select_item {
    ($rest:literal) => {
        concat!(
            "SELECT i.proposal_id, p.number, p.title, p.author_id, (p.on_behalf_of IS NOT NULL) AS is_recorded,
                 (p.seconded_by IS NOT NULL) AS is_seconded, COALESCE(",
            stands_before!(),
            ", FALSE) AS stands_here, p.status, p.status_since, p.returned_until,
                 p.merged_into, p.physical, p.volume, p.unit, p.cost,
                 (SELECT r.volume FROM recommendations r WHERE r.proposal_id = p.id AND r.cycle_id = m.cycle_id AND r.volume IS NOT NULL
                      AND (m.closed_at IS NULL OR r.at <= m.closed_at) ORDER BY r.at DESC LIMIT 1) AS recommended_volume,
                 (SELECT r.cost FROM recommendations r WHERE r.proposal_id = p.id AND r.cycle_id = m.cycle_id AND r.cost IS NOT NULL
                      AND (m.closed_at IS NULL OR r.at <= m.closed_at) ORDER BY r.at DESC LIMIT 1) AS recommended_cost,
                 p.households, p.people, p.own_contribution, p.land_status, rt.code AS rt_code, rt.name AS rt_name,
                 kelurahan.code AS kelurahan_code, kelurahan.name AS kelurahan_name,
                 COALESCE(",
            counted_households!("p"),
            ", 0) AS place_households,
                 p.agency_id, agencies.short_name AS agency_name, p.first_year, p.submitted_at, i.arrived_at,
                 COALESCE(i.frozen_local, counts.support_local) AS support_local,
                 COALESCE(i.frozen_other, counts.support_count - counts.support_local) AS support_other,
                 (i.frozen_local IS NOT NULL) AS is_frozen,
                 i.decision, i.reason_code, i.reason_text, i.proposed_rank, i.rank, i.score_parts
             FROM musrenbang_items i
             JOIN musrenbangs m ON m.id = i.musrenbang_id
             JOIN proposals p ON p.id = i.proposal_id
             JOIN proposal_counts counts ON counts.proposal_id = p.id
             JOIN regions kelurahan ON kelurahan.id = p.kelurahan_id
             LEFT JOIN regions rt ON rt.id = p.rt_id
             LEFT JOIN agencies ON agencies.id = p.agency_id ",
            $rest
        )
    };
}

fn reason(code: Option<String>, text: Option<String>) -> Result<Option<Reason>, Failure> {
    let (Some(code), Some(text)) = (code, text) else { return Ok(None) };
    let known = ReasonCode::from_code(&code).ok_or_else(|| wrong("musrenbang_items", "reason_code")(&code))?;
    Reason::new(known, &text).map(Some).map_err(|_| wrong("musrenbang_items", "reason_text")(&text))
}

fn money(column: &'static str, amount: i64) -> Result<Rupiah, Failure> {
    Rupiah::new(amount).map_err(|_| Failure::inconsistent("proposals", column, amount))
}

impl TryFrom<ItemRow> for Item {
    type Error = Failure;

    fn try_from(row: ItemRow) -> Result<Self, Failure> {
        let count = |column, value| counted("musrenbang_items", column, value);
        let own = Status::from_code(&row.status).ok_or_else(|| wrong("proposals", "status")(&row.status))?;
        let decision = row.decision.map(|code| Decision::from_code(&code).ok_or_else(|| wrong("musrenbang_items", "decision")(&code)));
        let place = row.rt_code.unwrap_or(row.kelurahan_code);
        let volume = row.recommended_volume.or(row.volume).map(Volume::from_thousandths).transpose();
        Ok(Self {
            proposal: ProposalId(row.proposal_id),
            number: ProposalNumber::parse(&row.number).map_err(|_| wrong("proposals", "number")(&row.number))?,
            title: row.title,
            author: AccountId(row.author_id),
            is_recorded: row.is_recorded,
            is_seconded: row.is_seconded,
            status: if row.stands_here { own } else { Decision::left_behind(decision.transpose()?) },
            stands_here: row.stands_here,
            waits_above: !row.stands_here && own == Status::Submitted,
            status_since: row.status_since,
            returned_until: row.returned_until,
            merged_into: row.merged_into.map(ProposalId),
            physical: row.physical,
            volume: volume.map_err(|_| Failure::inconsistent("proposals", "volume", &row.number))?,
            unit: row.unit,
            cost: money("cost", row.recommended_cost.or(row.cost).unwrap_or(0))?,
            proposed_cost: row.cost.map(|amount| money("cost", amount)).transpose()?,
            beneficiaries: count("households", row.households.unwrap_or(0))?,
            people: row.people.map(|people| count("people", people)).transpose()?,
            own_contribution: money("own_contribution", row.own_contribution)?,
            land_status: row.land_status,
            place: RegionCode::parse(&place).map_err(|_| wrong("regions", "code")(&place))?,
            rt: row.rt_name,
            kelurahan: row.kelurahan_name,
            place_households: count("place_households", row.place_households)?,
            agency: row.agency_id.map(AgencyId),
            agency_name: row.agency_name,
            first_year: crate::store::proposals::first_year(row.first_year)?,
            submitted_at: row.submitted_at,
            arrived_at: row.arrived_at,
            support: SupportCount { local: count("frozen_local", row.support_local)?, other: count("frozen_other", row.support_other)? },
            support_is_frozen: row.is_frozen,
            reason: reason(row.reason_code, row.reason_text)?,
            proposed_rank: row.proposed_rank.map(|rank| count("proposed_rank", rank)).transpose()?,
            rank: row.rank.map(|rank| count("rank", rank)).transpose()?,
            card: row.score_parts.map(|Json(card)| card),
        })
    }
}

/// Everything before a meeting: by rank, then by number.
pub async fn items(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<Item>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ItemRow>(select_item!("WHERE i.musrenbang_id = $1 ORDER BY i.rank NULLS LAST, p.number"))
        .bind(meeting.0).fetch_all(conn).await)?
    .into_iter()
    .map(Item::try_from)
    .collect()
}

/// One proposal before a meeting; none when it never came there.
pub async fn item(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<Option<Item>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, ItemRow>(select_item!("WHERE i.musrenbang_id = $1 AND i.proposal_id = $2"))
        .bind(meeting.0).bind(proposal.0).fetch_optional(conn).await)?
    .map(Item::try_from)
    .transpose()
}

/// Whether a proposal is, or was, before a meeting.
pub async fn has_item(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<bool, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM musrenbang_items WHERE musrenbang_id = $1 AND proposal_id = $2)")
        .bind(meeting.0).bind(proposal.0).fetch_one(conn).await)?)
}

/// A proposal arrives.
pub async fn insert_item(
    tx: &mut Tx,
    meeting: MusrenbangId,
    proposal: ProposalId,
    at: Instant,
    frozen: Option<Frozen>,
) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO musrenbang_items (musrenbang_id, proposal_id, arrived_at, frozen_local, frozen_other, frozen_at)
         VALUES ($1, $2, $3, $4, $5, $6)")
        .bind(meeting.0)
        .bind(proposal.0)
        .bind(at)
        .bind(frozen.map(|frozen| i64::from(frozen.local)))
        .bind(frozen.map(|frozen| i64::from(frozen.other)))
        .bind(frozen.map(|frozen| frozen.at))
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// What was called back was never before this meeting; the scores it was given there go with it.
pub async fn forget_item(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM musrenbang_items WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0).bind(proposal.0).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbang_items.forget_item", rows)
}

/// The meetings of a stage and year beside this one that have a proposal before them and have not closed, in the order
/// of their ids.
pub async fn elsewhere(
    tx: &mut Tx,
    here: MusrenbangId,
    (cycle, stage): (CycleId, StageKind),
    proposal: ProposalId,
) -> Result<Vec<MusrenbangId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar(concat!(
        "SELECT m.id FROM musrenbangs m JOIN musrenbang_items i ON i.musrenbang_id = m.id
         WHERE i.proposal_id = $1 AND m.id <> $2 AND m.cycle_id = $3 AND m.stage = $4 AND NOT ", has_closed!("m.status"), " ORDER BY m.id"))
        .bind(proposal.0).bind(here.0).bind(cycle.0).bind(stage.code()).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(MusrenbangId).collect())
}

/// What a meeting says about a proposal; all empty when a decision is taken back.
#[derive(Clone, Copy, Debug)]
pub struct ItemDecision<'a> {
    pub decision: Option<Decision>,
    pub reason: Option<(ReasonCode, &'a str)>,
}

pub async fn set_decision(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId, decision: ItemDecision<'_>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbang_items SET decision = $3, reason_code = $4, reason_text = $5
         WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0)
        .bind(proposal.0)
        .bind(decision.decision.map(Decision::code))
        .bind(decision.reason.map(|(code, _)| code.code()))
        .bind(decision.reason.map(|(_, text)| text))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbang_items.set_decision", rows)
}

/// A place in the order of a meeting: the one the score proposes, the one it has, and the score.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub proposed: u32,
    pub rank: u32,
    pub card: &'a ScoreCard,
}

/// No order, and no scores.
pub async fn clear_places(tx: &mut Tx, meeting: MusrenbangId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbang_items SET proposed_rank = NULL, rank = NULL, score = NULL, score_parts = NULL WHERE musrenbang_id = $1")
        .bind(meeting.0).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn set_place(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId, place: Place<'_>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE musrenbang_items SET proposed_rank = $3, rank = $4, score = $5, score_parts = $6
         WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0)
        .bind(proposal.0)
        .bind(i64::from(place.proposed))
        .bind(i64::from(place.rank))
        .bind(i64::from(place.card.total.0))
        .bind(Json(place.card))
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbang_items.set_place", rows)
}

/// 0 where there is no order.
pub async fn last_rank(tx: &mut Tx, meeting: MusrenbangId) -> Result<u32, Failure> {
    let last: i64 = on_tx!(tx, conn => sqlx::query_scalar("SELECT COALESCE(MAX(rank), 0) FROM musrenbang_items WHERE musrenbang_id = $1")
        .bind(meeting.0).fetch_one(conn).await)?;
    counted("musrenbang_items", "rank", last)
}

pub async fn set_rank(tx: &mut Tx, meeting: MusrenbangId, proposal: ProposalId, rank: u32) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE musrenbang_items SET rank = $3 WHERE musrenbang_id = $1 AND proposal_id = $2")
        .bind(meeting.0).bind(proposal.0).bind(i64::from(rank)).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("musrenbang_items.set_rank", rows)
}
