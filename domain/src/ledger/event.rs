//! Everything that can happen, one variant an act. What is written once is read for ever: a variant or a field is
//! never renamed, and a field that is added later is not written where it has its default.

use super::{AccountEvent, Counted, Digest, Frozen, Given, Leg, Order, PlanLeg, SettingEvent};
use crate::{
    clock::Day,
    comment::CommentKind,
    ids::{AccountId, AgencyId, CommentId, DelegateId, ProposalId},
    money::{Rupiah, Volume},
    musrenbang::{Attendance, Decision},
    plan::Stance,
    reason::ReasonCode,
    region::RegionCode,
};
use serde::{Deserialize, Serialize, de::Error};
use serde_json::Value;

/// What happened to a proposal, a plan, a comment or a meeting. Who did it is the entry's `acting`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    /// A step of a proposal's journey: it stands where the leg says from then on.
    Moved(Leg),
    /// A step of a plan.
    PlanMoved(PlanLeg),
    /// Something was said in the journey of a proposal that stays where it stands.
    Remarked(Leg),
    /// A leg as a log had told it that there was beside the ledger. Whatever of the journey stands before such entries is
    /// told by them.
    Recalled(Leg),
    PlanRecalled(PlanLeg),
    /// A proposal was sent, or sent again, from an RT: whoever lives in its kelurahan is a neighbour.
    Sent {
        rt: RegionCode,
        /// Entries of before said nothing of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        asked: Option<Asked>,
    },
    /// The agency that a proposal goes to, by the catalogue or because an office passed it on.
    Assigned {
        agency: Option<AgencyId>,
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
    /// A meeting got a day, or lost it. `place` are words.
    Scheduled {
        on: Option<Day>,
        place: Option<Digest>,
    },
    MeetingOpened(OpeningRecord),
    /// More people came, or the place was another.
    OpeningCorrected(OpeningRecord),
    NotesWritten(NotesRecord),
    DelegateNamed {
        delegate: DelegateId,
        is_woman: bool,
    },
    DelegateRemoved {
        delegate: DelegateId,
    },
    /// A proposal came before a meeting, with the support that the meeting it comes from had frozen.
    ItemArrived {
        proposal: ProposalId,
        frozen: Option<Frozen>,
    },
    /// It was never before this meeting: called back, passed on, or sent again from elsewhere. Its values and its place
    /// go with it.
    ItemLeft {
        proposal: ProposalId,
    },
    /// From this instant on the meeting counts these as they are.
    SupportFrozen {
        counts: Vec<Counted>,
    },
    /// A merger before the meeting, or its undoing, made another count of what had been frozen.
    FrozenAnew(Counted),
    /// What one assessor gave at once; the later value takes the place of the earlier one.
    Scored {
        given: Vec<Given>,
    },
    /// The score proposed an order of all; what the meeting had moved is moved in it again.
    OrderProposed(Order),
    /// What came late follows after the last.
    LateOrdered(Order),
    /// One proposal was moved; `order` is what the meeting may still agree on, as it stands afterwards.
    RankMoved {
        proposal: ProposalId,
        from: u32,
        to: u32,
        reason: Option<ReasonCode>,
        words: Option<Digest>,
        order: Vec<ProposalId>,
    },
    /// The machine's suggestion was accepted for everything that had no decision yet.
    SuggestionAccepted {
        agreed: u32,
        reserved: u32,
    },
    /// What the meeting says of a proposal; nothing where it takes back what it had said.
    ItemDecided {
        proposal: ProposalId,
        decision: Option<Decision>,
        reason: Option<ReasonCode>,
        words: Option<Digest>,
    },
    /// Money appeared after the closing: a reserve follows the others, after the last.
    ReservePromoted {
        proposal: ProposalId,
        reason: Option<ReasonCode>,
        words: Option<Digest>,
    },
    /// The list that goes up, in its order, and the SHA-256 of the minutes that say so.
    MeetingClosed {
        version: u16,
        minutes: Digest,
        agreed: Vec<ProposalId>,
    },
    /// A reserve moved up: the next version of the minutes says so, and is signed anew.
    MinutesRenewed {
        version: u16,
        minutes: Digest,
    },
    MinutesSigned(SigningRecord),
    MinutesHandedOver(HandingOverRecord),
    /// What was signed and handed over is no longer.
    MeetingReopened {
        version: u16,
        reason: Option<ReasonCode>,
        words: Option<Digest>,
    },
    #[serde(untagged)]
    Account(AccountEvent),
    #[serde(untagged)]
    Setting(SettingEvent),
}

impl From<AccountEvent> for Event {
    fn from(event: AccountEvent) -> Self {
        Self::Account(event)
    }
}

impl From<SettingEvent> for Event {
    fn from(event: SettingEvent) -> Self {
        Self::Setting(event)
    }
}

/// What a proposal asked for when it was sent, as far as orders, ceilings and lists count it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Asked {
    pub physical: bool,
    pub volume: Volume,
    pub cost: Rupiah,
    /// That it serves, and people if their number was stated.
    pub households: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub people: Option<u32>,
    /// The plan year in which its problem was first proposed.
    pub first_year: u16,
}

/// Where it was opened, by whom and with how many; the digests are of words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningRecord {
    pub place: Option<Digest>,
    pub leader: Option<Digest>,
    pub attendance: Attendance,
}

/// What is said beside the lists, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotesRecord {
    pub women: Option<Digest>,
    pub ceiling: Option<Digest>,
    pub dissent: Option<Digest>,
    pub by_vote: bool,
}

/// Who signed which version of the minutes, in words, and how many delegates with them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningRecord {
    pub version: u16,
    pub by: Digest,
    pub on: Day,
    pub delegates: u32,
}

/// Who received them at the level above, in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HandingOverRecord {
    pub version: u16,
    pub to: Digest,
    pub on: Day,
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
            Self::PlanMoved(_) => "plan_moved",
            Self::Remarked(_) => "remarked",
            Self::Recalled(_) => "recalled",
            Self::PlanRecalled(_) => "plan_recalled",
            Self::Sent { .. } => "sent",
            Self::Assigned { .. } => "assigned",
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
            Self::Scheduled { .. } => "scheduled",
            Self::MeetingOpened(_) => "meeting_opened",
            Self::OpeningCorrected(_) => "opening_corrected",
            Self::NotesWritten(_) => "notes_written",
            Self::DelegateNamed { .. } => "delegate_named",
            Self::DelegateRemoved { .. } => "delegate_removed",
            Self::ItemArrived { .. } => "item_arrived",
            Self::ItemLeft { .. } => "item_left",
            Self::SupportFrozen { .. } => "support_frozen",
            Self::FrozenAnew(_) => "frozen_anew",
            Self::Scored { .. } => "scored",
            Self::OrderProposed(_) => "order_proposed",
            Self::LateOrdered(_) => "late_ordered",
            Self::RankMoved { .. } => "rank_moved",
            Self::SuggestionAccepted { .. } => "suggestion_accepted",
            Self::ItemDecided { .. } => "item_decided",
            Self::ReservePromoted { .. } => "reserve_promoted",
            Self::MeetingClosed { .. } => "meeting_closed",
            Self::MinutesRenewed { .. } => "minutes_renewed",
            Self::MinutesSigned(_) => "minutes_signed",
            Self::MinutesHandedOver(_) => "minutes_handed_over",
            Self::MeetingReopened { .. } => "meeting_reopened",
            Self::Account(event) => event.code(),
            Self::Setting(event) => event.code(),
        }
    }
}
