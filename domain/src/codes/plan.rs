//! What a plan can be. Which status may follow which is in [`crate::plan::state`].

coded_enum! {
    pub enum PlanStatus {
        Draft = "draft",
        /// Residents answer.
        Published = "published",
        ResponsesClosed = "responses_closed",
        AwaitingFollowUp = "awaiting_follow_up",
        FollowedUp = "followed_up",
        InRkpd = "in_rkpd",
        UnderWay = "under_way",
        Finished = "finished",
        Withdrawn = "withdrawn",
    }
}

impl PlanStatus {
    /// Nothing is owed any more.
    pub fn has_ended(self) -> bool {
        matches!(self, Self::Finished | Self::Withdrawn)
    }
}
