//! An entry about an account or a setting, in the unit of work of the act itself.

use super::Outcome;
use crate::{
    Services,
    ledger::{self, Act},
    store::{Tx, accounts, cycles, regions},
};
use domain::{
    account::Role,
    ledger::{Event, Subject},
    permission::Acting,
};

/// `acting` is nobody for acts of the machine and of its command line. Says it in the log of the program, too, where it
/// stands beside the request that caused it.
pub(super) async fn log_entry(
    services: &Services,
    tx: &mut Tx,
    acting: Option<&Acting>,
    subject: impl Into<Subject>,
    event: impl Into<Event>,
) -> Outcome<()> {
    let (subject, event) = (subject.into(), event.into());
    match subject {
        Subject::Account(id) => accounts::hold(tx, id).await?,
        Subject::Cycle(id) => cycles::hold(tx, id).await?,
        Subject::City => regions::lock_city(tx).await?,
        Subject::Proposal(_) | Subject::Plan(_) | Subject::Comment(_) | Subject::Musrenbang(_) => {}
    }
    let account = acting.map(|acting| tracing::field::display(acting.account));
    let role = acting.and_then(|acting| acting.role).map(Role::code);
    tracing::info!(event = event.code(), actor = account, role, subject = %subject.id(), "written into the ledger");
    let act = Act { at: services.clock.now(), acting: acting.cloned(), event };
    Ok(ledger::record(&services.clock, tx, subject, vec![act]).await?)
}
