//! Whose account a row is about. A contact is a claim until it is proven, so naming the lurah's number makes nobody
//! lurah.

use super::row::Official;
use crate::{
    Failure, Services,
    commands::{
        MOST_CLAIMS, Outcome,
        import::{Doubt, Notes, Wrong},
        log_entry::log_entry,
    },
    store::{
        Tx,
        accounts::{self, Account},
        appointments, assignments,
    },
};
use domain::{ids::AccountId, ledger::AccountEvent, refusal::Refusal};

/// The account, and whether it is new. It is that of whoever has proven the contact, or of the one official who names
/// it: an admin or an earlier list has said who that is. Otherwise the person gets an account of their own.
pub(super) async fn find_or_make(
    services: &Services,
    tx: &mut Tx,
    official: &Official,
    notes: &mut Notes,
) -> Outcome<Result<(AccountId, bool), Wrong>> {
    let contact = official.contact.as_str();
    let claims = accounts::naming(tx, contact).await?;
    let mut meant: Vec<&Account> = claims.iter().filter(|account| account.has_proven(contact)).collect();
    if meant.is_empty() {
        for account in &claims {
            if is_official(tx, account.id()).await? {
                meant.push(account);
            }
        }
    }
    let open = claims.iter().filter(|account| account.disabled_at.is_none()).count();
    match meant.as_slice() {
        [account] if account.disabled_at.is_some() => Ok(Err(Wrong::new("contact", Refusal::AccountClosed))),
        [account] => {
            name_anew(services, tx, account, official, notes).await?;
            Ok(Ok((account.id(), false)))
        }
        [] if i64::try_from(open).is_ok_and(|open| open < MOST_CLAIMS) => {
            if open > 0 {
                notes.doubt("contact", Doubt::ContactClaimed);
            }
            Ok(Ok((make(services, tx, official).await?, true)))
        }
        _ => Ok(Err(Wrong::new("contact", Refusal::ContactCrowded))),
    }
}

async fn is_official(tx: &mut Tx, account: AccountId) -> Result<bool, Failure> {
    Ok(!assignments::of_account(tx, account).await?.is_empty() || !appointments::waiting(tx, Some(account)).await?.is_empty())
}

async fn make(services: &Services, tx: &mut Tx, official: &Official) -> Outcome<AccountId> {
    let id = AccountId(services.clock.new_id());
    let new = accounts::NewAccount {
        id,
        name: &official.name,
        phone: official.contact.phone(),
        email: official.contact.email(),
        // Set with a one-time code.
        password_hash: "",
        home: None,
        created_at: services.clock.now(),
    };
    accounts::insert(tx, &new).await?;
    log_entry(services, tx, None, id, AccountEvent::AccountListed).await?;
    Ok(id)
}

async fn name_anew(services: &Services, tx: &mut Tx, account: &Account, official: &Official, notes: &mut Notes) -> Outcome<()> {
    if account.name != official.name {
        notes.compare(official.contact.as_str(), "name", account.name.as_str(), official.name.as_str());
        accounts::rename(tx, account.id(), &official.name).await?;
        log_entry(services, tx, None, account.id(), AccountEvent::AccountRenamed).await?;
    }
    Ok(())
}
