//! What the questions of [`super`] are answered with: who acts, under which hat, and, where the right depends on it,
//! on what. A permit for one thing opens no other: commands take the object from the permit. Questions do not belong
//! here.

use super::{Acting, Authorship};
use crate::{
    comment::Subject,
    ids::{AccountId, AgencyId, MusrenbangId, ProposalId},
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
    /// Write, publish, withdraw and answer plans of one agency.
    MayManagePlan { agency: AgencyId },
    /// Support or oppose plans.
    MayTakeStance,
    /// Back proposals.
    MaySupport,
    /// Comment and like comments.
    MayComment,
    /// Answer for an office under a plan or a proposal.
    MayAnswer { subject: Subject },
    /// Hide comments and restore them.
    MayModerate,
    /// Send a proposal of one's own.
    MayPropose,
    /// Enter a proposal on a resident's behalf.
    MayEnterForOthers,
    /// Write in one's own draft, or one recorded for a resident.
    MayEditDraft,
    /// Say of what somebody else recorded for a resident that it is that resident's.
    MaySecond { proposal: ProposalId },
    /// Run the meeting of a region or agency at a stage, and see what it may see.
    MayRunMusrenbang { meeting: MusrenbangId },
    /// Decide, in one meeting, on one proposal that is not one's own.
    MayDecide { meeting: MusrenbangId, proposal: ProposalId },
    /// Let a duplicate go into another proposal before the same meeting.
    MayMerge { meeting: MusrenbangId, proposal: ProposalId, target: ProposalId },
    /// Say what became of a proposal after the meetings: budget and works.
    MayMarkProgress,
    /// Catalogue, weights, ceilings, cycle.
    MayManageCycle,
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
