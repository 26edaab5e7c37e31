//! Finding submitted proposals: filters, two orders, pages that begin after the last row seen.

use super::{
    filter::{ProposalFilter, narrow, within},
    rows::{counted, money, number, position, wrong},
};
use crate::{
    Failure,
    store::{
        Tx,
        cycles::read_year,
        database::on_tx,
        ledger::{of_journey, told_of_journey},
        listed::{are_reported, has_ended, is_funded, is_marked_next},
    },
};
use domain::{
    catalogue::Field,
    clock::{Day, Instant},
    cycle::StageKind,
    ids::{AccountId, AgencyId, CycleId, PhotoId, ProposalId, ProposalTypeId, RegionId},
    money::Rupiah,
    pin::Pin,
    proposal::{Position, ProposalNumber},
    region::{RegionCode, RegionLevel},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// In which order, and after which row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Newest(Option<(Instant, ProposalId)>),
    /// Local support per household, see `recount_support`.
    MostSupported(Option<(i64, ProposalId)>),
}

/// A proposal in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalLine {
    pub id: ProposalId,
    pub number: ProposalNumber,
    pub title: String,
    pub cycle: CycleId,
    pub plan_year: u16,
    pub position: Position,
    pub status_since: Instant,
    pub submitted_at: Instant,
    pub cost: Option<Rupiah>,
    /// What the annual plan or, later, the budget has for it.
    pub budget: Option<Rupiah>,
    pub rank: Option<u32>,
    /// Where it lies: the code, the name of the RT, of the kelurahan.
    pub rt: Option<RegionCode>,
    pub kelurahan: String,
    pub type_id: Option<ProposalTypeId>,
    /// What the dictionary calls its type.
    pub type_name: Option<String>,
    pub field: Option<Field>,
    /// The first of its pictures.
    pub photo: Option<PhotoId>,
    pub pin: Option<Pin>,
    pub support_count: u32,
    /// Local, per million households of the RT or the kelurahan.
    pub support_rate: i64,
    pub comment_count: u32,
    /// By when an objection to what was decided on it is to be answered.
    pub objection_due_on: Option<Day>,
    /// When the works were reported on last, since the last mark.
    pub works_reported_at: Option<Instant>,
}

#[derive(sqlx::FromRow)]
pub(super) struct LineRow {
    id: Uuid,
    number: Option<String>,
    title: String,
    cycle_id: Uuid,
    plan_year: i64,
    stage: String,
    status: String,
    status_since: Instant,
    submitted_at: Option<Instant>,
    cost: Option<i64>,
    budget: Option<i64>,
    rank: Option<i64>,
    rt_code: Option<String>,
    kelurahan_name: Option<String>,
    type_id: Option<Uuid>,
    type_name: Option<String>,
    field: Option<String>,
    photo_id: Option<Uuid>,
    latitude: Option<i64>,
    longitude: Option<i64>,
    support_count: i64,
    support_rate: i64,
    comment_count: i64,
    objection_due_on: Option<Day>,
    works_reported_at: Option<Instant>,
}

impl TryFrom<LineRow> for ProposalLine {
    type Error = Failure;

    fn try_from(row: LineRow) -> Result<Self, Failure> {
        let code = row.rt_code.map(|code| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code)));
        Ok(Self {
            id: ProposalId(row.id),
            number: number(&row.number.ok_or_else(|| wrong("number", "nothing"))?)?,
            title: row.title,
            cycle: CycleId(row.cycle_id),
            plan_year: read_year(row.plan_year)?,
            position: position(&row.stage, &row.status)?,
            status_since: row.status_since,
            submitted_at: row.submitted_at.ok_or_else(|| wrong("submitted_at", "nothing"))?,
            cost: row.cost.map(|amount| money("cost", amount)).transpose()?,
            budget: row.budget.map(|amount| money("cost", amount)).transpose()?,
            rank: row.rank.map(|rank| counted("rank", rank)).transpose()?,
            rt: code.transpose()?,
            kelurahan: row.kelurahan_name.unwrap_or_default(),
            type_id: row.type_id.map(ProposalTypeId),
            type_name: row.type_name,
            field: row.field.as_deref().and_then(Field::from_code),
            photo: row.photo_id.map(PhotoId),
            pin: super::rows::pin(row.latitude, row.longitude)?,
            support_count: counted("support_count", row.support_count)?,
            support_rate: row.support_rate,
            comment_count: counted("comment_count", row.comment_count)?,
            objection_due_on: row.objection_due_on,
            works_reported_at: row.works_reported_at,
        })
    }
}

/// The columns of a line, and where they come from.
macro_rules! lines {
    ($($rest:expr),+) => {
        concat!(
            "SELECT proposals.id, proposals.number, proposals.title, proposals.cycle_id, cycles.plan_year, proposals.stage,
                    proposals.status, proposals.status_since, proposals.submitted_at, proposals.cost, proposals.rank,
                    rts.code AS rt_code, kelurahans.name AS kelurahan_name, proposals.type_id, types.name AS type_name,
                    proposals.field, proposals.latitude, proposals.longitude,
                    (SELECT photos.id FROM photos WHERE photos.subject_id = proposals.id
                     ORDER BY photos.position, photos.id LIMIT 1) AS photo_id, counts.support_count, counts.support_rate, counts.comment_count,
                    CASE WHEN NOT proposals.objection_dismissed THEN proposals.objection_due_on END AS objection_due_on,
                    proposals.works_reported_at,
                    CASE WHEN ",
            is_funded!("proposals.status"),
            " THEN
                        (SELECT CAST(marks.event ->> 'amount' AS BIGINT) FROM ledger marks
                         WHERE marks.subject_id = proposals.id AND ",
            of_journey!("marks"),
            "
                           AND marks.event ->> 'what' IN ('entered_rkpd', 'entered_apbd') AND ",
            told_of_journey!("marks"),
            "
                         ORDER BY marks.position DESC LIMIT 1) END AS budget
             FROM proposals
             JOIN proposal_counts counts ON counts.proposal_id = proposals.id
             JOIN cycles ON cycles.id = proposals.cycle_id
             LEFT JOIN proposal_types types ON types.id = proposals.type_id
             LEFT JOIN regions rts ON rts.id = proposals.rt_id
             LEFT JOIN regions kelurahans ON kelurahans.id = proposals.kelurahan_id ",
            $($rest),+
        )
    };
}

pub async fn search(tx: &mut Tx, filter: &ProposalFilter, order: Order, limit: i64) -> Result<Vec<ProposalLine>, Failure> {
    let rows: Vec<LineRow> = on_tx!(tx, conn => {
        let mut query = QueryBuilder::new(lines!(""));
        narrow(&mut query, filter);
        match order {
            Order::Newest(after) => {
                if let Some((at, id)) = after {
                    query.push(" AND (proposals.submitted_at, proposals.id) < (").push_bind(at).push(", ").push_bind(id.0).push(")");
                }
                query.push(" ORDER BY proposals.submitted_at DESC, proposals.id DESC LIMIT ").push_bind(limit);
            }
            Order::MostSupported(after) => {
                // Where nearly all fit, SQLite reads along the order only if it is told where to begin.
                let first = (i64::MAX, ProposalId(Uuid::max()));
                let after = after.or(filter.is_wide().then_some(first));
                if let Some((rate, id)) = after {
                    query.push(" AND (counts.support_rate, counts.proposal_id) < (").push_bind(rate).push(", ").push_bind(id.0).push(")");
                }
                query.push(" ORDER BY counts.support_rate DESC, counts.proposal_id DESC LIMIT ").push_bind(limit);
            }
        }
        query.build_query_as().fetch_all(conn).await
    })?;
    rows.into_iter().map(ProposalLine::try_from).collect()
}

pub async fn count(tx: &mut Tx, filter: &ProposalFilter) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => {
        let mut query = QueryBuilder::new("SELECT COUNT(*) FROM proposals");
        narrow(&mut query, filter);
        query.build_query_scalar().fetch_one(conn).await
    })?)
}

/// What was submitted in a kelurahan and a cycle and still lives, newest first: where similar ones are looked for.
pub async fn living_in(tx: &mut Tx, kelurahan: RegionId, cycle: CycleId, limit: i64) -> Result<Vec<ProposalLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.kelurahan_id = $1 AND proposals.cycle_id = $2 AND proposals.submitted_at IS NOT NULL
           AND NOT ", has_ended!("proposals.status"), "
         ORDER BY proposals.submitted_at DESC, proposals.id DESC LIMIT $3"))
        .bind(kelurahan.0).bind(cycle.0).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(ProposalLine::try_from)
    .collect()
}

/// How one proposal belongs to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// What the other was merged into.
    MergedInto,
    /// Merged into the other.
    Duplicate,
    /// Of another year, for the same problem.
    SameProblem,
}

/// What a proposal was merged into, its duplicates, and the earlier and later proposals for the same problem, by year.
pub async fn relatives(tx: &mut Tx, id: ProposalId) -> Result<Vec<(Relation, ProposalLine)>, Failure> {
    let duplicates = on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.submitted_at IS NOT NULL AND proposals.merged_into = $1 ORDER BY proposals.submitted_at, proposals.id"))
        .bind(id.0).fetch_all(conn).await)?;
    let merged_into = on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.submitted_at IS NOT NULL AND proposals.id IN (SELECT merged_into FROM proposals WHERE id = $1)"))
        .bind(id.0).fetch_all(conn).await)?;
    let history = on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.submitted_at IS NOT NULL AND proposals.id <> $1 AND (proposals.origin_id = $1 OR proposals.id IN (
             WITH RECURSIVE history (id, origin_id) AS (
                 SELECT id, origin_id FROM proposals WHERE id = $1
                 UNION
                 SELECT older.id, older.origin_id FROM proposals older JOIN history ON older.id = history.origin_id
             )
             SELECT id FROM history))
         ORDER BY cycles.plan_year, proposals.submitted_at, proposals.id"))
        .bind(id.0).fetch_all(conn).await)?;
    [(Relation::MergedInto, merged_into), (Relation::Duplicate, duplicates), (Relation::SameProblem, history)]
        .into_iter()
        .flat_map(|(relation, rows)| rows.into_iter().map(move |row| Ok((relation, row.try_into()?))))
        .collect()
}

/// One that was submitted.
pub async fn line(tx: &mut Tx, id: ProposalId) -> Result<Option<ProposalLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!("WHERE proposals.id = $1 AND proposals.submitted_at IS NOT NULL"))
        .bind(id.0).fetch_optional(conn).await)?
    .map(ProposalLine::try_from)
    .transpose()
}

/// The pins of sent proposals of a kelurahan, or of the whole city, the newest first; those of `other` left out.
pub async fn pins(tx: &mut Tx, kelurahan: Option<RegionId>, other: ProposalId, limit: i64) -> Result<Vec<Pin>, Failure> {
    let rows: Vec<(i64, i64)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT latitude, longitude FROM proposals
         WHERE ($1 IS NULL OR kelurahan_id = $1) AND id <> $2 AND submitted_at IS NOT NULL AND latitude IS NOT NULL AND longitude IS NOT NULL
         ORDER BY submitted_at DESC LIMIT $3")
        .bind(kelurahan.map(|id| id.0)).bind(other.0).bind(limit).fetch_all(conn).await)?;
    read_pins(rows)
}

/// The pins of sent proposals of these places together, the newest first.
pub async fn pins_of(tx: &mut Tx, places: &[(RegionLevel, RegionId)], limit: i64) -> Result<Vec<Pin>, Failure> {
    let rows: Vec<(i64, i64)> = on_tx!(tx, conn => {
        let mut query = QueryBuilder::new(
            "SELECT proposals.latitude, proposals.longitude FROM proposals
             WHERE proposals.submitted_at IS NOT NULL AND proposals.latitude IS NOT NULL AND proposals.longitude IS NOT NULL AND (1 = 0");
        for place in places {
            query.push(" OR ");
            within(&mut query, *place);
        }
        query.push(") ORDER BY proposals.submitted_at DESC, proposals.id DESC LIMIT ").push_bind(limit);
        query.build_query_as().fetch_all(conn).await
    })?;
    read_pins(rows)
}

fn read_pins(rows: Vec<(i64, i64)>) -> Result<Vec<Pin>, Failure> {
    rows.into_iter().filter_map(|(latitude, longitude)| super::rows::pin(Some(latitude), Some(longitude)).transpose()).collect()
}

/// What offices have to mark or to report next, the longest unchanged first. An agency sees what is its own to report:
/// works in the budget and under way. With no agency given it is what the planners see: everything that the last
/// meeting handed on, too.
pub async fn works_of(tx: &mut Tx, agency: Option<AgencyId>, limit: i64) -> Result<Vec<ProposalLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE ($1 IS NULL OR proposals.agency_id = $1)
             AND (", are_reported!("proposals.status"), " OR $1 IS NULL AND ", is_marked_next!("proposals.status"), ")
         ORDER BY proposals.status_since, proposals.id LIMIT $2"))
        .bind(agency.map(|id| id.0)).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(ProposalLine::try_from)
    .collect()
}

/// Objections to what was decided at a stage within a place, or in the whole city, that wait for an answer; the most
/// urgent first.
pub async fn objected(tx: &mut Tx, stage: StageKind, place: Option<&str>, limit: i64) -> Result<Vec<ProposalLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.objection_due_on IS NOT NULL AND NOT proposals.objection_dismissed AND proposals.stage = $1
             AND ($2 IS NULL OR rts.code = $2 OR rts.code LIKE $2 || '.%' OR rts.code LIKE $2 || '-%')
         ORDER BY proposals.objection_due_on, proposals.id LIMIT $3"))
        .bind(stage.code()).bind(place).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(ProposalLine::try_from)
    .collect()
}

/// What offices recorded for residents within a place and nobody else has said to be that resident's, but for what
/// `reader` recorded; the longest waiting first.
pub async fn to_second(tx: &mut Tx, place: &str, reader: AccountId, limit: i64) -> Result<Vec<ProposalLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.on_behalf_of IS NOT NULL AND proposals.seconded_by IS NULL AND proposals.author_id <> $2
             AND proposals.status = 'submitted' AND (rts.code = $1 OR rts.code LIKE $1 || '.%' OR rts.code LIKE $1 || '-%')
         ORDER BY proposals.status_since, proposals.id LIMIT $3"))
        .bind(place).bind(reader.0).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(ProposalLine::try_from)
    .collect()
}

/// What somebody wrote or recorded and has sent, newest first; what came back to be completed is theirs to finish.
pub async fn submitted_by(tx: &mut Tx, author: AccountId, limit: i64) -> Result<Vec<ProposalLine>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, LineRow>(lines!(
        "WHERE proposals.author_id = $1 AND proposals.submitted_at IS NOT NULL AND proposals.status <> 'returned'
         ORDER BY proposals.submitted_at DESC, proposals.id DESC LIMIT $2"))
        .bind(author.0).bind(limit).fetch_all(conn).await)?
    .into_iter()
    .map(ProposalLine::try_from)
    .collect()
}
