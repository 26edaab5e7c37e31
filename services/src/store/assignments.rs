//! Roles held from a day to a day.

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{
    account::{Assignment, Role},
    clock::Day,
    ids::{AccountId, AgencyId, AssignmentId, RegionId},
    region::RegionCode,
};
use sqlx::types::Json;
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct AssignmentRow {
    id: Uuid,
    account_id: Uuid,
    role: String,
    region_code: Option<String>,
    region_name: Option<String>,
    agency_id: Option<Uuid>,
    agency_name: Option<String>,
    from_day: Day,
    to_day: Option<Day>,
}

/// An assignment with the names a page shows.
#[derive(Clone, Debug)]
pub struct HeldRole {
    pub id: AssignmentId,
    pub account: AccountId,
    pub assignment: Assignment,
    /// Name of the region or agency; none for roles of the whole city.
    pub place: Option<String>,
}

impl TryFrom<AssignmentRow> for HeldRole {
    type Error = Failure;

    fn try_from(row: AssignmentRow) -> Result<Self, Failure> {
        let role = Role::from_code(&row.role).ok_or_else(|| Failure::inconsistent("assignments", "role", &row.role))?;
        let region =
            row.region_code.map(|code| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code))).transpose()?;
        Ok(Self {
            id: AssignmentId(row.id),
            account: AccountId(row.account_id),
            assignment: Assignment { role, region, agency: row.agency_id.map(AgencyId), from: row.from_day, to: row.to_day },
            place: row.region_name.or(row.agency_name),
        })
    }
}

/// A role to be given.
pub struct NewAssignment {
    pub id: AssignmentId,
    pub account: AccountId,
    pub role: Role,
    pub region: Option<RegionId>,
    pub agency: Option<AgencyId>,
    pub from: Day,
    pub to: Option<Day>,
}

pub async fn insert(tx: &mut Tx, new: &NewAssignment) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO assignments (id, account_id, role, region_id, agency_id, from_day, to_day)
         VALUES ($1, $2, $3, $4, $5, $6, $7)")
        .bind(new.id.0)
        .bind(new.account.0)
        .bind(new.role.code())
        .bind(new.region.map(|id| id.0))
        .bind(new.agency.map(|id| id.0))
        .bind(new.from)
        .bind(new.to)
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// Assignments with the names of their places, ended ones included.
macro_rules! held_roles {
    ($condition:literal) => {
        concat!(
            "SELECT assignments.id, assignments.account_id, assignments.role, assignments.from_day, assignments.to_day,
                assignments.agency_id, regions.code AS region_code, regions.name AS region_name, agencies.short_name AS agency_name
             FROM assignments
             LEFT JOIN regions ON regions.id = assignments.region_id
             LEFT JOIN agencies ON agencies.id = assignments.agency_id
             WHERE ",
            $condition,
            " ORDER BY assignments.from_day, assignments.id"
        )
    };
}

/// All assignments of a person, ended ones included.
pub async fn of_account(tx: &mut Tx, account: AccountId) -> Result<Vec<HeldRole>, Failure> {
    of_accounts(tx, &[account]).await
}

/// All assignments of several people, ended ones included.
pub async fn of_accounts(tx: &mut Tx, accounts: &[AccountId]) -> Result<Vec<HeldRole>, Failure> {
    // Lists are bound differently: PostgreSQL knows arrays, SQLite reads them from JSON.
    let rows: Vec<AssignmentRow> = match tx {
        Tx::Sqlite(tx) => {
            let ids: Vec<String> = accounts.iter().map(|id| id.0.simple().to_string()).collect();
            sqlx::query_as(held_roles!("assignments.account_id IN (SELECT unhex(value) FROM json_each($1))"))
                .bind(Json(ids))
                .fetch_all(&mut **tx)
                .await?
        }
        Tx::Postgres(tx) => {
            let ids: Vec<Uuid> = accounts.iter().map(|id| id.0).collect();
            sqlx::query_as(held_roles!("assignments.account_id = ANY($1)")).bind(ids).fetch_all(&mut **tx).await?
        }
    };
    rows.into_iter().map(HeldRole::try_from).collect()
}

/// The roles that somebody holds for a region on `day`; who, is nobody's business here.
pub async fn roles_at(tx: &mut Tx, region: RegionId, day: Day) -> Result<Vec<Role>, Failure> {
    let codes: Vec<String> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT DISTINCT role FROM assignments
         WHERE region_id = $1 AND from_day <= $2 AND (to_day IS NULL OR to_day >= $2) ORDER BY role")
        .bind(region.0).bind(day).fetch_all(conn).await)?;
    codes.into_iter().map(|code| Role::from_code(&code).ok_or_else(|| Failure::inconsistent("assignments", "role", code))).collect()
}

/// Keeps the city admins as they are for this unit of work: of two that would both end, the second sees the first
/// ended.
pub async fn lock_admins(tx: &mut Tx) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE assignments SET role = role WHERE role = $1")
        .bind(Role::CityAdmin.code()).execute(conn).await.map(drop))?;
    Ok(())
}

/// How many people but this one are city admins on `day` and can sign in.
pub async fn admins_besides(tx: &mut Tx, account: AccountId, day: Day) -> Result<i64, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT COUNT(DISTINCT accounts.id) FROM assignments JOIN accounts ON accounts.id = assignments.account_id
         WHERE assignments.role = $1 AND accounts.id <> $2 AND accounts.disabled_at IS NULL
           AND assignments.from_day <= $3 AND (assignments.to_day IS NULL OR assignments.to_day >= $3)")
        .bind(Role::CityAdmin.code()).bind(account.0).bind(day).fetch_one(conn).await)?)
}

/// An assignment gets other days.
pub async fn set_days(tx: &mut Tx, id: AssignmentId, from: Day, to: Option<Day>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE assignments SET from_day = $2, to_day = $3 WHERE id = $1")
        .bind(id.0).bind(from).bind(to).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("assignments.set_days", rows)
}
