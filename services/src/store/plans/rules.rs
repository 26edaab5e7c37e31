//! The city's response rule for plans published from now on. The rule a plan was published with stands in its own row.

use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{clock::Instant, ids::AccountId, plan::ResponseRule};
use sqlx::types::Json;

/// What was set last; the default in a city that set nothing.
pub async fn current(tx: &mut Tx) -> Result<ResponseRule, Failure> {
    let rule: Option<Json<ResponseRule>> = on_tx!(tx, conn => sqlx::query_scalar(
        "SELECT rule FROM response_rules ORDER BY set_at DESC LIMIT 1").fetch_optional(conn).await)?;
    Ok(rule.map(|Json(rule)| rule).unwrap_or_default())
}

/// Keeps whoever sets the rule at the same time waiting: the planners' rule is one, and read before it is set.
pub async fn lock(tx: &mut Tx) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query("UPDATE response_rules SET set_at = set_at").execute(conn).await.map(drop))?;
    Ok(())
}

pub async fn set(tx: &mut Tx, rule: &ResponseRule, at: Instant, by: AccountId) -> Result<(), Failure> {
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO response_rules (set_at, rule, set_by) VALUES ($1, $2, $3)
         ON CONFLICT (set_at) DO UPDATE SET rule = excluded.rule, set_by = excluded.set_by")
        .bind(at).bind(Json(rule)).bind(by.0).execute(conn).await.map(drop))?;
    Ok(())
}
