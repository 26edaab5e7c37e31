//! What is done in a meeting and with it, and while it is how far. What is said on single proposals is in
//! [`crate::proposal::offered`].

use super::MusrenbangStatus;
use crate::refusal::Refusal;

coded_enum! {
    pub enum MeetingAct {
        /// A day and a place.
        Schedule = "schedule",
        Open = "open",
        /// The record of its opening is put right.
        Correct = "correct",
        Score = "score",
        /// The order is proposed, moved, accepted.
        Order = "order",
        Delegates = "delegates",
        Notes = "notes",
        Close = "close",
        /// Its minutes are signed.
        Sign = "sign",
        /// The signed minutes are handed to the level above.
        Send = "send",
        Reopen = "reopen",
    }
}

impl MusrenbangStatus {
    /// Whether it may be done now: what a page offers, and what the act itself asks.
    pub fn check(self, act: MeetingAct) -> Result<(), Refusal> {
        use MeetingAct as A;
        let is_open = self == Self::Open;
        let fits = match act {
            A::Schedule | A::Open => self == Self::Prepared,
            A::Correct | A::Close => is_open,
            A::Score | A::Order if is_open => true,
            A::Score | A::Order => return Err(Refusal::MeetingNotOpen),
            A::Delegates | A::Notes => !self.has_closed(),
            A::Sign => self == Self::Closed,
            A::Send => self == Self::Signed,
            A::Reopen => self.has_closed(),
        };
        if fits { Ok(()) } else { Err(Refusal::MeetingForbids { status: self }) }
    }
}
