//! Delegates to the next level. Names and contacts are internal.

use crate::{
    Failure,
    store::{Tx, database::on_tx},
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

/// Entering the same form twice is no error: the first stands.
pub async fn insert_delegate(tx: &mut Tx, meeting: MusrenbangId, delegate: &Delegate) -> Result<bool, Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "INSERT INTO delegates (id, musrenbang_id, name, woman, body, contact) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING")
        .bind(delegate.id.0)
        .bind(meeting.0)
        .bind(&delegate.name)
        .bind(delegate.is_woman)
        .bind(&delegate.body)
        .bind(&delegate.contact)
        .execute(conn).await.map(|done| done.rows_affected()))?;
    Ok(rows == 1)
}

/// `false` when somebody else took the name off before.
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
