//! Why a database could not be opened. What these words are is the pages' business.

use sqlx::{Error, migrate::MigrateError};

/// What stands between an address and its database, for whoever wrote the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// No address; a letter of the password may have to be written as `%…`.
    AddressUnreadable,
    /// Nobody answers there, or not yet.
    Unreachable,
    WrongPassword,
    UnknownDatabase,
    /// The file holds something else.
    NotADatabase,
    /// The file or its folder is not ours to open.
    NotAllowed,
    /// The account at the database server may not make or change tables there.
    NotItsOwner,
    Other,
}

impl Obstacle {
    pub const ALL: [Self; 8] = [
        Self::AddressUnreadable,
        Self::Unreachable,
        Self::WrongPassword,
        Self::UnknownDatabase,
        Self::NotADatabase,
        Self::NotAllowed,
        Self::NotItsOwner,
        Self::Other,
    ];

    /// The stable name under which words are found.
    pub fn code(self) -> &'static str {
        match self {
            Self::AddressUnreadable => "address_unreadable",
            Self::Unreachable => "unreachable",
            Self::WrongPassword => "wrong_password",
            Self::UnknownDatabase => "unknown_database",
            Self::NotADatabase => "not_a_database",
            Self::NotAllowed => "not_allowed",
            Self::NotItsOwner => "not_its_owner",
            Self::Other => "other",
        }
    }

    /// Why the tables could not be brought up to date, when that is not a matter of the tables themselves.
    pub(super) fn to_migrating(error: &MigrateError) -> Option<Self> {
        let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else { return None };
        Some(Self::of(error)).filter(|obstacle| *obstacle == Self::NotItsOwner)
    }

    pub(super) fn of(error: &Error) -> Self {
        match error {
            Error::Configuration(_) => Self::AddressUnreadable,
            Error::Io(_) | Error::PoolTimedOut => Self::Unreachable,
            Error::Database(error) => match error.code().as_deref() {
                Some("28P01" | "28000") => Self::WrongPassword,
                Some("3D000") => Self::UnknownDatabase,
                // Starting, stopping, too many connections, none taken at the moment.
                Some("57P03" | "57P01" | "57P02" | "53300" | "55000") => Self::Unreachable,
                Some("42501") => Self::NotItsOwner,
                Some("26") => Self::NotADatabase,
                Some("14" | "8" | "1544") => Self::NotAllowed,
                _ => Self::Other,
            },
            _ => Self::Other,
        }
    }
}
