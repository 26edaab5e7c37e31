//! An office, the city admin, or whoever sits at the machine makes a code for somebody: to get back in after a
//! forgotten password, or to prove the phone that it is read out to. It is shown once; the log says who made it.

use super::{Outcome, log_entry::log_entry};
use crate::{
    CommandError, OneTimeCode, Services, held,
    store::{Tx, accounts, codes, contacts, regions},
};
use domain::{
    account::ContactKind,
    account::{Actor, Role},
    clock::Instant,
    ids::AccountId,
    ledger::AccountEvent,
    one_time_code::{CodeChannel, CodePurpose},
    permission::{Acting, CodeOwner, may_act_as_self, may_make_code},
    refusal::Refusal,
};

/// A code and what is said with it.
pub struct MadeCode {
    pub code: OneTimeCode,
    pub name: String,
    /// To sign in with, or what the code proves.
    pub contact: String,
    pub expires_at: Instant,
}

/// For somebody at the counter.
pub async fn make_code(services: &Services, actor: &Actor, owner: AccountId, purpose: CodePurpose) -> Outcome<MadeCode> {
    // Before anything is looked up: the public does not learn who exists.
    may_act_as_self(actor)?;
    let mut tx = services.database.begin().await?;
    let account = accounts::find(&mut tx, owner).await?.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::NotFound)?;
    let home = match account.home() {
        Some(home) => regions::find(&mut tx, home).await?.map(|region| region.code),
        None => None,
    };
    let roles = held::roles(services, &mut tx, owner).await?;
    let permit = may_make_code(actor, &CodeOwner { account: owner, home: home.as_ref(), roles: &roles })?;
    let channel = if permit.acting().role == Some(Role::CityAdmin) { CodeChannel::Admin } else { CodeChannel::Office };
    let made = make(services, &mut tx, account, purpose, channel, Some(permit.acting())).await?;
    tx.commit().await?;
    Ok(made)
}

/// For the person at the machine's own command line, who could as well write into the database.
pub async fn make_code_without_permit(services: &Services, owner: AccountId) -> Outcome<MadeCode> {
    let mut tx = services.database.begin().await?;
    let account = accounts::find(&mut tx, owner).await?.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::NotFound)?;
    let made = make(services, &mut tx, account, CodePurpose::Password, CodeChannel::Machine, None).await?;
    tx.commit().await?;
    Ok(made)
}

/// `acting` is nobody where the machine makes it.
pub(super) async fn make(
    services: &Services,
    tx: &mut Tx,
    account: accounts::Account,
    purpose: CodePurpose,
    channel: CodeChannel,
    acting: Option<&Acting>,
) -> Result<MadeCode, CommandError> {
    let (owner, now) = (account.id(), services.clock.now());
    let proves = match purpose {
        CodePurpose::Password => None,
        CodePurpose::Contact => {
            let wished = contacts::wished(tx, owner, ContactKind::Phone).await?;
            Some(wished.or_else(|| account.phone.clone()).ok_or(Refusal::NotFound)?)
        }
    };
    let code = OneTimeCode::new()?;
    codes::replace(tx, owner, purpose, channel).await?;
    let new = codes::NewCode {
        id: services.clock.new_id(),
        owner,
        purpose,
        channel,
        contact: proves.as_deref(),
        hash: &code.hash(owner),
        made_at: now,
        made_by: acting.map(|acting| acting.account),
    };
    codes::insert(tx, &new).await?;
    log_entry(services, tx, acting, owner, AccountEvent::CodeMade { purpose, channel }).await?;
    tracing::info!(event = "code_made", account = %owner, purpose = purpose.code(), channel = channel.code(), "a code was made");
    let contact = proves.unwrap_or_else(|| account.contact().0.to_owned());
    Ok(MadeCode { code, contact, name: account.name, expires_at: now + channel.lives() })
}
