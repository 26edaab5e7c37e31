//! Whose account a row is about. A contact is a claim until it is proven, so naming the lurah's number makes nobody
//! lurah.

use super::row::Official;
use crate::{
    Failure,
    commands::{
        MOST_CLAIMS, Outcome,
        import::{Doubt, Notes, Wrong},
    },
    store::{
        Tx,
        accounts::{self, Account},
        appointments, assignments,
    },
    unit::Unit,
};
use domain::{ids::AccountId, ledger::AccountEvent, refusal::Refusal};

/// The account, and whether it is new. It is that of whoever has proven the contact, or of the one official who names
/// it: an admin or an earlier list has said who that is. Otherwise the person gets an account of their own.
pub(super) async fn find_or_make(unit: &mut Unit, official: &Official, notes: &mut Notes) -> Outcome<Result<(AccountId, bool), Wrong>> {
    let contact = official.contact.as_str();
    let claims = accounts::naming(&mut unit.tx, contact).await?;
    let mut meant: Vec<&Account> = claims.iter().filter(|account| account.has_proven(contact)).collect();
    if meant.is_empty() {
        for account in &claims {
            if is_official(&mut unit.tx, account.id()).await? {
                meant.push(account);
            }
        }
    }
    let open = claims.iter().filter(|account| account.disabled_at.is_none()).count();
    match meant.as_slice() {
        [account] if account.disabled_at.is_some() => Ok(Err(Wrong::new("contact", Refusal::AccountClosed))),
        [account] => {
            name_anew(unit, account, official, notes).await?;
            Ok(Ok((account.id(), false)))
        }
        [] if i64::try_from(open).is_ok_and(|open| open < MOST_CLAIMS) => {
            if open > 0 {
                notes.doubt("contact", Doubt::ContactClaimed);
            }
            Ok(Ok((make(unit, official).await?, true)))
        }
        _ => Ok(Err(Wrong::new("contact", Refusal::ContactCrowded))),
    }
}

async fn is_official(tx: &mut Tx, account: AccountId) -> Result<bool, Failure> {
    Ok(!assignments::of_account(tx, account).await?.is_empty() || !appointments::waiting(tx, Some(account)).await?.is_empty())
}

async fn make(unit: &mut Unit, official: &Official) -> Outcome<AccountId> {
    let id = unit.new_id();
    let new = accounts::NewAccount {
        id,
        name: &official.name,
        phone: official.contact.phone(),
        email: official.contact.email(),
        // Set with a one-time code.
        password_hash: "",
        home: None,
        created_at: unit.now,
    };
    accounts::insert(&mut unit.tx, &new).await?;
    unit.record(id, AccountEvent::AccountListed).await?;
    Ok(id)
}

async fn name_anew(unit: &mut Unit, account: &Account, official: &Official, notes: &mut Notes) -> Outcome<()> {
    if account.name != official.name {
        notes.compare(official.contact.as_str(), "name", account.name.as_str(), official.name.as_str());
        accounts::rename(&mut unit.tx, account.id(), &official.name).await?;
        unit.record(account.id(), AccountEvent::AccountRenamed).await?;
    }
    Ok(())
}
