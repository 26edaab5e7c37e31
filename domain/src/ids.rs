//! Identifiers as types of their own, so that a plan can never be passed where a proposal is meant.
//! Making new ones belongs to [`crate::clock`]; numbers that people read are elsewhere.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )+};
}

ids! {
    /// One person's account (*akun*); offices have none, their people do.
    AccountId,
    /// A role held by a person from a day to a day (*penugasan*).
    AssignmentId,
    /// A role that one city admin wants to give and a second has to confirm (*penunjukan*).
    AppointmentId,
    /// A city department (*perangkat daerah, OPD*).
    AgencyId,
    /// A kota, kecamatan, kelurahan, RW or RT in one span of validity (*wilayah*).
    RegionId,
    /// One planning year (*siklus perencanaan*).
    CycleId,
    /// One entry of the yearly dictionary of proposal types (*kamus usulan*).
    ProposalTypeId,
    /// A plan posted by an agency (*rencana pembangunan*).
    PlanId,
    /// A proposal by residents (*usulan*).
    ProposalId,
    /// One meeting: a region or an agency at a stage in a cycle.
    MusrenbangId,
    /// One scoring criterion of a cycle (*kriteria*).
    CriterionId,
    /// A comment on a plan or a proposal (*komentar*).
    CommentId,
    /// A stored photo.
    PhotoId,
    /// One entry of the journey of a proposal or plan, or of the audit log.
    EventId,
    /// One entry of the ledger.
    EntryId,
    /// A delegate to the next level (*delegasi*).
    DelegateId,
    /// A passkey of a person (*kunci sandi*).
    PasskeyId,
}
