//! An entry in the log of accounts, roles and settings, in the unit of work of the act itself.

use super::Outcome;
use crate::{
    Services,
    store::{
        Tx,
        audit::{self, AuditEvent},
    },
};
use domain::permission::Acting;
use serde_json::Value;
use uuid::Uuid;

/// `acting` is nobody for acts of the machine and of its command line; `detail` holds codes, never names or contacts.
pub(super) async fn log_entry(
    services: &Services,
    tx: &mut Tx,
    acting: Option<&Acting>,
    action: &'static str,
    subject: Uuid,
    detail: Value,
) -> Outcome<()> {
    let event = AuditEvent { id: services.clock.new_id(), at: services.clock.now(), acting, action, subject, detail };
    Ok(audit::append(tx, &event).await?)
}
