//! Homes and roles of invented people, as entries of the ledger, which everything follows.

use crate::DemoError;
use domain::{
    account::Assignment,
    clock::Instant,
    ids::{AccountId, AssignmentId},
    ledger::{AccountEvent, Held},
    region::RegionCode,
};
use services::{
    Services,
    ledger::{self, Act},
    store::Tx,
};

/// The person lives there, as everybody in the demo is believed to.
pub async fn home(services: &Services, tx: &mut Tx, id: AccountId, home: &RegionCode, at: Instant) -> Result<(), DemoError> {
    write(services, tx, id, AccountEvent::ResidenceConfirmed { home: home.clone() }, at).await
}

pub async fn role(services: &Services, tx: &mut Tx, id: AccountId, held: &Assignment, at: Instant) -> Result<(), DemoError> {
    let held = Held::new(AssignmentId(services.clock.new_id()), held);
    write(services, tx, id, AccountEvent::RoleGranted(held), at).await
}

async fn write(services: &Services, tx: &mut Tx, id: AccountId, event: AccountEvent, at: Instant) -> Result<(), DemoError> {
    let act = Act { at, acting: None, event: event.into() };
    Ok(ledger::record(&services.clock, tx, id, vec![act]).await?)
}
