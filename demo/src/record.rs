//! Homes and roles of invented people, with their entries in the ledger.

use crate::DemoError;
use domain::{
    account::Assignment,
    clock::Instant,
    ids::{AccountId, RegionId},
    ledger::{AccountEvent, Held},
    region::RegionCode,
};
use services::{
    Services,
    ledger::{self, Act},
    store::{
        Tx, accounts,
        assignments::{self, NewAssignment},
    },
};

/// The person lives there, as everybody in the demo is believed to.
pub async fn home(
    services: &Services,
    tx: &mut Tx,
    id: AccountId,
    (home, code): (RegionId, &RegionCode),
    at: Instant,
) -> Result<(), DemoError> {
    accounts::confirm_residence(tx, id, home, at).await?;
    let event = AccountEvent::ResidenceConfirmed { home: code.clone() }.into();
    Ok(ledger::record(&services.clock, tx, id, vec![Act { at, acting: None, event }]).await?)
}

/// `region` is the code of the place the role is held at.
pub async fn role(
    services: &Services,
    tx: &mut Tx,
    new: &NewAssignment,
    region: Option<&RegionCode>,
    at: Instant,
) -> Result<(), DemoError> {
    assignments::insert(tx, new).await?;
    let held = Assignment { role: new.role, region: region.cloned(), agency: new.agency, from: new.from, to: new.to };
    let event = AccountEvent::RoleGranted(Held::new(new.id, &held)).into();
    Ok(ledger::record(&services.clock, tx, new.account, vec![Act { at, acting: None, event }]).await?)
}
