//! What counts of an account, as far as its entries tell: where its person lives and how often that was denied, whether
//! it is closed, the roles, and those that wait for a second admin.

use super::Unfounded;
use crate::{
    account::Role,
    clock::{Day, Instant},
    ids::{AccountId, AssignmentId},
    ledger::{AccountEvent, Entry, Held},
    region::RegionCode,
};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct AccountFold {
    /// The RT that an office has confirmed.
    pub home: Option<RegionCode>,
    pub confirmed_at: Option<Instant>,
    /// How often an office has said no since it last confirmed a home, and when it did so last.
    pub denials: u32,
    pub denied_at: Option<Instant>,
    pub is_closed: bool,
    /// Ended ones included.
    pub roles: BTreeMap<AssignmentId, Held>,
    /// A role waits once.
    pub waiting: BTreeMap<Role, WaitingFold>,
    /// The log of before there was a ledger says no more than that a home was denied.
    pub denials_half_told: bool,
    /// The same of roles that wait.
    pub waiting_half_told: bool,
}

/// A role that waits for a second admin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitingFold {
    pub from: Day,
    pub to: Option<Day>,
    /// Nobody where the machine did, from a list.
    pub by: Option<AccountId>,
    pub at: Instant,
}

impl AccountFold {
    pub(super) fn apply(&mut self, entry: &Entry, event: &AccountEvent) -> Result<(), Unfounded> {
        match event {
            AccountEvent::ResidenceConfirmed { home } => {
                (self.home, self.confirmed_at) = (Some(home.clone()), Some(entry.at));
                (self.denials, self.denied_at) = (0, None);
                // The schema that began to count denials took all of before, those before the confirmation, too.
                self.denials_half_told &= entry.imported;
            }
            AccountEvent::HomeChanged { .. } => self.forget_home(),
            AccountEvent::ResidenceDenied { .. } | AccountEvent::ConfirmationWithdrawn { .. } => {
                self.forget_home();
                (self.denials, self.denied_at) = (self.denials.saturating_add(1), Some(entry.at));
            }
            AccountEvent::AccountDeleted => {
                self.forget_home();
                self.close();
            }
            AccountEvent::AccountClosed { .. } => self.close(),
            AccountEvent::AccountOpened => self.is_closed = false,
            _ => return self.apply_to_role(entry, event),
        }
        Ok(())
    }

    fn apply_to_role(&mut self, entry: &Entry, event: &AccountEvent) -> Result<(), Unfounded> {
        match event {
            AccountEvent::RoleProposed(role) => {
                let by = entry.acting.as_ref().map(|acting| acting.account);
                self.waiting.insert(role.role, WaitingFold { from: role.from, to: role.to, by, at: entry.at });
            }
            AccountEvent::RoleRefused(role) => {
                self.waiting.remove(&role.role);
            }
            AccountEvent::RoleGranted(held) => {
                super::changed(self.roles.insert(held.assignment, held.clone()).is_none())?;
                if self.waiting.get(&held.role).is_some_and(|waits| held.settles(entry.acting.as_ref(), (waits.from, waits.to))) {
                    self.waiting.remove(&held.role);
                }
            }
            AccountEvent::RoleChanged(held) | AccountEvent::RoleEnded(held) => {
                *self.roles.get_mut(&held.assignment).ok_or(Unfounded::Nothing)? = held.clone();
            }
            AccountEvent::Noted { action, .. } => match action.as_str() {
                "residence_denied" | "confirmation_withdrawn" => self.denials_half_told = true,
                "role_proposed" => self.waiting_half_told = true,
                _ => {}
            },
            _ => {}
        }
        Ok(())
    }

    fn forget_home(&mut self) {
        (self.home, self.confirmed_at) = (None, None);
    }

    /// Nobody waits for a role with an account that is closed.
    fn close(&mut self) {
        self.is_closed = true;
        self.waiting.clear();
    }
}
