//! Residents of some places whose home is to be confirmed, or is; and who else is written down at the same RT.

use super::{Account, Resident, ResidentRow};
use crate::{
    Failure,
    store::{Tx, database::on_tx},
};
use domain::{
    clock::Instant,
    ids::{AccountId, RegionId},
    region::RegionCode,
};
use sqlx::QueryBuilder;
use uuid::Uuid;

/// Where a page of those who wait begins: after somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub denials: i64,
    pub named_at: Instant,
    pub id: AccountId,
}

/// Of which places, and who of them.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// RTs, or kelurahan with all their RTs; none is nobody.
    pub places: &'a [RegionCode],
    /// A `LIKE` pattern for name, phone or e-mail.
    pub pattern: Option<&'a str>,
    pub limit: i64,
}

/// The beginning of a list of residents of the wanted places.
macro_rules! residents {
    ($wanted:expr, $condition:literal) => {{
        let mut query = QueryBuilder::new(concat!(
            "SELECT accounts.*, regions.code AS home_code FROM accounts JOIN regions ON regions.id = accounts.home_region_id
             WHERE accounts.disabled_at IS NULL AND ",
            $condition,
            " AND (1 = 0"
        ));
        for place in $wanted.places {
            // By code, because an RW may stand between a kelurahan and its RTs.
            query.push(" OR regions.code = ").push_bind(place.as_str()).push(" OR regions.code LIKE ").push_bind(format!("{place}-%"));
        }
        query.push(")");
        if let Some(pattern) = $wanted.pattern {
            for (before, column) in [(" AND (", "name_folded"), (" OR ", "phone"), (" OR ", "email")] {
                query.push(before).push("accounts.").push(column).push(" LIKE ").push_bind(pattern);
            }
            query.push(")");
        }
        query
    }};
}

/// Those nobody has confirmed yet: who was never denied comes first, then who has waited longest.
pub async fn waiting_in(tx: &mut Tx, wanted: &Wanted<'_>, after: Option<Place>) -> Result<Vec<Resident>, Failure> {
    on_tx!(tx, conn => {
        let mut query = residents!(wanted, "accounts.residence_confirmed_at IS NULL");
        if let Some(after) = after {
            query.push(" AND (accounts.denials, accounts.home_named_at, accounts.id) > (");
            query.push_bind(after.denials).push(", ").push_bind(after.named_at).push(", ").push_bind(after.id.0).push(")");
        }
        query.push(" ORDER BY accounts.denials, accounts.home_named_at, accounts.id LIMIT ").push_bind(wanted.limit);
        query.build_query_as::<ResidentRow>().fetch_all(conn).await
    })?
    .into_iter()
    .map(Resident::try_from)
    .collect()
}

/// How many people an office has confirmed to live in each home; closed and deleted accounts are none.
pub async fn confirmed_by_home(tx: &mut Tx) -> Result<Vec<(RegionId, i64)>, Failure> {
    let rows: Vec<(Uuid, i64)> = on_tx!(tx, conn => sqlx::query_as(
        "SELECT home_region_id, COUNT(*) FROM accounts
         WHERE residence_confirmed_at IS NOT NULL AND home_region_id IS NOT NULL AND disabled_at IS NULL AND deleted_at IS NULL
         GROUP BY home_region_id").fetch_all(conn).await)?;
    Ok(rows.into_iter().map(|(home, count)| (RegionId(home), count)).collect())
}

/// Those who are confirmed, the latest first; `after` is when and who.
pub async fn confirmed_in(tx: &mut Tx, wanted: &Wanted<'_>, after: Option<(Instant, AccountId)>) -> Result<Vec<Resident>, Failure> {
    on_tx!(tx, conn => {
        let mut query = residents!(wanted, "accounts.residence_confirmed_at IS NOT NULL");
        if let Some((at, id)) = after {
            query.push(" AND (accounts.residence_confirmed_at, accounts.id) < (").push_bind(at).push(", ").push_bind(id.0).push(")");
        }
        query.push(" ORDER BY accounts.residence_confirmed_at DESC, accounts.id DESC LIMIT ").push_bind(wanted.limit);
        query.build_query_as::<ResidentRow>().fetch_all(conn).await
    })?
    .into_iter()
    .map(Resident::try_from)
    .collect()
}

/// Everybody who is written down at one of these RTs, confirmed or not, with an account that is open or was closed.
pub async fn neighbours(tx: &mut Tx, rts: &[RegionId], limit: i64) -> Result<Vec<Account>, Failure> {
    if rts.is_empty() {
        return Ok(Vec::new());
    }
    Ok(on_tx!(tx, conn => {
        let mut query = QueryBuilder::new("SELECT * FROM accounts WHERE deleted_at IS NULL AND home_region_id IN (");
        let mut list = query.separated(", ");
        for rt in rts {
            list.push_bind(rt.0);
        }
        query.push(") ORDER BY created_at, id LIMIT ").push_bind(limit);
        query.build_query_as::<Account>().fetch_all(conn).await
    })?)
}
