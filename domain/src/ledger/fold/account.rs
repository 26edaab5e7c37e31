//! What counts of an account, as far as its entries tell: where its person lives, whether it is closed, and the roles.

use super::Unfounded;
use crate::{
    ids::AssignmentId,
    ledger::{AccountEvent, Held},
    region::RegionCode,
};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct AccountFold {
    /// The RT that an office has confirmed.
    pub home: Option<RegionCode>,
    pub is_closed: bool,
    /// Ended ones included.
    pub roles: BTreeMap<AssignmentId, Held>,
}

impl AccountFold {
    pub(super) fn apply(&mut self, event: &AccountEvent) -> Result<(), Unfounded> {
        use AccountEvent::{ConfirmationWithdrawn, HomeChanged, ResidenceDenied};
        match event {
            AccountEvent::ResidenceConfirmed { home } => self.home = Some(home.clone()),
            AccountEvent::AccountDeleted => (self.home, self.is_closed) = (None, true),
            HomeChanged { .. } | ResidenceDenied { .. } | ConfirmationWithdrawn { .. } => self.home = None,
            AccountEvent::AccountClosed { .. } => self.is_closed = true,
            AccountEvent::AccountOpened => self.is_closed = false,
            AccountEvent::RoleGranted(held) => {
                super::changed(self.roles.insert(held.assignment, held.clone()).is_none())?;
            }
            AccountEvent::RoleChanged(held) | AccountEvent::RoleEnded(held) => {
                *self.roles.get_mut(&held.assignment).ok_or(Unfounded::Nothing)? = held.clone();
            }
            _ => {}
        }
        Ok(())
    }
}
