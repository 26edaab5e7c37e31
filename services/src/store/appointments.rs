//! Roles that one city admin, or the machine, wants to give and a second has to confirm. They follow the ledger, which
//! tells what became of them.

use super::{Tx, database::on_tx};
use crate::Failure;
use domain::{
    account::Role,
    clock::{Day, Instant},
    ids::{AccountId, AppointmentId},
    ledger::Proposed,
    permission::WaitingRole,
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct AppointmentRow {
    id: Uuid,
    account_id: Uuid,
    person: String,
    role: String,
    from_day: Day,
    to_day: Option<Day>,
    proposed_by: Option<Uuid>,
    proposer: Option<String>,
    proposed_at: Instant,
}

/// A role that waits for a second admin, with the names a page shows.
#[derive(Clone, Debug)]
pub struct Appointment {
    pub id: AppointmentId,
    pub account: AccountId,
    pub person: String,
    pub role: Role,
    pub from: Day,
    pub to: Option<Day>,
    /// Nobody where the machine did, from a list.
    pub proposed_by: Option<AccountId>,
    pub proposer: Option<String>,
    pub proposed_at: Instant,
}

impl Appointment {
    pub fn waiting(&self) -> WaitingRole {
        WaitingRole { id: self.id, person: self.account, proposed_by: self.proposed_by }
    }

    /// As its end is told.
    pub fn proposed(&self) -> Proposed {
        Proposed { role: self.role, from: self.from, to: self.to, proposed_by: self.proposed_by }
    }
}

impl TryFrom<AppointmentRow> for Appointment {
    type Error = Failure;

    fn try_from(row: AppointmentRow) -> Result<Self, Failure> {
        let role = Role::from_code(&row.role).ok_or_else(|| Failure::inconsistent("appointments", "role", &row.role))?;
        Ok(Self {
            id: AppointmentId(row.id),
            account: AccountId(row.account_id),
            person: row.person,
            role,
            from: row.from_day,
            to: row.to_day,
            proposed_by: row.proposed_by.map(AccountId),
            proposer: row.proposer,
            proposed_at: row.proposed_at,
        })
    }
}

/// A role to be confirmed.
pub struct NewAppointment {
    pub id: AppointmentId,
    pub account: AccountId,
    pub role: Role,
    pub from: Day,
    pub to: Option<Day>,
    pub proposed_by: Option<AccountId>,
    pub proposed_at: Instant,
}

/// `false` when the same role of this person waits already.
pub async fn insert(tx: &mut Tx, new: &NewAppointment) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO appointments (id, account_id, role, from_day, to_day, proposed_by, proposed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (account_id, role) DO NOTHING")
        .bind(new.id.0)
        .bind(new.account.0)
        .bind(new.role.code())
        .bind(new.from)
        .bind(new.to)
        .bind(new.proposed_by.map(|id| id.0))
        .bind(new.proposed_at)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Those that wait, the oldest first; of one person or of everybody.
pub async fn waiting(tx: &mut Tx, of: Option<AccountId>) -> Result<Vec<Appointment>, Failure> {
    on_tx!(tx, conn => sqlx::query_as::<_, AppointmentRow>(
        "SELECT appointments.*, person.name AS person, proposer.name AS proposer
         FROM appointments
         JOIN accounts person ON person.id = appointments.account_id
         LEFT JOIN accounts proposer ON proposer.id = appointments.proposed_by
         WHERE $1 IS NULL OR appointments.account_id = $1
         ORDER BY appointments.proposed_at, appointments.id")
        .bind(of.map(|id| id.0)).fetch_all(conn).await)?
    .into_iter()
    .map(Appointment::try_from)
    .collect()
}

/// Takes one that was settled off the list; `false` when it does not wait.
pub async fn remove(tx: &mut Tx, account: AccountId, role: Role) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM appointments WHERE account_id = $1 AND role = $2")
        .bind(account.0).bind(role.code()).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// What waits for somebody whose account was closed waits no longer.
pub async fn remove_of(tx: &mut Tx, account: AccountId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("DELETE FROM appointments WHERE account_id = $1").bind(account.0).execute(conn).await.map(drop))?;
    Ok(())
}
