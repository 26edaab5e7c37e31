//! One answer of each resident to a plan. The counters on the plan follow in the same transaction.

use crate::{
    Failure,
    store::{
        Tx,
        database::{on_tx, one_row},
    },
};
use domain::{
    clock::Instant,
    ids::{AccountId, PlanId},
    plan::{Stance, Tally},
    region::RegionCode,
};
use uuid::Uuid;

/// An answer as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TakenStance {
    pub stance: Stance,
    /// At home in an affected region; none while no office has confirmed a home: the answer is not counted then.
    pub local: Option<bool>,
    pub at: Instant,
}

fn parse(code: &str) -> Result<Stance, Failure> {
    Stance::from_code(code).ok_or_else(|| Failure::inconsistent("stances", "stance", code))
}

pub async fn find(tx: &mut Tx, plan: PlanId, account: AccountId) -> Result<Option<TakenStance>, Failure> {
    let row: Option<(String, bool, bool, Instant)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT stance, local, counted, taken_at FROM stances WHERE plan_id = $1 AND account_id = $2")
        .bind(plan.0).bind(account.0).fetch_optional(conn).await)?;
    row.map(|(code, local, counted, at)| Ok(TakenStance { stance: parse(&code)?, local: counted.then_some(local), at })).transpose()
}

/// Writes or changes the answer of one person and the plan's counters with it. The plan must be locked.
pub async fn set(tx: &mut Tx, plan: PlanId, account: AccountId, taken: TakenStance) -> Result<(), Failure> {
    let before = find(tx, plan, account).await?;
    on_tx!(tx, conn => sqlx::query(
        "INSERT INTO stances (plan_id, account_id, stance, local, taken_at, counted) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (plan_id, account_id) DO UPDATE
         SET stance = excluded.stance, local = excluded.local, taken_at = excluded.taken_at, counted = excluded.counted")
        .bind(plan.0)
        .bind(account.0)
        .bind(taken.stance.code())
        .bind(taken.local.unwrap_or(false))
        .bind(taken.at)
        .bind(taken.local.is_some())
        .execute(conn).await.map(drop))?;
    let mut steps = [0_i64; 4];
    for (place, step) in before.into_iter().flat_map(|before| counted(before, -1)).chain(counted(taken, 1)) {
        steps[place] += step;
    }
    let rows = on_tx!(tx, conn => sqlx::query(
        "UPDATE plan_counts SET supporting = supporting + $2, supporting_local = supporting_local + $3,
                                opposing = opposing + $4, opposing_local = opposing_local + $5
         WHERE plan_id = $1")
        .bind(plan.0).bind(steps[0]).bind(steps[1]).bind(steps[2]).bind(steps[3])
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("stances.set", rows)
}

/// Who answered a plan, whether that counts as local, and the home that is confirmed now.
pub async fn homes(tx: &mut Tx, plan: PlanId) -> Result<Vec<(AccountId, Option<bool>, Option<RegionCode>)>, Failure> {
    let rows: Vec<(Uuid, bool, bool, Option<String>)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT stances.account_id, stances.local, stances.counted, homes.code
         FROM stances JOIN accounts ON accounts.id = stances.account_id
         LEFT JOIN regions homes ON homes.id = accounts.home_region_id AND accounts.residence_confirmed_at IS NOT NULL
         WHERE stances.plan_id = $1 ORDER BY stances.account_id")
        .bind(plan.0).fetch_all(conn).await)?;
    let read = |(person, local, counted, home): (Uuid, bool, bool, Option<String>)| {
        let parse = |code: String| RegionCode::parse(&code).map_err(|_| Failure::inconsistent("regions", "code", code));
        Ok((AccountId(person), counted.then_some(local), home.map(parse).transpose()?))
    };
    rows.into_iter().map(read).collect()
}

/// The plans that a person has answered.
pub async fn answered(tx: &mut Tx, account: AccountId) -> Result<Vec<PlanId>, Failure> {
    let ids: Vec<Uuid> = on_tx!(tx, conn => sqlx::query_scalar("SELECT plan_id FROM stances WHERE account_id = $1 ORDER BY plan_id")
        .bind(account.0).fetch_all(conn).await)?;
    Ok(ids.into_iter().map(PlanId).collect())
}

/// The home of somebody who answered has changed: from now on the answer is local or not, or is not counted.
pub async fn settle(tx: &mut Tx, plan: PlanId, account: AccountId, local: Option<bool>) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query("UPDATE stances SET local = $3, counted = $4 WHERE plan_id = $1 AND account_id = $2")
        .bind(plan.0).bind(account.0).bind(local.unwrap_or(false)).bind(local.is_some())
        .execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("stances.settle", rows)
}

/// Writes the plan's counters anew. The plan must be locked.
pub async fn recount(tx: &mut Tx, plan: PlanId) -> Result<(), Failure> {
    let rows = on_tx!(tx, conn => sqlx::query(
        "WITH counted (supporting, supporting_local, opposing, opposing_local) AS (
             SELECT CAST(COUNT(CASE WHEN stance = $2 THEN 1 END) AS BIGINT), CAST(COUNT(CASE WHEN stance = $2 AND local THEN 1 END) AS BIGINT),
                    CAST(COUNT(CASE WHEN stance = $3 THEN 1 END) AS BIGINT), CAST(COUNT(CASE WHEN stance = $3 AND local THEN 1 END) AS BIGINT)
             FROM stances WHERE plan_id = $1 AND counted
         )
         UPDATE plan_counts SET supporting = (SELECT supporting FROM counted), supporting_local = (SELECT supporting_local FROM counted),
                                opposing = (SELECT opposing FROM counted), opposing_local = (SELECT opposing_local FROM counted)
         WHERE plan_id = $1")
        .bind(plan.0).bind(Stance::Support.code()).bind(Stance::Oppose.code()).execute(conn).await.map(|done| done.rows_affected()))?;
    one_row("stances.recount", rows)
}

/// Which counters an answer moves: all of its side, and the local ones.
fn counted(taken: TakenStance, step: i64) -> [(usize, i64); 2] {
    let side = match taken.stance {
        Stance::Support => 0,
        Stance::Oppose => 2,
    };
    let of = |counts: bool| if counts { step } else { 0 };
    [(side, of(taken.local.is_some())), (side + 1, of(taken.local == Some(true)))]
}

/// The answers that count, counted from themselves, not from the counters: what the evaluation reads.
pub async fn tally(tx: &mut Tx, plan: PlanId) -> Result<Tally, Failure> {
    let rows: Vec<(String, bool, i64)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT stance, local, COUNT(*) FROM stances WHERE plan_id = $1 AND counted GROUP BY stance, local")
        .bind(plan.0).fetch_all(conn).await)?;
    let mut tally = Tally::default();
    for (code, local, count) in rows {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        match parse(&code)? {
            Stance::Support => tally.supporting = tally.supporting.saturating_add(count),
            Stance::Oppose => tally.opposing = tally.opposing.saturating_add(count),
        }
        if local {
            tally.local = tally.local.saturating_add(count);
        }
    }
    Ok(tally)
}
