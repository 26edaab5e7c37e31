//! What people say under a plan or a proposal, and what such words belong to.
//! Who may comment and who may hide a comment stands in [`crate::permission`].

use crate::{
    ids::{PlanId, ProposalId},
    text::Words,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

coded_enum! {
    /// How a comment is meant; whoever writes it says so.
    pub enum CommentKind {
        Supporting = "supporting",
        /// *Keberatan.*
        Objection = "objection",
        Suggestion = "suggestion",
        Question = "question",
        /// *Jawaban resmi*: an office speaks, and is named.
        Answer = "answer",
    }
}

impl CommentKind {
    /// What anybody may choose; answers are given by offices only.
    pub const OF_RESIDENTS: [Self; 4] = [Self::Supporting, Self::Objection, Self::Suggestion, Self::Question];

    pub fn is_of_residents(self) -> bool {
        Self::OF_RESIDENTS.contains(&self)
    }
}

/// What comments and photos belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Plan(PlanId),
    Proposal(ProposalId),
}

impl Subject {
    pub fn id(self) -> Uuid {
        match self {
            Self::Plan(id) => id.0,
            Self::Proposal(id) => id.0,
        }
    }
}

/// A comment's text: long enough to say something, short enough to be read.
pub type CommentBody = Words<3, 2000>;

/// An office's answer may go into detail.
pub type AnswerBody = Words<10, 5000>;

/// What the picture shows, for people who do not see it.
pub type Caption = Words<3, 200>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusal::Refusal;

    #[test]
    fn only_offices_answer() {
        let open: Vec<CommentKind> = CommentKind::ALL.into_iter().filter(|kind| kind.is_of_residents()).collect();
        assert_eq!(open, CommentKind::OF_RESIDENTS);
        assert!(!CommentKind::Answer.is_of_residents());
    }

    #[test]
    fn a_comment_says_something() {
        let said = |text| CommentBody::new(text).map(|body| body.text().to_owned());
        assert_eq!(said("  ya  "), Err(Refusal::TooShort { least: 3 }));
        assert_eq!(said(""), Err(Refusal::Required));
        assert_eq!(said("setuju"), Ok("setuju".into()));
    }
}
