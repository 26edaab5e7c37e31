//! The two ways a command can end badly: refused by a rule (shown to the person) or failed (logged, never shown).

use crate::store::{Obstacle, Outage};
use domain::refusal::Refusal;

/// Something unexpected: the database, the disk, stored nonsense.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("database: {0}")]
    Database(#[from] sqlx::Error),
    #[error("migration: {0}")]
    Migration(#[from] sqlx::migrate::MigrateError),
    /// A value in the database that the rules cannot represent.
    #[error("{table}.{column} holds {value:?}")]
    Inconsistent { table: &'static str, column: &'static str, value: String },
    /// An update that had to touch one row touched another number of them.
    #[error("{what}: {rows} rows changed instead of one")]
    RowCount { what: &'static str, rows: u64 },
    #[error("file: {0}")]
    Io(#[from] std::io::Error),
    /// Known already, so that nobody waits for it again.
    #[error("unavailable: {0}")]
    Unavailable(Outage),
    /// The database of an address could not be opened.
    #[error("{detail}")]
    CannotOpen { obstacle: Obstacle, detail: String },
    #[error("{0}")]
    Other(String),
}

impl Failure {
    /// Why it will pass, when it is one of those that do.
    pub fn outage(&self) -> Option<Outage> {
        match self {
            Self::Database(error) => Outage::of(error),
            Self::Io(error) => Outage::of_io(error),
            Self::Unavailable(outage) => Some(*outage),
            _ => None,
        }
    }

    pub fn inconsistent(table: &'static str, column: &'static str, value: impl std::fmt::Display) -> Self {
        Self::Inconsistent { table, column, value: value.to_string() }
    }

    /// PostgreSQL ended this unit of work for the sake of another (40P01, 40001); the same once more may well pass.
    pub fn is_collision(&self) -> bool {
        let Self::Database(sqlx::Error::Database(error)) = self else { return false };
        error.code().is_some_and(|code| matches!(&*code, "40P01" | "40001"))
    }
}

/// A refusal at one field of a form, or at one column of an imported row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub field: &'static str,
    /// Which of several fields that are alike.
    pub which: Option<String>,
    pub refusal: Refusal,
}

impl Problem {
    pub fn new(field: &'static str, refusal: Refusal) -> Self {
        Self { field, which: None, refusal }
    }

    /// At one of several fields that are alike, `field.which`.
    pub fn at_one(field: &'static str, which: &str, refusal: Refusal) -> Self {
        Self { field, which: Some(which.to_owned()), refusal }
    }

    /// Whether it stands at the field of this name.
    pub fn is_at(&self, name: &str) -> bool {
        let rest = name.strip_prefix(self.field);
        rest.is_some_and(|rest| rest.strip_prefix('.') == self.which.as_deref() && (self.which.is_some() || rest.is_empty()))
    }
}

/// How a command ends when it does not end well.
#[derive(Debug, thiserror::Error)]
pub enum CommandError {
    /// A rule says no.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// What was typed needs mending, field by field.
    #[error("{} problems", .0.len())]
    Problems(Vec<Problem>),
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl From<sqlx::Error> for CommandError {
    fn from(error: sqlx::Error) -> Self {
        Self::Failed(error.into())
    }
}

impl CommandError {
    pub fn at(field: &'static str, refusal: Refusal) -> Self {
        Self::Problems(vec![Problem::new(field, refusal)])
    }
}

/// How commands end.
pub type Outcome<T> = Result<T, CommandError>;
