//! How many proposals stand where: the figures of a place and of everything directly below it, in one reading that an
//! index and the small rows of counters answer.

use super::rows::wrong;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    ids::{CycleId, RegionId},
    proposal::Status,
    region::RegionLevel,
};
use uuid::Uuid;

/// The proposals of one place that have the same status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlaceCount {
    /// What lies directly below the place asked for; none for proposals that name no RT.
    pub below: Option<RegionId>,
    pub status: Status,
    pub proposals: i64,
    /// What they were proposed to cost, in rupiah.
    pub cost: i64,
    pub supports: i64,
}

#[derive(sqlx::FromRow)]
struct Row {
    below: Option<Uuid>,
    status: String,
    proposals: i64,
    cost: i64,
    supports: i64,
}

macro_rules! counted_by {
    ($below:literal, $place:literal) => {
        concat!(
            "SELECT ",
            $below,
            " AS below, status, COUNT(*) AS proposals, CAST(COALESCE(SUM(cost), 0) AS BIGINT) AS cost,
                 CAST(SUM(support_count) AS BIGINT) AS supports
             FROM proposals JOIN proposal_counts ON proposal_counts.proposal_id = proposals.id
             WHERE cycle_id = $1 AND submitted_at IS NOT NULL AND ",
            $place,
            "
             GROUP BY ",
            $below,
            ", status"
        )
    };
}

// A cycle is of one city: all of it is the city.
const OF_CITY: &str = counted_by!("kecamatan_id", "$2 IS NOT NULL");
const OF_KECAMATAN: &str = counted_by!("kelurahan_id", "kecamatan_id = $2");
// The index counts by RT; those of an RW are put together afterwards.
const OF_KELURAHAN: &str = concat!(
    "WITH counted AS (",
    counted_by!("rt_id", "kecamatan_id = (SELECT parent_id FROM regions WHERE id = $2) AND kelurahan_id = $2"),
    ")
     SELECT COALESCE(rws.id, counted.below) AS below, status, CAST(SUM(proposals) AS BIGINT) AS proposals,
         CAST(SUM(cost) AS BIGINT) AS cost, CAST(SUM(supports) AS BIGINT) AS supports
     FROM counted
     LEFT JOIN regions rts ON rts.id = counted.below
     LEFT JOIN regions rws ON rws.id = rts.parent_id AND rws.level = 'rw'
     GROUP BY COALESCE(rws.id, counted.below), status"
);
const OF_RW: &str = counted_by!("rt_id", "rt_id IN (SELECT id FROM regions WHERE parent_id = $2)");
const OF_RT: &str = counted_by!("rt_id", "rt_id = $2");

/// What was submitted in a place in a cycle, by status and by what lies directly below; of an RT, by itself.
pub async fn count_by_place(tx: &mut Tx, cycle: CycleId, (level, place): (RegionLevel, RegionId)) -> Result<Vec<PlaceCount>, Failure> {
    let text = match level {
        RegionLevel::Kota => OF_CITY,
        RegionLevel::Kecamatan => OF_KECAMATAN,
        RegionLevel::Kelurahan => OF_KELURAHAN,
        RegionLevel::Rw => OF_RW,
        RegionLevel::Rt => OF_RT,
    };
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, Row>(text).bind(cycle.0).bind(place.0).fetch_all(conn).await)?;
    rows.into_iter()
        .map(|row| {
            Ok(PlaceCount {
                below: row.below.map(RegionId),
                status: Status::from_code(&row.status).ok_or_else(|| wrong("status", &row.status))?,
                proposals: row.proposals,
                cost: row.cost,
                supports: row.supports,
            })
        })
        .collect()
}
