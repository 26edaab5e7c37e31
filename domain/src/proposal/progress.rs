//! What is marked of a proposal after the meetings, in which order, and by whom.

use super::{Status, Step};
use crate::{
    account::Actor,
    ids::{AgencyId, ProposalId},
    money::Rupiah,
    permission::{MayMarkProgress, may_mark_budget, may_report_works},
    reason::{Note, Reason, ReasonCode, ReasonText},
    refusal::Refusal,
};

coded_enum! {
    /// What is marked.
    pub enum Progress {
        Rkpd = "rkpd",
        Apbd = "apbd",
        UnderWay = "under_way",
        Finished = "finished",
        /// The budget left it out, or the works were dropped: it waits for next year with its history.
        Deferred = "deferred",
    }
}

/// A mark as it is set, with what goes with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Marking {
    Rkpd { note: Note, amount: Rupiah },
    Apbd { note: Note, amount: Rupiah },
    UnderWay { note: Note },
    Finished { note: Note },
    Deferred { why: ReasonText },
}

impl Marking {
    pub fn mark(&self) -> Progress {
        match self {
            Self::Rkpd { .. } => Progress::Rkpd,
            Self::Apbd { .. } => Progress::Apbd,
            Self::UnderWay { .. } => Progress::UnderWay,
            Self::Finished { .. } => Progress::Finished,
            Self::Deferred { .. } => Progress::Deferred,
        }
    }

    /// The step it takes from a status that lets it be set.
    pub fn step(self, status: Status) -> Result<Step, Refusal> {
        if !Progress::after(status).contains(&self.mark()) {
            return Err(Refusal::StatusForbids { status });
        }
        Ok(match self {
            Self::Rkpd { note, amount } => Step::EnterRkpd { note, amount },
            Self::Apbd { note, amount } => Step::EnterApbd { note, amount },
            Self::UnderWay { note } => Step::Start { note },
            Self::Finished { note } => Step::Finish { note },
            Self::Deferred { why } => Step::Defer { reason: Reason::of(Progress::why_deferred(status), &why) },
        })
    }
}

impl Progress {
    /// What this person may mark next on a proposal of this status and agency: what is offered is what is let through.
    pub fn offered(actor: &Actor, status: Status, (proposal, agency): (ProposalId, Option<AgencyId>)) -> Vec<Self> {
        Self::after(status).iter().copied().filter(|mark| mark.permit(actor, proposal, agency).is_ok()).collect()
    }

    /// What can be marked next. What still stands before a meeting is the meeting's to defer.
    pub fn after(status: Status) -> &'static [Self] {
        match status {
            Status::Forwarded => &[Self::Rkpd, Self::Deferred],
            Status::InRkpd => &[Self::Apbd, Self::Deferred],
            Status::InApbd => &[Self::UnderWay, Self::Deferred],
            Status::UnderWay => &[Self::Finished, Self::Deferred],
            _ => &[],
        }
    }

    /// Why something is deferred: the money was not there before the budget stood, what came after has other reasons.
    pub fn why_deferred(status: Status) -> ReasonCode {
        match status {
            Status::Forwarded | Status::InRkpd => ReasonCode::OverCeiling,
            _ => ReasonCode::Other,
        }
    }

    /// Whose mark it is.
    pub fn permit(self, actor: &Actor, proposal: ProposalId, agency: Option<AgencyId>) -> Result<MayMarkProgress, Refusal> {
        match self {
            Self::UnderWay | Self::Finished => may_report_works(actor, proposal, agency),
            Self::Rkpd | Self::Apbd | Self::Deferred => may_mark_budget(actor, proposal),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_lacks_money_and_what_is_dropped_later_has_other_reasons() {
        for status in Status::ALL {
            let marks = Progress::after(status);
            let expected = match status {
                Status::Forwarded | Status::InRkpd => Some(ReasonCode::OverCeiling),
                Status::InApbd | Status::UnderWay => Some(ReasonCode::Other),
                _ => None,
            };
            let why = marks.contains(&Progress::Deferred).then(|| Progress::why_deferred(status));
            assert_eq!(why, expected, "{status:?}");
        }
    }
}
