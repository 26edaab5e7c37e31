//! Homes that an office has confirmed, closed accounts, and roles, against the fold.

use super::{NOTHING, Row, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, projections},
};
use domain::{
    ids::{AccountId, AssignmentId},
    ledger::{AccountFold, Fold, Held},
};
use std::collections::BTreeMap;

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    accounts(tx, fold, found).await?;
    roles(tx, fold, found).await
}

async fn accounts(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = AccountFold::default();
    each_row!(tx, projections::accounts, stored => {
        let folded = fold.accounts.get(&AccountId(stored.id)).unwrap_or(&nothing);
        let confirmed = stored.home.filter(|_| stored.residence_confirmed_at.is_some());
        let mut row = Row { table: "accounts", key: stored.id.to_string(), found };
        row.column("home_region_id", shown(confirmed), shown(folded.home.as_ref()));
        row.column("disabled_at", stored.disabled_at.is_some(), folded.is_closed);
    });
    Ok(())
}

async fn roles(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<AssignmentId, (AccountId, &Held)> = BTreeMap::new();
    for (id, account) in &fold.accounts {
        missing.extend(account.roles.iter().map(|(role, held)| (*role, (*id, held))));
    }
    each_row!(tx, projections::roles, stored => {
        let mut row = Row { table: "assignments", key: stored.id.to_string(), found };
        match missing.remove(&AssignmentId(stored.id)) {
            Some((account, held)) => {
                row.column("account_id", stored.account_id, account);
                row.column("role", stored.role, held.role.code());
                row.column("region_id", shown(stored.region), shown(held.region.as_ref()));
                row.column("agency_id", shown(stored.agency_id), shown(held.agency));
                row.column("from_day", stored.from_day, held.from);
                row.column("to_day", shown(stored.to_day), shown(held.to));
            }
            None => row.column("id", stored.id, NOTHING),
        }
    });
    for (id, _) in missing {
        Row { table: "assignments", key: id.to_string(), found }.column("id", NOTHING, id);
    }
    Ok(())
}
