//! What a proposal can be, and what can happen to it. Which of them may follow which is in [`crate::proposal::status`].

coded_enum! {
    /// What became of a proposal at its stage.
    pub enum Status {
        Draft = "draft",
        Submitted = "submitted",
        /// *Dikembalikan*: with a deadline for the proposer.
        Returned = "returned",
        Verified = "verified",
        /// *Disepakati*: on the ranked list.
        Agreed = "agreed",
        /// *Cadangan*: agreed, beyond the money.
        Reserve = "reserve",
        /// *Ditunda*: waits for next year with its history.
        Deferred = "deferred",
        /// *Ditolak (belum dapat diakomodir)*.
        Rejected = "rejected",
        Merged = "merged",
        Withdrawn = "withdrawn",
        Forwarded = "forwarded",
        InRkpd = "in_rkpd",
        InApbd = "in_apbd",
        UnderWay = "under_way",
        Finished = "finished",
    }
}

impl Status {
    /// Everything but drafts is published.
    pub fn is_public(self) -> bool {
        self != Self::Draft
    }

    /// Residents may back what has not come to an end here.
    pub fn is_open_to_support(self) -> bool {
        matches!(self, Self::Submitted | Self::Returned | Self::Verified | Self::Agreed | Self::Reserve | Self::Forwarded)
    }

    /// Rejected or withdrawn: what was merged into it is no longer counted there.
    pub fn frees_its_duplicates(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn)
    }

    /// A meeting has said no, or not yet, and its proposer may object.
    pub(crate) fn is_open_to_objection(self) -> bool {
        matches!(self, Self::Rejected | Self::Deferred | Self::Reserve)
    }

    /// Its proposer writes in it: a draft, or what came back to be mended.
    pub fn is_written(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// It goes no further: rejected, withdrawn, or part of another.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Rejected | Self::Withdrawn | Self::Merged)
    }

    /// It asks for money and is backed by itself: what was merged is counted where it went.
    pub fn stands_alone(self) -> bool {
        !matches!(self, Self::Merged | Self::Withdrawn)
    }

    /// It takes part in the order of its meeting: it is checked, and the meeting has not said no to it.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Verified | Self::Agreed | Self::Reserve | Self::Forwarded)
    }

    /// Its place in the order still means something.
    pub fn keeps_rank(self) -> bool {
        matches!(self, Self::Agreed | Self::Reserve | Self::Forwarded) || self.is_funded()
    }

    /// A plan or a budget of the city names an amount for it.
    pub fn is_funded(self) -> bool {
        matches!(self, Self::InRkpd | Self::InApbd | Self::UnderWay | Self::Finished)
    }

    /// Before a meeting that has said nothing on it yet.
    pub fn awaits_decision(self) -> bool {
        matches!(self, Self::Submitted | Self::Verified)
    }

    /// Its year may end without an answer: it came late, was never mended, or the money never came.
    pub(crate) fn is_left_open(self) -> bool {
        self.awaits_decision() || matches!(self, Self::Returned | Self::Reserve)
    }

    /// What a meeting has said, or may still say otherwise while it is open.
    pub(crate) fn is_before_the_meeting(self) -> bool {
        matches!(self, Self::Verified | Self::Agreed | Self::Reserve | Self::Deferred | Self::Rejected)
    }
}

coded_enum! {
    /// What happened. The first part changes the status, each kind by its [`crate::proposal::Step`]; the last part does
    /// not.
    pub enum EventKind {
        Submitted = "submitted",
        Discarded = "discarded",
        Restored = "restored",
        Resubmitted = "resubmitted",
        Verified = "verified",
        Returned = "returned",
        Withdrawn = "withdrawn",
        Merged = "merged",
        MergeUndone = "merge_undone",
        Agreed = "agreed",
        Reserved = "reserved",
        Deferred = "deferred",
        Rejected = "rejected",
        Reinstated = "reinstated",
        Promoted = "promoted",
        Forwarded = "forwarded",
        Recalled = "recalled",
        Arrived = "arrived",
        /// It came after the meeting had closed, and stands before the next one.
        WentOn = "went_on",
        EnteredRkpd = "entered_rkpd",
        EnteredApbd = "entered_apbd",
        Started = "started",
        Finished = "finished",
        CarriedOver = "carried_over",
        ProposedAgain = "proposed_again",
        /// Another proposal was merged into this one, or came out of it again.
        Absorbed = "absorbed",
        Released = "released",
        /// Somebody beside the office that recorded it knows the resident it was recorded for.
        Seconded = "seconded",
        /// A level added its own text, volume and budget beside the original.
        Recommended = "recommended",
        /// Passed to another agency; the agency asked for is kept beside it.
        Rerouted = "rerouted",
        /// A rank moved by the meeting, with a reason.
        RankMoved = "rank_moved",
        ObjectionRaised = "objection_raised",
        ObjectionAnswered = "objection_answered",
        /// Progress of the works, with photos (*realisasi*).
        ProgressReported = "progress_reported",
    }
}

impl EventKind {
    /// What is announced as a decision: what a meeting said, and what became of it in plan, budget and works.
    pub const DECISIONS: [Self; 9] = [
        Self::Agreed,
        Self::Reserved,
        Self::Deferred,
        Self::Rejected,
        Self::Promoted,
        Self::EnteredRkpd,
        Self::EnteredApbd,
        Self::Started,
        Self::Finished,
    ];

    /// What says why a proposal stands where it does: it went no further, or not yet.
    pub const SAYS_WHY: [Self; 6] = [Self::Returned, Self::Withdrawn, Self::Merged, Self::Reserved, Self::Deferred, Self::Rejected];
}
