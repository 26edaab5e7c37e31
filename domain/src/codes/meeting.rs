//! How far a meeting is, and what it says about a proposal. What must hold before either changes is in
//! [`crate::musrenbang`].

use super::proposal::Status;

coded_enum! {
    /// How far a meeting is. No clock moves it: people do.
    pub enum MusrenbangStatus {
        Prepared = "prepared",
        /// Attendance is recorded and decisions are taken.
        Open = "open",
        Closed = "closed",
        /// People have signed the minutes.
        Signed = "signed",
        /// The signed minutes have been handed over as well.
        Sent = "sent",
    }
}

impl MusrenbangStatus {
    /// Its list has gone up; the papers may still wait for signatures.
    pub fn has_closed(self) -> bool {
        matches!(self, Self::Closed | Self::Signed | Self::Sent)
    }

    /// It closed before a proposal of this status came: nothing undecided stays behind when a meeting closes. What was
    /// returned before the closing did not come late; its proposer is awaited.
    pub fn was_missed_by(self, status: Status) -> bool {
        self.has_closed() && status.awaits_decision()
    }
}

coded_enum! {
    /// What a meeting says about a proposal (*keputusan*).
    pub enum Decision {
        Agreed = "agreed",
        Reserve = "reserve",
        Rejected = "rejected",
        Deferred = "deferred",
        Returned = "returned",
        Merged = "merged",
    }
}

impl Decision {
    pub fn needs_reason(self) -> bool {
        self != Self::Agreed
    }

    /// The decision a status stands for; none while there is none.
    pub fn of(status: Status) -> Option<Self> {
        match status {
            Status::Agreed | Status::Forwarded => Some(Self::Agreed),
            Status::Reserve => Some(Self::Reserve),
            Status::Rejected => Some(Self::Rejected),
            Status::Deferred => Some(Self::Deferred),
            Status::Returned => Some(Self::Returned),
            Status::Merged => Some(Self::Merged),
            _ => None,
        }
    }

    /// What a proposal that has gone on is before the meeting that it left: handed up, unless that said otherwise.
    pub fn left_behind(said: Option<Self>) -> Status {
        match said {
            Some(Self::Agreed) | None => Status::Forwarded,
            Some(decision) => decision.status(),
        }
    }

    /// What a proposal is by it, before this meeting.
    pub fn status(self) -> Status {
        match self {
            Self::Agreed => Status::Agreed,
            Self::Reserve => Status::Reserve,
            Self::Rejected => Status::Rejected,
            Self::Deferred => Status::Deferred,
            Self::Returned => Status::Returned,
            Self::Merged => Status::Merged,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_decision_is_that_of_its_status() {
        assert!(Decision::ALL.into_iter().all(|decision| Decision::of(decision.status()) == Some(decision)));
    }
}
