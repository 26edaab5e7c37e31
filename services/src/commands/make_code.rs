//! An office, the city admin, or whoever sits at the machine makes a code for somebody: to get back in after a
//! forgotten password, or to prove the phone that it is read out to. It is shown once; the log says who made it.

use super::{Outcome, once_more};
use crate::{
    OneTimeCode, Services, held,
    store::{accounts, codes, contacts, regions},
    unit::Unit,
};
use domain::{
    account::ContactKind,
    account::{Actor, Role},
    clock::Instant,
    ids::AccountId,
    ledger::AccountEvent,
    one_time_code::{CodeChannel, CodePurpose},
    permission::{CodeOwner, may_act_as_self, may_make_code},
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
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let tx = &mut unit.tx;
        let account = accounts::find(tx, owner).await?.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::NotFound)?;
        let home = match account.home() {
            Some(home) => regions::find(tx, home).await?.map(|region| region.code),
            None => None,
        };
        let roles = held::roles(services, tx, owner).await?;
        let permit = may_make_code(actor, &CodeOwner { account: owner, home: home.as_ref(), roles: &roles })?;
        let channel = if permit.acting().role == Some(Role::CityAdmin) { CodeChannel::Admin } else { CodeChannel::Office };
        unit.act_as(permit.acting());
        let made = make(&mut unit, account, purpose, channel).await?;
        unit.commit().await?;
        Ok(made)
    })
    .await
}

/// For the person at the machine's own command line, who could as well write into the database.
pub async fn make_code_without_permit(services: &Services, owner: AccountId) -> Outcome<MadeCode> {
    once_more(|| async move {
        let mut unit = Unit::begin(services, None).await?;
        let account =
            accounts::find(&mut unit.tx, owner).await?.filter(|account| account.disabled_at.is_none()).ok_or(Refusal::NotFound)?;
        let made = make(&mut unit, account, CodePurpose::Password, CodeChannel::Machine).await?;
        unit.commit().await?;
        Ok(made)
    })
    .await
}

pub(super) async fn make(unit: &mut Unit, account: accounts::Account, purpose: CodePurpose, channel: CodeChannel) -> Outcome<MadeCode> {
    let (owner, now, id) = (account.id(), unit.now, unit.new_id());
    let tx = &mut unit.tx;
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
        id,
        owner,
        purpose,
        channel,
        contact: proves.as_deref(),
        hash: &code.hash(owner),
        made_at: now,
        made_by: unit.acting.as_ref().map(|acting| acting.account),
    };
    codes::insert(tx, &new).await?;
    unit.record(owner, AccountEvent::CodeMade { purpose, channel }).await?;
    tracing::info!(event = "code_made", account = %owner, purpose = purpose.code(), channel = channel.code(), "a code was made");
    let contact = proves.unwrap_or_else(|| account.contact().0.to_owned());
    Ok(MadeCode { code, contact, name: account.name, expires_at: now + channel.lives() })
}
