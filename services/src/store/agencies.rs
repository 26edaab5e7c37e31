//! City departments.

use super::{
    Tx,
    database::{on_tx, one_row},
};
use crate::Failure;
use domain::{ids::AgencyId, ledger::AgencyValues};
use uuid::Uuid;

/// A department as pages name it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Agency {
    id: Uuid,
    pub code: String,
    pub short_name: String,
    pub name: String,
}

impl Agency {
    pub fn new(id: AgencyId, code: &str, short_name: &str, name: &str) -> Self {
        Self { id: id.0, code: code.into(), short_name: short_name.into(), name: name.into() }
    }

    pub fn id(&self) -> AgencyId {
        AgencyId(self.id)
    }

    /// As the ledger tells them.
    pub fn values(&self) -> AgencyValues {
        AgencyValues { code: self.code.clone(), short_name: self.short_name.clone(), name: self.name.clone() }
    }
}

pub async fn insert(tx: &mut Tx, agency: &Agency) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("INSERT INTO agencies (id, code, short_name, name) VALUES ($1, $2, $3, $4)")
        .bind(agency.id).bind(&agency.code).bind(&agency.short_name).bind(&agency.name).execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn rename(tx: &mut Tx, id: AgencyId, short_name: &str, name: &str) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE agencies SET short_name = $2, name = $3 WHERE id = $1")
        .bind(id.0).bind(short_name).bind(name).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("agencies.rename", rows)
}

pub async fn find(tx: &mut Tx, id: AgencyId) -> Result<Option<Agency>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT * FROM agencies WHERE id = $1").bind(id.0).fetch_optional(conn).await)?)
}

pub async fn find_by_code(tx: &mut Tx, code: &str) -> Result<Option<Agency>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT * FROM agencies WHERE code = $1").bind(code).fetch_optional(conn).await)?)
}

/// All departments, by code.
pub async fn all(tx: &mut Tx) -> Result<Vec<Agency>, Failure> {
    Ok(on_tx!(tx, conn => sqlx::query_as("SELECT * FROM agencies ORDER BY code").fetch_all(conn).await)?)
}
