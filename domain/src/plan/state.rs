//! Where a plan stands and the steps between, each carrying what it needs.
//! Whether the answers were positive is worked out in [`super::response`].

use super::response::Outcome;
use crate::{
    clock::Day,
    codes::PlanStatus,
    money::Rupiah,
    reason::{Note, Reason},
    refusal::Refusal,
};
use serde::{Deserialize, Serialize};

coded_enum! {
    /// What the agency does after the answers (*tindak lanjut*).
    pub enum FollowUpKind {
        GoesOn = "goes_on",
        Improved = "improved",
        ReviewedAgain = "reviewed_again",
        Deferred = "deferred",
        Dropped = "dropped",
    }
}

impl FollowUpKind {
    /// Whether the plan may be entered in the RKPD after it.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::GoesOn | Self::Improved)
    }

    /// Whether another follow-up must come: what is reviewed or put off has not been settled.
    pub fn is_settled(self) -> bool {
        !matches!(self, Self::ReviewedAgain | Self::Deferred)
    }
}

coded_enum! {
    /// What happened to a plan, for its public timeline.
    pub enum PlanEventKind {
        Published = "published",
        Extended = "extended",
        ResponsesClosed = "responses_closed",
        FollowUpAwaited = "follow_up_awaited",
        FollowedUp = "followed_up",
        EnteredRkpd = "entered_rkpd",
        Started = "started",
        Finished = "finished",
        Withdrawn = "withdrawn",
    }
}

/// One step of a plan, with everything that must be said when it is taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum PlanStep {
    /// `closes_on` is the last day of the response period.
    Publish {
        closes_on: Day,
    },
    /// Too few had answered: the period is opened again, once.
    Extend {
        closes_on: Day,
    },
    /// The period ended and the answers were evaluated.
    CloseResponses {
        today: Day,
        outcome: Outcome,
    },
    AwaitFollowUp,
    /// The note says what changed, or why it goes on against the objections.
    FollowUp {
        kind: FollowUpKind,
        note: Note,
    },
    EnterRkpd {
        note: Note,
        amount: Rupiah,
    },
    Start {
        note: Note,
    },
    Finish {
        note: Note,
    },
    Withdraw {
        reason: Reason,
    },
}

impl PlanStep {
    pub fn kind(&self) -> PlanEventKind {
        match self {
            Self::Publish { .. } => PlanEventKind::Published,
            Self::Extend { .. } => PlanEventKind::Extended,
            Self::CloseResponses { .. } => PlanEventKind::ResponsesClosed,
            Self::AwaitFollowUp => PlanEventKind::FollowUpAwaited,
            Self::FollowUp { .. } => PlanEventKind::FollowedUp,
            Self::EnterRkpd { .. } => PlanEventKind::EnteredRkpd,
            Self::Start { .. } => PlanEventKind::Started,
            Self::Finish { .. } => PlanEventKind::Finished,
            Self::Withdraw { .. } => PlanEventKind::Withdrawn,
        }
    }

    pub fn reason(&self) -> Option<&Reason> {
        if let Self::Withdraw { reason } = self { Some(reason) } else { None }
    }

    pub fn amount(&self) -> Option<Rupiah> {
        if let Self::EnterRkpd { amount, .. } = self { Some(*amount) } else { None }
    }

    pub fn note(&self) -> Option<&Note> {
        match self {
            Self::FollowUp { note, .. } | Self::EnterRkpd { note, .. } | Self::Start { note } | Self::Finish { note } => Some(note),
            _ => None,
        }
    }
}

/// The state of a plan: its status and the few facts the next steps depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanState {
    pub status: PlanStatus,
    /// The last day of the response period, from publication on.
    pub closes_on: Option<Day>,
    /// The one extension has been used.
    pub extended: bool,
    /// Evaluated once the responses closed.
    pub outcome: Option<Outcome>,
    pub follow_up: Option<FollowUpKind>,
}

impl PlanState {
    pub const DRAFT: Self = Self { status: PlanStatus::Draft, closes_on: None, extended: false, outcome: None, follow_up: None };

    /// Whether residents may answer on this day, the last one included.
    pub fn takes_responses_on(&self, today: Day) -> bool {
        self.status == PlanStatus::Published && self.closes_on.is_some_and(|last| today <= last)
    }

    /// Whether a step of this kind may be taken now.
    pub fn check(self, kind: PlanEventKind) -> Result<(), Refusal> {
        use PlanEventKind as E;
        use PlanStatus as S;
        match (self.status, kind) {
            (S::ResponsesClosed, E::Extended) if self.extended => Err(Refusal::AlreadyExtended),
            (S::ResponsesClosed, E::Extended) if self.outcome != Some(Outcome::TooFew) => Err(Refusal::ExtensionNotNeeded),
            (S::FollowedUp, E::EnteredRkpd) if !self.follow_up.is_some_and(FollowUpKind::goes_on) => Err(Refusal::NotGoingOn),
            (S::FollowedUp, E::FollowedUp) if self.follow_up.is_none_or(FollowUpKind::is_settled) => {
                Err(Refusal::PlanStatusForbids { status: self.status })
            }
            (S::Draft, E::Published)
            | (S::Published, E::ResponsesClosed)
            | (S::ResponsesClosed, E::Extended | E::FollowUpAwaited)
            | (S::AwaitingFollowUp, E::FollowedUp)
            | (S::FollowedUp, E::FollowedUp | E::EnteredRkpd)
            | (S::InRkpd, E::Started)
            | (S::UnderWay, E::Finished)
            | (S::Draft | S::Published | S::ResponsesClosed | S::AwaitingFollowUp | S::FollowedUp, E::Withdrawn) => Ok(()),
            (status, _) => Err(Refusal::PlanStatusForbids { status }),
        }
    }

    pub fn apply(self, step: &PlanStep) -> Result<Self, Refusal> {
        use PlanStatus as S;
        self.check(step.kind())?;
        let has_not_passed = |day: Day| self.closes_on.is_some_and(|last| day <= last);
        Ok(match step {
            PlanStep::Publish { closes_on } => Self { status: S::Published, closes_on: Some(*closes_on), ..self },
            PlanStep::CloseResponses { today, .. } if has_not_passed(*today) => return Err(Refusal::ResponsesStillOpen),
            PlanStep::CloseResponses { outcome, .. } => Self { status: S::ResponsesClosed, outcome: Some(*outcome), ..self },
            PlanStep::Extend { closes_on } if has_not_passed(*closes_on) => return Err(Refusal::DatesInWrongOrder),
            PlanStep::Extend { closes_on } => {
                Self { status: S::Published, closes_on: Some(*closes_on), extended: true, outcome: None, ..self }
            }
            PlanStep::AwaitFollowUp => Self { status: S::AwaitingFollowUp, ..self },
            PlanStep::FollowUp { kind, .. } => Self { status: S::FollowedUp, follow_up: Some(*kind), ..self },
            PlanStep::EnterRkpd { .. } => Self { status: S::InRkpd, ..self },
            PlanStep::Start { .. } => Self { status: S::UnderWay, ..self },
            PlanStep::Finish { .. } => Self { status: S::Finished, ..self },
            PlanStep::Withdraw { .. } => Self { status: S::Withdrawn, ..self },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reason::ReasonCode;

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    fn note() -> Note {
        Note::new("sesuai hasil tanggapan").expect("note")
    }

    fn state(status: PlanStatus) -> PlanState {
        PlanState {
            status,
            closes_on: Some(day("2027-02-21")),
            outcome: Some(Outcome::Positive),
            follow_up: Some(FollowUpKind::GoesOn),
            extended: false,
        }
    }

    fn every_step() -> Vec<PlanStep> {
        vec![
            PlanStep::Publish { closes_on: day("2027-02-21") },
            PlanStep::CloseResponses { today: day("2027-02-22"), outcome: Outcome::Positive },
            PlanStep::AwaitFollowUp,
            PlanStep::FollowUp { kind: FollowUpKind::GoesOn, note: note() },
            PlanStep::EnterRkpd { note: note(), amount: Rupiah::ZERO },
            PlanStep::Start { note: note() },
            PlanStep::Finish { note: note() },
            PlanStep::Withdraw { reason: Reason::new(ReasonCode::Other, "disusun ulang").expect("reason") },
        ]
    }

    #[test]
    fn a_plan_goes_one_way_and_may_be_withdrawn_until_it_is_in_the_rkpd() {
        use PlanStatus as S;
        let table: [(S, &[S]); 9] = [
            (S::Draft, &[S::Published, S::Withdrawn]),
            (S::Published, &[S::ResponsesClosed, S::Withdrawn]),
            (S::ResponsesClosed, &[S::AwaitingFollowUp, S::Withdrawn]),
            (S::AwaitingFollowUp, &[S::FollowedUp, S::Withdrawn]),
            (S::FollowedUp, &[S::InRkpd, S::Withdrawn]),
            (S::InRkpd, &[S::UnderWay]),
            (S::UnderWay, &[S::Finished]),
            (S::Finished, &[]),
            (S::Withdrawn, &[]),
        ];
        for (from, expected) in table {
            let next: Vec<S> = every_step().iter().filter_map(|step| state(from).apply(step).ok()).map(|after| after.status).collect();
            assert_eq!(next, expected, "{from:?}");
        }
    }

    #[test]
    fn the_response_period_is_extended_once_and_only_when_too_few_answered() {
        let closed = |outcome, extended| PlanState { outcome: Some(outcome), extended, ..state(PlanStatus::ResponsesClosed) };
        let extend = PlanStep::Extend { closes_on: day("2027-03-14") };
        let again = closed(Outcome::TooFew, false).apply(&extend).expect("extended");
        assert_eq!(
            (again.status, again.closes_on, again.extended, again.outcome),
            (PlanStatus::Published, Some(day("2027-03-14")), true, None)
        );
        assert_eq!(closed(Outcome::TooFew, true).apply(&extend), Err(Refusal::AlreadyExtended));
        assert_eq!(closed(Outcome::NotPositive, false).apply(&extend), Err(Refusal::ExtensionNotNeeded));
        assert_eq!(
            closed(Outcome::TooFew, false).apply(&PlanStep::Extend { closes_on: day("2027-02-21") }),
            Err(Refusal::DatesInWrongOrder)
        );
    }

    #[test]
    fn answers_are_taken_to_the_end_of_the_last_day() {
        let published = state(PlanStatus::Published);
        assert!(published.takes_responses_on(day("2027-02-21")) && !published.takes_responses_on(day("2027-02-22")));
        let early = PlanStep::CloseResponses { today: day("2027-02-21"), outcome: Outcome::Positive };
        assert_eq!(published.apply(&early), Err(Refusal::ResponsesStillOpen));
        assert!(!state(PlanStatus::ResponsesClosed).takes_responses_on(day("2027-02-20")));
    }

    #[test]
    fn what_is_reviewed_again_is_followed_up_again_before_it_goes_on() {
        let reviewed = PlanState { follow_up: Some(FollowUpKind::ReviewedAgain), ..state(PlanStatus::FollowedUp) };
        let enter = PlanStep::EnterRkpd { note: note(), amount: Rupiah::ZERO };
        assert_eq!(reviewed.apply(&enter), Err(Refusal::NotGoingOn));
        let improved = reviewed.apply(&PlanStep::FollowUp { kind: FollowUpKind::Improved, note: note() }).expect("followed up again");
        assert_eq!(improved.apply(&enter).map(|after| after.status), Ok(PlanStatus::InRkpd));
        let dropped = PlanState { follow_up: Some(FollowUpKind::Dropped), ..reviewed };
        assert_eq!(dropped.apply(&enter), Err(Refusal::NotGoingOn));
    }
}
