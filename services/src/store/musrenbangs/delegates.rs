//! Delegates to the next level. Names and contacts are internal.

use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::ids::{DelegateId, MusrenbangId};
use uuid::Uuid;

/// Somebody who is sent to the next meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delegate {
    pub id: DelegateId,
    pub name: String,
    pub is_woman: bool,
    /// Whom the person speaks for: an RT, the LPM, the PKK.
    pub body: String,
    pub contact: String,
}

/// Somebody, who gets a name with [`name_delegate`]; `false` when they are known.
pub async fn insert_delegate(tx: &mut Tx, meeting: MusrenbangId, id: DelegateId, is_woman: bool) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO delegates (id, musrenbang_id, name, woman, body, contact) VALUES ($1, $2, '', $3, '', '') ON CONFLICT (id) DO NOTHING")
        .bind(id.0).bind(meeting.0).bind(is_woman).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// Who it is: what no entry holds.
pub async fn name_delegate(tx: &mut Tx, delegate: &Delegate) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE delegates SET name = $2, body = $3, contact = $4 WHERE id = $1")
        .bind(delegate.id.0)
        .bind(&delegate.name)
        .bind(&delegate.body)
        .bind(&delegate.contact)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("delegates.name_delegate", rows)
}

/// The meeting that sends somebody.
pub async fn sent_by(tx: &mut Tx, id: DelegateId) -> Result<Option<MusrenbangId>, Failure> {
    let meeting: Option<Uuid> = on_tx!(tx, conn => sqlx::query_scalar("SELECT musrenbang_id FROM delegates WHERE id = $1")
        .bind(id.0).fetch_optional(conn).await)?;
    Ok(meeting.map(MusrenbangId))
}

/// `false` when there is nobody to take off.
pub async fn remove_delegate(tx: &mut Tx, meeting: MusrenbangId, id: DelegateId) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("DELETE FROM delegates WHERE id = $1 AND musrenbang_id = $2")
        .bind(id.0).bind(meeting.0).execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

#[derive(sqlx::FromRow)]
struct DelegateRow {
    id: Uuid,
    name: String,
    woman: bool,
    body: String,
    contact: String,
}

/// In the order in which they were named.
pub async fn delegates(tx: &mut Tx, meeting: MusrenbangId) -> Result<Vec<Delegate>, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query_as::<_, DelegateRow>("SELECT * FROM delegates WHERE musrenbang_id = $1 ORDER BY id")
        .bind(meeting.0).fetch_all(conn).await)?;
    let delegate =
        |row: DelegateRow| Delegate { id: DelegateId(row.id), name: row.name, is_woman: row.woman, body: row.body, contact: row.contact };
    Ok(rows.into_iter().map(delegate).collect())
}
