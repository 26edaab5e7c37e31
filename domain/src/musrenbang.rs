//! One meeting (*Musrenbang*, *Rembuk RT*): what must hold before it opens and before it closes, and where it sits.
//! What it decides on one proposal is a step in [`crate::proposal::status`]; its papers are [`crate::minutes`].

mod act;
mod agenda;
mod duty;
mod notes;
mod papers;

pub use crate::codes::{Decision, MusrenbangStatus};
pub use act::MeetingAct;
pub use agenda::{Agenda, AgendaItem, Blocker};
pub use duty::Duty;
pub use notes::MeetingNotes;
pub use papers::{HandingOver, PaperField, PaperName, Papers, Signing};

use crate::{
    clock::Day,
    codes::StageKind,
    ids::{AgencyId, ProposalId},
    permission::Seat,
    proposal::Step,
    reason::Reason,
    refusal::Refusal,
    region::{RegionCode, RegionLevel},
    text::{self, Words},
};
use serde::{Deserialize, Serialize};

impl MusrenbangStatus {
    /// Its stage has ended and its list has not gone up, or its day has passed and it was not opened. No clock closes
    /// it: it is shown, and somebody asks. `is_late!` of the store says the same.
    pub fn is_late(self, stage_closes_on: Option<Day>, scheduled_on: Option<Day>, today: Day) -> bool {
        let has_passed = |day: Option<Day>| day.is_some_and(|day| day < today);
        match self {
            Self::Prepared => has_passed(stage_closes_on) || has_passed(scheduled_on),
            Self::Open => has_passed(stage_closes_on),
            Self::Closed | Self::Signed | Self::Sent => false,
        }
    }
}

impl Decision {
    /// The step that takes this decision; what it needs and was not given is [`Refusal::Required`].
    pub fn step(self, reason: Option<Reason>, until: Option<Day>, into: Option<ProposalId>) -> Result<Step, Refusal> {
        let reason = reason.ok_or(Refusal::Required);
        Ok(match self {
            Self::Agreed => Step::Agree,
            Self::Reserve => Step::Reserve { reason: reason? },
            Self::Rejected => Step::Reject { reason: reason? },
            Self::Deferred => Step::Defer { reason: reason? },
            Self::Returned => Step::Return { reason: reason?, until: until.ok_or(Refusal::Required)? },
            Self::Merged => Step::Merge { into: into.ok_or(Refusal::Required)?, reason: reason? },
        })
    }
}

/// People counted, and women among them: who came, or who is sent to the next level.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    pub total: u32,
    pub women: u32,
}

impl Attendance {
    pub fn new(total: u32, women: u32) -> Result<Self, Refusal> {
        if women <= total { Ok(Self { total, women }) } else { Err(Refusal::MoreWomenThanPeople) }
    }

    /// Fewer than so many percent.
    pub fn has_few_women(self, wanted: u32) -> bool {
        u64::from(self.women) * 100 < u64::from(self.total) * u64::from(wanted)
    }
}

/// Where a meeting will be held; nothing where that is not known yet.
pub type MeetingPlace = Words<0, 200>;

/// Whom a meeting sends to the next one, whom that person speaks for, and how to reach them.
pub type DelegateName = Words<3, 100>;
pub type DelegateBody = Words<2, 100>;
pub type DelegateContact = Words<0, 100>;

/// What is recorded when a meeting opens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Opening {
    place: String,
    leader: String,
    attendance: Attendance,
}

coded_enum! {
    pub enum OpeningField {
        Place = "place",
        Leader = "leader",
        Attendance = "attendance",
    }
}

impl Opening {
    /// A meeting has a place, somebody who leads it, and people in it.
    pub fn new(place: &str, leader: &str, attendance: Attendance) -> Result<Self, Vec<(OpeningField, Refusal)>> {
        let (place, leader) = (text::measured(place, 3, 200), text::measured(leader, 3, 200));
        let mut problems = Vec::new();
        problems.extend(place.as_ref().err().map(|refusal| (OpeningField::Place, refusal.clone())));
        problems.extend(leader.as_ref().err().map(|refusal| (OpeningField::Leader, refusal.clone())));
        problems.extend((attendance.total == 0).then_some((OpeningField::Attendance, Refusal::AttendanceRequired)));
        match (place, leader) {
            (Ok(place), Ok(leader)) if problems.is_empty() => Ok(Self { place, leader, attendance }),
            _ => Err(problems),
        }
    }

    pub fn place(&self) -> &str {
        &self.place
    }

    pub fn leader(&self) -> &str {
        &self.leader
    }

    pub fn attendance(&self) -> Attendance {
        self.attendance
    }
}

/// A meeting's state: how far it is, what was recorded at its opening, and which version its minutes have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Musrenbang {
    pub status: MusrenbangStatus,
    pub opening: Option<Opening>,
    /// Of the minutes: 1 until the meeting is reopened.
    pub version: u16,
}

impl Default for Musrenbang {
    fn default() -> Self {
        Self { status: MusrenbangStatus::Prepared, opening: None, version: 1 }
    }
}

impl Musrenbang {
    pub fn open(self, opening: Opening) -> Result<Self, Refusal> {
        let mut opened = self.step(MeetingAct::Open, MusrenbangStatus::Open)?;
        opened.opening = Some(opening);
        Ok(opened)
    }

    /// While it is open the record of its opening may be put right: people keep coming.
    pub fn correct(self, opening: Opening) -> Result<Self, Refusal> {
        let mut corrected = self.step(MeetingAct::Correct, MusrenbangStatus::Open)?;
        corrected.opening = Some(opening);
        Ok(corrected)
    }

    /// Closes when nothing blocks it; [`Agenda::blockers`] says what does.
    pub fn close(self, agenda: &Agenda<'_>) -> Result<Self, Refusal> {
        let closed = self.step(MeetingAct::Close, MusrenbangStatus::Closed)?;
        match u32::try_from(agenda.blockers().len()).unwrap_or(u32::MAX) {
            0 => Ok(closed),
            blockers => Err(Refusal::StillBlocked { blockers }),
        }
    }

    /// Takes decisions up again and makes the next version of the minutes, which is signed and handed over anew; what
    /// had gone up comes back, see [`Step::Recall`]. The reason goes into the log; without one there is no reopening.
    pub fn reopen(self, _reason: &Reason) -> Result<Self, Refusal> {
        let mut reopened = self.step(MeetingAct::Reopen, MusrenbangStatus::Open)?;
        reopened.version = reopened.version.saturating_add(1);
        Ok(reopened)
    }

    fn step(self, act: MeetingAct, to: MusrenbangStatus) -> Result<Self, Refusal> {
        self.status.check(act).map(|()| Self { status: to, ..self })
    }
}

impl StageKind {
    /// The stage at which the people of a region meet: those of an RW in their RTs.
    pub fn of(level: RegionLevel) -> Self {
        match level {
            RegionLevel::Kota => Self::Kota,
            RegionLevel::Kecamatan => Self::Kecamatan,
            RegionLevel::Kelurahan => Self::Kelurahan,
            RegionLevel::Rw | RegionLevel::Rt => Self::Rt,
        }
    }

    /// Whose regions meet at this stage; none in an agency's forum, and where nobody meets.
    pub fn level(self) -> Option<RegionLevel> {
        RegionLevel::ALL.into_iter().find(|level| *level != RegionLevel::Rw && Self::of(*level) == self)
    }
}

/// Where a meeting of this stage, region or agency sits, as far as rights go. Which one a proposal stands before,
/// `stands_before!` of the store says the same.
pub fn seat_of(stage: StageKind, region: Option<&RegionCode>, agency: Option<AgencyId>) -> Result<Seat, Refusal> {
    let at = || region.filter(|region| Some(region.level()) == stage.level()).cloned().ok_or(Refusal::RegionUnknown);
    match stage {
        StageKind::Rt => at().map(Seat::Rt),
        StageKind::Kelurahan => at().map(Seat::Kelurahan),
        StageKind::Kecamatan => at().map(Seat::Kecamatan),
        StageKind::AgencyForum => agency.map(Seat::AgencyForum).ok_or(Refusal::Required),
        StageKind::Kota => Ok(Seat::Kota),
        StageKind::Rkpd | StageKind::Apbd | StageKind::Execution | StageKind::Finished => Err(Refusal::StageForbids { stage }),
    }
}
