//! Everything that can happen, one variant an act. What is written once is read for ever: a variant or a field is
//! never renamed, and a field that is added later is not written where it has its default.

use super::{Digest, Leg};
use crate::{
    clock::Day,
    comment::CommentKind,
    ids::{AccountId, CommentId, ProposalId},
    plan::{PlanEventKind, PlanState, Stance},
    reason::ReasonCode,
    region::RegionCode,
};
use serde::{Deserialize, Serialize, de::Error};
use serde_json::Value;

/// What happened to a proposal, a plan or a comment. Who did it is the entry's `acting`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A step of a proposal's journey: it stands where the leg says from then on.
    Moved(Leg),
    /// A step of a plan: what it is from then on, and the day by which its agency owes what comes next. `words` are
    /// those of its note or reason.
    PlanMoved {
        what: PlanEventKind,
        state: PlanState,
        due_on: Option<Day>,
        reason: Option<ReasonCode>,
        words: Option<Digest>,
    },
    /// Something was said in the journey of a proposal that stays where it stands.
    Remarked(Leg),
    /// A proposal was sent, or sent again, from an RT: whoever lives in its kelurahan is a neighbour.
    Sent {
        rt: RegionCode,
    },
    /// Somebody backs a proposal. `home` is the RT that an office has confirmed; nobody without one is counted.
    SupportGiven {
        home: Option<RegionCode>,
    },
    SupportWithdrawn,
    /// The home of a supporter was confirmed, changed, or is confirmed no longer.
    SupporterSettled {
        person: AccountId,
        home: Option<RegionCode>,
    },
    /// The proposal was merged into another one, whose family it joins with everything merged into itself.
    Merged {
        into: ProposalId,
    },
    /// It stands for itself again.
    Parted,
    /// Somebody's first or changed answer to a plan; `local` says whether their home is affected.
    StanceTaken {
        stance: Stance,
        local: bool,
    },
    /// The home of somebody who answered has changed; without `local` the answer is not counted.
    ResponderSettled {
        person: AccountId,
        local: Option<bool>,
    },
    /// Something was said under a proposal or a plan.
    Commented {
        comment: CommentId,
        said: CommentKind,
        words: Digest,
    },
    Liked,
    LikeWithdrawn,
    /// A moderator hid a comment; the words are the reason that stands in its place.
    CommentHidden {
        words: Digest,
    },
    CommentRestored,
}

impl Event {
    /// Reads what was written, and nothing that is only like it: names that no event has are refused, too.
    pub fn read(written: &Value) -> Result<Self, serde_json::Error> {
        let event = Self::deserialize(written)?;
        if serde_json::to_value(&event)? == *written { Ok(event) } else { Err(Error::custom("more than the event says")) }
    }

    /// The word under which it is stored and found.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Moved(_) => "moved",
            Self::PlanMoved { .. } => "plan_moved",
            Self::Remarked(_) => "remarked",
            Self::Sent { .. } => "sent",
            Self::SupportGiven { .. } => "support_given",
            Self::SupportWithdrawn => "support_withdrawn",
            Self::SupporterSettled { .. } => "supporter_settled",
            Self::Merged { .. } => "merged",
            Self::Parted => "parted",
            Self::StanceTaken { .. } => "stance_taken",
            Self::ResponderSettled { .. } => "responder_settled",
            Self::Commented { .. } => "commented",
            Self::Liked => "liked",
            Self::LikeWithdrawn => "like_withdrawn",
            Self::CommentHidden { .. } => "comment_hidden",
            Self::CommentRestored => "comment_restored",
        }
    }
}
