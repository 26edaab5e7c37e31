//! One entry: when, who under which hat, on what, and what happened.

use super::Event;
use crate::{
    clock::Instant,
    comment,
    ids::{CommentId, EntryId, MusrenbangId, PlanId, ProposalId},
    permission::Acting,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What an entry is about. Its entries are numbered 1, 2, 3 …, so nothing of another subject ever waits for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Proposal(ProposalId),
    Plan(PlanId),
    Comment(CommentId),
    Musrenbang(MusrenbangId),
}

impl Subject {
    pub fn id(self) -> Uuid {
        match self {
            Self::Proposal(id) => id.0,
            Self::Plan(id) => id.0,
            Self::Comment(id) => id.0,
            Self::Musrenbang(id) => id.0,
        }
    }

    /// The word under which the database keeps it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Proposal(_) => "proposal",
            Self::Plan(_) => "plan",
            Self::Comment(_) => "comment",
            Self::Musrenbang(_) => "musrenbang",
        }
    }

    /// `None` for a code that is not known.
    pub fn from_code(code: &str, id: Uuid) -> Option<Self> {
        [Self::Proposal(id.into()), Self::Plan(id.into()), Self::Comment(id.into()), Self::Musrenbang(id.into())]
            .into_iter()
            .find(|subject| subject.code() == code)
    }
}

macro_rules! subjects {
    ($($variant:ident($id:ty)),+) => {$(
        impl From<$id> for Subject {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        }
    )+};
}

subjects!(Proposal(ProposalId), Plan(PlanId), Comment(CommentId), Musrenbang(MusrenbangId));

impl From<comment::Subject> for Subject {
    fn from(subject: comment::Subject) -> Self {
        match subject {
            comment::Subject::Plan(id) => Self::Plan(id),
            comment::Subject::Proposal(id) => Self::Proposal(id),
        }
    }
}

/// What is written down and stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: EntryId,
    pub at: Instant,
    /// Nobody for acts of the machine itself.
    pub acting: Option<Acting>,
    pub subject: Subject,
    /// The place among the entries of its subject, from 1.
    pub position: u32,
    /// It had happened before the ledger began; order and time are what was known of it then.
    pub imported: bool,
    pub event: Event,
}
