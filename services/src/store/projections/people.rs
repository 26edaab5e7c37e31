//! The same of people: where they live, whether their account is closed, their roles and those that wait for them.

use super::After;
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::clock::{Day, Instant};
use uuid::Uuid;

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AccountRow {
    pub id: Uuid,
    pub home: Option<String>,
    pub residence_confirmed_at: Option<Instant>,
    pub denials: i64,
    pub denied_at: Option<Instant>,
    pub disabled_at: Option<Instant>,
    pub disabled_reason: Option<String>,
    pub deleted_at: Option<Instant>,
}

impl AccountRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn accounts(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<AccountRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT accounts.id, regions.code AS home, residence_confirmed_at, denials, denied_at, disabled_at, disabled_reason, deleted_at
         FROM accounts LEFT JOIN regions ON regions.id = accounts.home_region_id
         WHERE $1 IS NULL OR accounts.id > $1 ORDER BY accounts.id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct RoleRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub role: String,
    pub region: Option<String>,
    pub agency_id: Option<Uuid>,
    pub from_day: Day,
    pub to_day: Option<Day>,
}

impl RoleRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn roles(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<RoleRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT assignments.id, account_id, role, regions.code AS region, agency_id, from_day, to_day
         FROM assignments LEFT JOIN regions ON regions.id = assignments.region_id
         WHERE $1 IS NULL OR assignments.id > $1 ORDER BY assignments.id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}

/// A role that waits for a second admin.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AppointmentRow {
    pub id: Uuid,
    pub account_id: Uuid,
    pub role: String,
    pub from_day: Day,
    pub to_day: Option<Day>,
    pub proposed_by: Option<Uuid>,
    pub proposed_at: Instant,
}

impl AppointmentRow {
    pub fn key(&self) -> Uuid {
        self.id
    }
}

pub async fn appointments(tx: &mut Tx, after: After, limit: i64) -> Result<Vec<AppointmentRow>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as(
        "SELECT id, account_id, role, from_day, to_day, proposed_by, proposed_at FROM appointments
         WHERE $1 IS NULL OR id > $1 ORDER BY id LIMIT $2")
        .bind(after).bind(limit).fetch_all(conn).await)?)
}
