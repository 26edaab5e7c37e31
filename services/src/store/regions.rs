//! Kota, kecamatan, kelurahan and RT rows.

use super::{
    Tx,
    database::{ROWS_AT_ONCE, on_tx},
};
use crate::Failure;
use domain::{
    clock::Day,
    ids::RegionId,
    ledger::{Listed, RegionRecord},
    region::{Region, RegionCode, RegionLevel},
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// [`domain::proposal::merge::counted_households`] for a query; the argument is the name under which it has the
/// proposals. NULL where they are unknown.
macro_rules! counted_households {
    ($proposals:literal) => {
        concat!(
            "COALESCE((SELECT NULLIF(households, 0) FROM regions WHERE regions.id = ",
            $proposals,
            ".rt_id), (SELECT NULLIF(households, 0) FROM regions WHERE regions.id = ",
            $proposals,
            ".kelurahan_id))"
        )
    };
}
pub(super) use counted_households;

/// As `SELECT regions.*` finds it.
#[derive(sqlx::FromRow)]
pub(super) struct RegionRow {
    id: Uuid,
    code: String,
    level: String,
    name: String,
    parent_id: Option<Uuid>,
    households: i64,
    valid_from: Day,
    valid_to: Option<Day>,
}

#[derive(sqlx::FromRow)]
struct RtRow {
    #[sqlx(flatten)]
    region: RegionRow,
    rw: Option<String>,
}

impl TryFrom<RegionRow> for Region {
    type Error = Failure;

    fn try_from(row: RegionRow) -> Result<Self, Failure> {
        Ok(Self {
            id: RegionId(row.id),
            code: RegionCode::parse(&row.code).map_err(|_| Failure::inconsistent("regions", "code", &row.code))?,
            level: RegionLevel::from_code(&row.level).ok_or_else(|| Failure::inconsistent("regions", "level", &row.level))?,
            name: row.name,
            parent: row.parent_id.map(RegionId),
            households: row.households,
            valid_from: row.valid_from,
            valid_to: row.valid_to,
        })
    }
}

pub async fn insert(tx: &mut Tx, region: &Region) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO regions (id, code, level, name, parent_id, households, valid_from, valid_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
        .bind(region.id.0)
        .bind(region.code.as_str())
        .bind(region.level.code())
        .bind(&region.name)
        .bind(region.parent.map(|id| id.0))
        .bind(region.households)
        .bind(region.valid_from)
        .bind(region.valid_to)
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// What these places are called, how many households they have, and until when they are what they are.
pub async fn set_values(tx: &mut Tx, rows: &[RegionRecord]) -> Result<(), Failure> {
    for part in rows.chunks(ROWS_AT_ONCE) {
        let changed = on_tx!(tx, conn => {
            let mut query = QueryBuilder::new("WITH told (code, valid_from, name, households, valid_to) AS (");
            query.push_values(part, |mut row, Listed { of, after, .. }| {
                row.push_bind(of.code.as_str())
                    .push_bind(of.from)
                    .push_bind(&after.name)
                    .push_bind(after.households)
                    .push_bind(after.to);
            });
            query.push(
                ") UPDATE regions SET name = told.name, households = told.households, valid_to = told.valid_to
                 FROM told WHERE regions.code = told.code AND regions.valid_from = told.valid_from");
            query.build().execute(conn).await.map(|done| done.rows_affected())
        })?;
        if u64::try_from(part.len()) != Ok(changed) {
            return Err(Failure::RowCount { what: "regions.set_values", rows: changed });
        }
    }
    Ok(())
}

/// Keeps the row of the city itself for this unit of work: what only one may do at a time waits here.
pub async fn lock_city(tx: &mut Tx) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE regions SET name = name WHERE level = $1")
        .bind(RegionLevel::Kota.code()).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn find(tx: &mut Tx, id: RegionId) -> Result<Option<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>("SELECT * FROM regions WHERE id = $1").bind(id.0).fetch_optional(conn).await)?
        .map(Region::try_from)
        .transpose()
}

/// The row of `code` in force on `day`.
pub async fn find_by_code(tx: &mut Tx, code: &RegionCode, day: Day) -> Result<Option<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "SELECT * FROM regions
         WHERE code = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
         ORDER BY valid_from DESC LIMIT 1")
        .bind(code.as_str()).bind(day).fetch_optional(conn).await)?
    .map(Region::try_from)
    .transpose()
}

/// The newest row of `code` that has ended, if it is not in force on `day`.
pub async fn ended(tx: &mut Tx, code: &RegionCode, day: Day) -> Result<Option<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "SELECT * FROM regions WHERE code = $1 AND valid_to < $2 ORDER BY valid_from DESC LIMIT 1")
        .bind(code.as_str()).bind(day).fetch_optional(conn).await)?
    .map(Region::try_from)
    .transpose()
}

/// The RTs of a kelurahan on `day`, each with the name of its RW where there are RWs; by code.
pub async fn rts(tx: &mut Tx, kelurahan: RegionId, day: Day) -> Result<Vec<(Option<String>, Region)>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RtRow>(
        "SELECT regions.*, rws.name AS rw
         FROM regions LEFT JOIN regions rws ON rws.id = regions.parent_id AND rws.level = 'rw'
         WHERE regions.level = 'rt' AND (regions.parent_id = $1 OR rws.parent_id = $1)
           AND regions.valid_from <= $2 AND (regions.valid_to IS NULL OR regions.valid_to >= $2)
         ORDER BY regions.code")
        .bind(kelurahan.0).bind(day).fetch_all(conn).await)?
    .into_iter()
    .map(|row| Ok((row.rw, Region::try_from(row.region)?)))
    .collect()
}

/// The row in force on `day` of what may be a code; none where it is not.
pub async fn find_by_text(tx: &mut Tx, code: &str, day: Day) -> Result<Option<Region>, Failure> {
    match RegionCode::parse(code) {
        Ok(code) => find_by_code(tx, &code, day).await,
        Err(_) => Ok(None),
    }
}

/// What lies directly below a region on `day`, by code.
pub async fn children(tx: &mut Tx, parent: RegionId, day: Day) -> Result<Vec<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "SELECT * FROM regions
         WHERE parent_id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
         ORDER BY code")
        .bind(parent.0).bind(day).fetch_all(conn).await)?
    .into_iter()
    .map(Region::try_from)
    .collect()
}

/// Everything in force on `day`.
pub async fn in_force(tx: &mut Tx, day: Day) -> Result<Vec<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "SELECT * FROM regions WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to >= $1) ORDER BY code")
        .bind(day).fetch_all(conn).await)?
    .into_iter()
    .map(Region::try_from)
    .collect()
}

/// All regions of a level in force on `day`, by code.
pub async fn of_level(tx: &mut Tx, level: RegionLevel, day: Day) -> Result<Vec<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "SELECT * FROM regions
         WHERE level = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to >= $2)
         ORDER BY code")
        .bind(level.code()).bind(day).fetch_all(conn).await)?
    .into_iter()
    .map(Region::try_from)
    .collect()
}

/// The region and everything above it, the city first.
pub async fn path(tx: &mut Tx, id: RegionId) -> Result<Vec<Region>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, RegionRow>(
        "WITH RECURSIVE path (id, parent_id, depth) AS (
             SELECT id, parent_id, CAST(0 AS BIGINT) FROM regions WHERE id = $1
             UNION ALL
             SELECT above.id, above.parent_id, path.depth + 1 FROM regions above JOIN path ON above.id = path.parent_id
         )
         SELECT regions.* FROM regions JOIN path ON path.id = regions.id ORDER BY path.depth DESC")
        .bind(id.0).fetch_all(conn).await)?
    .into_iter()
    .map(Region::try_from)
    .collect()
}
