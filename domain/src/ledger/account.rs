//! What happens to an account: where its person lives, which roles it holds, and how it is kept safe. Names, contacts
//! and reasons in words do not belong here.

use super::Digest;
use crate::{
    account::{Assignment, ContactKind, Role},
    clock::Day,
    ids::{AccountId, AgencyId, AssignmentId},
    one_time_code::{CodeChannel, CodePurpose},
    permission::Acting,
    region::RegionCode,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AccountEvent {
    AccountRegistered,
    /// By the list of a city's officials.
    AccountListed,
    AccountRenamed,
    /// The words say why.
    AccountClosed {
        words: Digest,
    },
    AccountOpened,
    AccountDeleted,
    /// Its person says that they live in another RT; nobody has confirmed it yet.
    HomeChanged {
        home: RegionCode,
    },
    ResidenceConfirmed {
        home: RegionCode,
    },
    ResidenceDenied {
        home: RegionCode,
    },
    ConfirmationWithdrawn {
        home: RegionCode,
        words: Digest,
    },
    /// It waits for a second admin.
    RoleProposed(Proposed),
    RoleRefused(Proposed),
    RoleGranted(Held),
    /// Its days are others.
    RoleChanged(Held),
    /// Its last day was another than was planned.
    RoleEnded(Held),
    PasswordChanged,
    PasswordReset {
        channel: CodeChannel,
    },
    CodeMade {
        purpose: CodePurpose,
        channel: CodeChannel,
    },
    ContactChanged {
        contact: ContactKind,
    },
    ContactConfirmed {
        contact: ContactKind,
    },
    /// Somebody else has shown that it is theirs.
    ContactTakenOver {
        contact: ContactKind,
    },
    SecondFactorEnrolled,
    SecondFactorRemoved,
    SecondFactorReset,
    RecoveryCodesRenewed,
    RecoveryCodeUsed,
    PasskeyAdded,
    PasskeyRemoved,
    /// A line of the log that there was before the ledger.
    Noted {
        action: String,
        detail: Value,
    },
}

/// A role as it is held from then on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Held {
    pub assignment: AssignmentId,
    pub role: Role,
    pub region: Option<RegionCode>,
    pub agency: Option<AgencyId>,
    pub from: Day,
    pub to: Option<Day>,
    /// The first of two admins, where it took two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<AccountId>,
}

impl Held {
    pub fn new(id: AssignmentId, held: &Assignment) -> Self {
        let Assignment { role, region, agency, from, to } = held.clone();
        Self { assignment: id, role, region, agency, from, to, proposed_by: None }
    }

    /// Whether the same role, which waits for these days, waits no longer once this one is given: people give it only
    /// as the second of two, while the machine asks nobody and settles no more than what it gives.
    pub fn settles(&self, given_by: Option<&Acting>, (from, to): (Day, Option<Day>)) -> bool {
        self.role.takes_two_admins() && (given_by.is_some() || (self.from, self.to) == (from, to))
    }
}

/// A role that somebody is to hold; of the whole city.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposed {
    pub role: Role,
    pub from: Day,
    pub to: Option<Day>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed_by: Option<AccountId>,
}

impl AccountEvent {
    pub fn code(&self) -> &'static str {
        match self {
            Self::AccountRegistered => "account_registered",
            Self::AccountListed => "account_listed",
            Self::AccountRenamed => "account_renamed",
            Self::AccountClosed { .. } => "account_closed",
            Self::AccountOpened => "account_opened",
            Self::AccountDeleted => "account_deleted",
            Self::HomeChanged { .. } => "home_changed",
            Self::ResidenceConfirmed { .. } => "residence_confirmed",
            Self::ResidenceDenied { .. } => "residence_denied",
            Self::ConfirmationWithdrawn { .. } => "confirmation_withdrawn",
            Self::RoleProposed(_) => "role_proposed",
            Self::RoleRefused(_) => "role_refused",
            Self::RoleGranted(_) => "role_granted",
            Self::RoleChanged(_) => "role_changed",
            Self::RoleEnded(_) => "role_ended",
            Self::PasswordChanged => "password_changed",
            Self::PasswordReset { .. } => "password_reset",
            Self::CodeMade { .. } => "code_made",
            Self::ContactChanged { .. } => "contact_changed",
            Self::ContactConfirmed { .. } => "contact_confirmed",
            Self::ContactTakenOver { .. } => "contact_taken_over",
            Self::SecondFactorEnrolled => "second_factor_enrolled",
            Self::SecondFactorRemoved => "second_factor_removed",
            Self::SecondFactorReset => "second_factor_reset",
            Self::RecoveryCodesRenewed => "recovery_codes_renewed",
            Self::RecoveryCodeUsed => "recovery_code_used",
            Self::PasskeyAdded => "passkey_added",
            Self::PasskeyRemoved => "passkey_removed",
            Self::Noted { .. } => "noted",
        }
    }
}
