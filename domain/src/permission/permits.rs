//! What the questions of [`super`] are answered with: who acts, under which hat, and on what. A permit for one thing
//! opens no other: commands take the object from the permit. Those without one let somebody read, or concern what
//! there is only one of: oneself, the people of one's own place, the city. Questions do not belong here.

use super::{Acting, Authorship};
use crate::{
    city::Setting,
    comment::Subject,
    ids::{AccountId, AgencyId, AppointmentId, CommentId, CycleId, MusrenbangId, PlanId, ProposalId},
    refusal::Refusal,
};

macro_rules! permits {
    ($($(#[$doc:meta])* $name:ident $({ $($object:ident: $kind:ty),+ })?,)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name {
            pub(super) acting: Acting,
            $($(pub(super) $object: $kind,)+)?
        }

        impl $name {
            pub fn acting(&self) -> &Acting {
                &self.acting
            }

            $($(pub fn $object(&self) -> $kind {
                self.$object
            })+)?
        }
    )+};
}

permits! {
    /// Change one's own account.
    MayActAsSelf,
    /// See what a city admin may do with people; whom it concerns is named by [`MayManagePerson`] and [`MayEndRole`].
    MayManagePeople,
    /// Give a role to somebody else, or close and open their account.
    MayManagePerson { person: AccountId },
    /// Let somebody have a role that another admin proposed.
    MayConfirmAppointment { appointment: AppointmentId, person: AccountId },
    /// Not give a role that waits.
    MayRefuseAppointment { appointment: AppointmentId },
    /// End a role of somebody, oneself included.
    MayEndRole { person: AccountId },
    /// Read accounts, roles and logs.
    MayInspect,
    /// See who waits for the confirmation of their residence; each one's RT says who may confirm.
    MayServeResidents,
    /// Look for residents of one's own kelurahan.
    MayFindResidents,
    /// Make a code with which somebody gets back into their account, or proves a phone number.
    MayMakeCode { owner: AccountId },
    /// Confirm that somebody lives in an RT, or deny it.
    MayConfirmResidence { resident: AccountId },
    /// Write, publish, withdraw and answer a plan for its agency.
    MayManagePlan { plan: PlanId, agency: AgencyId },
    /// Support or oppose a plan.
    MayTakeStance { plan: PlanId },
    /// Back a proposal.
    MaySupport { proposal: ProposalId },
    /// No longer back a proposal.
    MayLeave { proposal: ProposalId },
    /// Say something under a plan or a proposal.
    MayComment { subject: Subject },
    /// Like a comment, or no longer.
    MayLike { comment: CommentId },
    /// Answer for an office under a plan or a proposal.
    MayAnswer { subject: Subject },
    /// Hide a comment and restore it.
    MayModerate { comment: CommentId },
    /// Send a proposal of one's own.
    MayPropose { proposal: ProposalId },
    /// Enter a proposal on a resident's behalf.
    MayEnterForOthers { proposal: ProposalId },
    /// Write in one's own draft, or one recorded for a resident.
    MayEditDraft { proposal: ProposalId },
    /// Say of what somebody else recorded for a resident that it is that resident's.
    MaySecond { proposal: ProposalId },
    /// Run the meeting of a region or agency at a stage, and see what it may see.
    MayRunMusrenbang { meeting: MusrenbangId },
    /// Read who was named at a meeting to be sent on; the public reads how many they are.
    MayReadDelegates { meeting: MusrenbangId },
    /// Decide, in one meeting, on one proposal that is not one's own.
    MayDecide { meeting: MusrenbangId, proposal: ProposalId },
    /// Let a duplicate go into another proposal before the same meeting.
    MayMerge { meeting: MusrenbangId, proposal: ProposalId, target: ProposalId },
    /// Object to what a meeting said on one's own proposal, or on one of one's RT.
    MayObject { proposal: ProposalId },
    /// Answer that objection, as the office above.
    MayAnswerObjection { proposal: ProposalId },
    /// Say what became of a proposal after the meetings: budget and works.
    MayMarkProgress { proposal: ProposalId },
    /// Change one setting of the city.
    MaySet { setting: Setting },
    /// See the settings of the city, with who changed them.
    MaySeeSettings,
    /// Open a year and take proposals from paper into it.
    MayManageCycle,
    /// What counts how much in the meetings of a year.
    MaySetWeights { cycle: CycleId },
}

impl MayRunMusrenbang {
    /// Who runs the meeting decides, except on proposals of their own: nobody is judge in their own case. What they
    /// recorded for a resident they decide on like on any other, once somebody else has found it in order.
    pub fn on(&self, proposal: &Authorship) -> Result<MayDecide, Refusal> {
        if proposal.author == self.acting.account && !(proposal.is_recorded && proposal.is_seconded) {
            return Err(if proposal.is_recorded { Refusal::RecordedByYou } else { Refusal::NotOnYourself });
        }
        Ok(MayDecide { acting: self.acting.clone(), meeting: self.meeting, proposal: proposal.id })
    }
}

impl MayDecide {
    /// What goes on gains the other's supporters, so it is nobody's own and nobody's whose hand wrote it down.
    pub fn merging_into(&self, target: &Authorship) -> Result<MayMerge, Refusal> {
        if target.author == self.acting.account {
            return Err(Refusal::NotOnYourself);
        }
        Ok(MayMerge { acting: self.acting.clone(), meeting: self.meeting, proposal: self.proposal, target: target.id })
    }
}
