//! Homes that an office has confirmed or denied, closed accounts, roles, and those that wait, against the fold.

use super::{NOTHING, Row, shown};
use crate::{
    Failure,
    ledger::Difference,
    store::{Tx, projections},
};
use domain::{
    account::Role,
    clock::Day,
    ids::{AccountId, AssignmentId},
    ledger::{AccountFold, Fold, Held, WaitingFold},
};
use std::collections::{BTreeMap, BTreeSet};

pub(super) async fn compare(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    accounts(tx, fold, found).await?;
    roles(tx, fold, found).await?;
    waiting(tx, fold, found).await
}

async fn accounts(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let nothing = AccountFold::default();
    let mut missing: BTreeSet<AccountId> = fold.accounts.keys().copied().collect();
    each_row!(tx, projections::accounts, stored => {
        let id = AccountId(stored.id);
        missing.remove(&id);
        let folded = fold.accounts.get(&id).unwrap_or(&nothing);
        let confirmed = stored.home.filter(|_| stored.residence_confirmed_at.is_some());
        let mut row = Row { table: "accounts", key: stored.id.to_string(), found };
        row.column("home_region_id", shown(confirmed), shown(folded.home.as_ref()));
        row.instant("residence_confirmed_at", stored.residence_confirmed_at, folded.confirmed_at);
        if !folded.denials_half_told {
            row.column("denials", stored.denials, folded.denials);
            row.instant("denied_at", stored.denied_at, folded.denied_at);
        }
        row.column("disabled_at", stored.disabled_at.is_some(), folded.is_closed);
    });
    for id in missing {
        Row { table: "accounts", key: id.to_string(), found }.column("id", NOTHING, id);
    }
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

async fn waiting(tx: &mut Tx, fold: &Fold, found: &mut Vec<Difference>) -> Result<(), Failure> {
    let mut missing: BTreeMap<(AccountId, Role), &WaitingFold> = BTreeMap::new();
    for (id, account) in &fold.accounts {
        missing.extend(account.waiting.iter().map(|(role, waits)| ((*id, *role), waits)));
    }
    each_row!(tx, projections::appointments, stored => {
        let id = AccountId(stored.account_id);
        let role = Role::from_code(&stored.role);
        let told = role.and_then(|role| missing.remove(&(id, role)));
        let mut row = Row { table: "appointments", key: stored.id.to_string(), found };
        match told {
            Some(waits) => {
                row.column("from_day", stored.from_day, waits.from);
                row.column("to_day", shown(stored.to_day), shown(waits.to));
                row.column("proposed_by", shown(stored.proposed_by), shown(waits.by));
                row.instant("proposed_at", Some(stored.proposed_at), Some(waits.at));
            }
            None if fold.accounts.get(&id).is_some_and(|account| account.waiting_half_told) => {}
            None if role.is_some_and(|role| is_held(fold, id, role, (stored.from_day, stored.to_day))) => {}
            None => row.column("id", stored.id, NOTHING),
        }
    });
    for ((id, role), waits) in missing.into_iter().filter(|((id, role), waits)| !is_held(fold, *id, *role, (waits.from, waits.to))) {
        Row { table: "appointments", key: format!("{id} {}", role.code()), found }.column("id", NOTHING, waits.at);
    }
    Ok(())
}

/// Of what was held already an earlier version took off what waited without a word, or left it waiting.
fn is_held(fold: &Fold, id: AccountId, role: Role, (from, to): (Day, Option<Day>)) -> bool {
    let mut held = fold.accounts.get(&id).into_iter().flat_map(|account| account.roles.values());
    held.any(|held| (held.role, held.from, held.to) == (role, from, to))
}
