//! The dictionary of proposal types of one year.

use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::{
    catalogue::{Catalogue, Field, ProposalType},
    ids::{AgencyId, CycleId, ProposalTypeId},
    money::Rupiah,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct TypeRow {
    id: Uuid,
    code: String,
    name: String,
    physical: bool,
    field: String,
    unit: String,
    unit_price: Option<i64>,
    agency_id: Option<Uuid>,
    programme_code: String,
    requirements: String,
    offered: bool,
}

impl TryFrom<TypeRow> for ProposalType {
    type Error = Failure;

    fn try_from(row: TypeRow) -> Result<Self, Failure> {
        let price = row.unit_price.map(Rupiah::new).transpose();
        Ok(Self {
            id: ProposalTypeId(row.id),
            field: Field::from_code(&row.field).ok_or_else(|| Failure::inconsistent("proposal_types", "field", &row.field))?,
            unit_price: price.map_err(|_| Failure::inconsistent("proposal_types", "unit_price", &row.code))?,
            agency: row.agency_id.map(AgencyId),
            programme_code: Some(row.programme_code).filter(|code| !code.is_empty()),
            code: row.code,
            name: row.name,
            physical: row.physical,
            unit: row.unit,
            requirements: row.requirements,
            offered: row.offered,
        })
    }
}

pub async fn insert_type(tx: &mut Tx, cycle: CycleId, kind: &ProposalType) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO proposal_types
             (id, cycle_id, code, name, physical, field, unit, unit_price, agency_id, programme_code, requirements, offered)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)")
        .bind(kind.id.0)
        .bind(cycle.0)
        .bind(&kind.code)
        .bind(&kind.name)
        .bind(kind.physical)
        .bind(kind.field.code())
        .bind(&kind.unit)
        .bind(kind.unit_price.map(Rupiah::amount))
        .bind(kind.agency.map(|id| id.0))
        .bind(kind.programme_code.as_deref().unwrap_or_default())
        .bind(&kind.requirements)
        .bind(kind.offered)
        .execute(conn).await.map(drop))?;
    Ok(())
}

/// Everything but the code and the year, which are what it is.
pub async fn update_type(tx: &mut Tx, kind: &ProposalType) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE proposal_types SET name = $2, physical = $3, field = $4, unit = $5, unit_price = $6, agency_id = $7,
             programme_code = $8, requirements = $9, offered = $10
         WHERE id = $1")
        .bind(kind.id.0)
        .bind(&kind.name)
        .bind(kind.physical)
        .bind(kind.field.code())
        .bind(&kind.unit)
        .bind(kind.unit_price.map(Rupiah::amount))
        .bind(kind.agency.map(|id| id.0))
        .bind(kind.programme_code.as_deref().unwrap_or_default())
        .bind(&kind.requirements)
        .bind(kind.offered)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("cycles.update_type", rows)
}

/// All types of a cycle, those no longer offered included.
pub async fn catalogue(tx: &mut Tx, cycle: CycleId) -> Result<Catalogue, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, TypeRow>("SELECT * FROM proposal_types WHERE cycle_id = $1").bind(cycle.0).fetch_all(conn).await)?
        .into_iter()
        .map(ProposalType::try_from)
        .collect()
}

/// One type, of whatever year.
pub async fn find_type(tx: &mut Tx, id: ProposalTypeId) -> Result<Option<ProposalType>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, TypeRow>("SELECT * FROM proposal_types WHERE id = $1").bind(id.0).fetch_optional(conn).await)?
        .map(ProposalType::try_from)
        .transpose()
}
