//! A person's own phone and e-mail: what is proven, and what waits for its proof.

use crate::{
    Failure, Services,
    store::{accounts, contacts},
};
use domain::{account::ContactKind, permission::MayActAsSelf};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnContact {
    pub kind: ContactKind,
    /// What stands in the account; absent where none was ever named.
    pub contact: Option<String>,
    pub is_verified: bool,
    /// What waits for its code.
    pub wished: Option<String>,
}

/// Phone and e-mail, in this order.
pub async fn own_contacts(services: &Services, permit: &MayActAsSelf) -> Result<Vec<OwnContact>, Failure> {
    let me = permit.acting().account;
    let mut tx = services.database.read().await?;
    let account = accounts::find(&mut tx, me).await?.ok_or_else(|| Failure::Other("an account vanished".into()))?;
    let phone = (ContactKind::Phone, account.phone, account.phone_verified_at);
    let email = (ContactKind::Email, account.email, account.email_verified_at);
    let mut own = Vec::new();
    for (kind, contact, verified_at) in [phone, email] {
        let wished = contacts::wished(&mut tx, me, kind).await?;
        own.push(OwnContact { kind, contact, is_verified: verified_at.is_some(), wished });
    }
    Ok(own)
}
