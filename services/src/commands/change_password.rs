//! A person changes the own password; every session ends and a new one begins.

use super::Outcome;
use crate::{
    CommandError, Failure, Services, SessionToken, password,
    store::{accounts, audit, sessions},
};
use domain::{permission::MayActAsSelf, refusal::Refusal};
use serde_json::json;

/// The old password is asked again: a phone left on a table is not enough.
pub async fn change_password(
    services: &Services,
    permit: &MayActAsSelf,
    old: String,
    new: String,
    user_agent: &str,
) -> Outcome<SessionToken> {
    let me = permit.acting().account;
    let mut tx = services.database.read().await?;
    let account = accounts::find(&mut tx, me).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
    drop(tx);
    if !password::verify(old, Some(account.password_hash.clone())).await? {
        return Err(CommandError::at("old_password", Refusal::PasswordWrong));
    }
    let known = [account.name.as_str(), account.phone.as_deref().unwrap_or(""), account.email.as_deref().unwrap_or("")];
    password::check_strength(&new, &known).map_err(|refusal| CommandError::at("new_password", refusal))?;
    let hash = password::hash(new).await?;

    let now = services.clock.now();
    let token = SessionToken::new()?;
    let mut tx = services.database.begin().await?;
    accounts::set_password(&mut tx, me, &hash).await?;
    sessions::end_all(&mut tx, me, now).await?;
    sessions::insert(&mut tx, &token.hash(), me, user_agent, now).await?;
    let event = audit::AuditEvent {
        id: services.clock.new_id(),
        at: now,
        acting: Some(permit.acting()),
        action: "password_changed",
        subject: me.0,
        detail: json!({}),
    };
    audit::append(&mut tx, &event).await?;
    tx.commit().await?;
    Ok(token)
}
