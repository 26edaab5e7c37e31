//! One planning year: its stages in the order of the city, their dates, and the money announced for a place.
//! What happens inside a meeting belongs to [`crate::musrenbang`]; names of stages on screen are the city's settings.

pub use crate::codes::StageKind;

use crate::{clock::Day, money::Rupiah, refusal::Refusal};
use serde::{Deserialize, Serialize};

/// When a stage is held. Dates inform and remind: no clock locks anybody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub kind: StageKind,
    pub opens_on: Option<Day>,
    /// The last day.
    pub closes_on: Option<Day>,
}

impl Stage {
    pub fn new(kind: StageKind, opens_on: Option<Day>, closes_on: Option<Day>) -> Result<Self, Refusal> {
        match (opens_on, closes_on) {
            (Some(opens), Some(closes)) if closes < opens => Err(Refusal::DatesInWrongOrder),
            _ => Ok(Self { kind, opens_on, closes_on }),
        }
    }

    /// A stage without a first day is not scheduled yet; one without a last day goes on.
    pub fn is_held_on(&self, day: Day) -> bool {
        self.opens_on.is_some_and(|first| first <= day) && self.closes_on.is_none_or(|last| day <= last)
    }
}

/// The stages of one city in its order. SIPD, for instance, puts Bappeda's check before the kecamatan, so the order of
/// the meetings is free; what follows them is not: RKPD, APBD, execution, finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<StageKind>", into = "Vec<StageKind>")]
pub struct Pipeline(Vec<StageKind>);

impl Pipeline {
    const AFTER_MEETINGS: [StageKind; 4] = [StageKind::Rkpd, StageKind::Apbd, StageKind::Execution, StageKind::Finished];

    /// At least one meeting, then the four later stages in their order, nothing twice.
    pub fn new(stages: Vec<StageKind>) -> Result<Self, Refusal> {
        if let Some(&stage) = stages.iter().enumerate().find_map(|(index, stage)| stages[..index].contains(stage).then_some(stage)) {
            return Err(Refusal::PipelineRepeats { stage });
        }
        let meetings = stages.iter().take_while(|stage| stage.is_meeting()).count();
        if meetings == 0 {
            return Err(Refusal::PipelineWithoutMeeting);
        }
        for (index, expected) in Self::AFTER_MEETINGS.into_iter().enumerate() {
            match stages.get(meetings + index) {
                Some(&stage) if stage == expected => {}
                Some(&stage) if stages.contains(&expected) => return Err(Refusal::PipelineOutOfOrder { stage }),
                _ => return Err(Refusal::PipelineIncomplete { stage: expected }),
            }
        }
        // Nothing is repeated, so whatever still follows is a meeting.
        stages.get(meetings + Self::AFTER_MEETINGS.len()).map_or(Ok(()), |&stage| Err(Refusal::PipelineOutOfOrder { stage }))?;
        Ok(Self(stages))
    }

    pub fn stages(&self) -> &[StageKind] {
        &self.0
    }

    /// Where a proposal enters.
    pub fn first(&self) -> StageKind {
        self.0[0]
    }

    /// The stage after `kind`; none after the last, and none for a stage this city does not have.
    pub fn next_after(&self, kind: StageKind) -> Option<StageKind> {
        self.0.iter().skip_while(|&&stage| stage != kind).nth(1).copied()
    }

    /// The next stage when it is a meeting: whoever sends up to one needs delegates.
    pub fn next_meeting_after(&self, kind: StageKind) -> Option<StageKind> {
        self.next_after(kind).filter(|next| next.is_meeting())
    }

    /// The stage whose meetings send to `kind`, which waits for them.
    pub fn before(&self, kind: StageKind) -> Option<StageKind> {
        self.0.windows(2).find_map(|pair| (pair[1] == kind).then_some(pair[0]))
    }

    pub fn has(&self, kind: StageKind) -> bool {
        self.0.contains(&kind)
    }
}

/// RT, kelurahan, kecamatan, agency forum, kota, and what follows.
impl Default for Pipeline {
    fn default() -> Self {
        Self(StageKind::ALL.to_vec())
    }
}

impl TryFrom<Vec<StageKind>> for Pipeline {
    type Error = Refusal;
    fn try_from(stages: Vec<StageKind>) -> Result<Self, Refusal> {
        Self::new(stages)
    }
}

impl From<Pipeline> for Vec<StageKind> {
    fn from(pipeline: Pipeline) -> Self {
        pipeline.0
    }
}

/// Money announced for a region and year (*pagu indikatif*), split as the cities split it. The total is a valid amount
/// too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Ceiling {
    physical: Rupiah,
    non_physical: Rupiah,
    total: Rupiah,
}

impl Ceiling {
    pub fn new(physical: Rupiah, non_physical: Rupiah) -> Result<Self, Refusal> {
        physical.checked_add(non_physical).map(|total| Self { physical, non_physical, total })
    }

    pub fn physical(&self) -> Rupiah {
        self.physical
    }

    pub fn non_physical(&self) -> Rupiah {
        self.non_physical
    }

    pub fn total(&self) -> Rupiah {
        self.total
    }

    /// The part for physical or for other works.
    pub fn part(&self, physical: bool) -> Rupiah {
        if physical { self.physical } else { self.non_physical }
    }

    /// By how much `spent` passes the part; none when it fits.
    pub fn excess(&self, physical: bool, spent: Rupiah) -> Option<Rupiah> {
        spent.less(self.part(physical)).filter(|&over| over > Rupiah::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use StageKind::{AgencyForum, Apbd, Execution, Finished, Kecamatan, Kelurahan, Kota, Rkpd, Rt};

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    fn rupiah(amount: i64) -> Rupiah {
        Rupiah::new(amount).expect("in range")
    }

    #[test]
    fn a_pipeline_is_meetings_first_and_then_the_budget_in_order() {
        let table = [
            (StageKind::ALL.to_vec(), Ok(())),
            (vec![AgencyForum, Kelurahan, Rkpd, Apbd, Execution, Finished], Ok(())),
            (vec![], Err(Refusal::PipelineWithoutMeeting)),
            (vec![Rkpd, Apbd, Execution, Finished], Err(Refusal::PipelineWithoutMeeting)),
            (vec![Rt, Kota, Rt, Rkpd, Apbd, Execution, Finished], Err(Refusal::PipelineRepeats { stage: Rt })),
            (vec![Rt, Rkpd, Kota, Apbd, Execution, Finished], Err(Refusal::PipelineOutOfOrder { stage: Kota })),
            (vec![Rt, Apbd, Rkpd, Execution, Finished], Err(Refusal::PipelineOutOfOrder { stage: Apbd })),
            (vec![Rt, Rkpd, Apbd, Execution], Err(Refusal::PipelineIncomplete { stage: Finished })),
            (vec![Rt, Rkpd, Execution, Finished], Err(Refusal::PipelineIncomplete { stage: Apbd })),
            (vec![Rt, Rkpd, Apbd, Execution, Finished, Kota], Err(Refusal::PipelineOutOfOrder { stage: Kota })),
        ];
        for (stages, expected) in table {
            assert_eq!(Pipeline::new(stages.clone()).map(|_| ()), expected, "{stages:?}");
        }
    }

    #[test]
    fn a_pipeline_knows_what_comes_next_and_what_came_before() {
        let pipeline = Pipeline::default();
        assert_eq!(pipeline.first(), Rt);
        assert_eq!(pipeline.next_after(Kecamatan), Some(AgencyForum));
        assert_eq!(pipeline.next_after(Finished), None);
        assert_eq!((pipeline.next_meeting_after(AgencyForum), pipeline.next_meeting_after(Kota)), (Some(Kota), None));
        assert_eq!((pipeline.before(Kelurahan), pipeline.before(Rt)), (Some(Rt), None));
        let small = Pipeline::new(vec![Kelurahan, Kota, Rkpd, Apbd, Execution, Finished]).expect("valid");
        assert_eq!((small.next_after(Kelurahan), small.next_after(Rt), small.has(Rt)), (Some(Kota), None, false));
    }

    #[test]
    fn a_stage_is_held_from_its_first_to_its_last_day() {
        let stage = Stage::new(Kelurahan, Some(day("2027-01-10")), Some(day("2027-01-31"))).expect("in order");
        for (text, held) in [("2027-01-09", false), ("2027-01-10", true), ("2027-01-31", true), ("2027-02-01", false)] {
            assert_eq!(stage.is_held_on(day(text)), held, "{text}");
        }
        assert!(!Stage::new(Kelurahan, None, None).expect("unscheduled").is_held_on(day("2027-01-10")));
        assert_eq!(Stage::new(Kelurahan, Some(day("2027-02-01")), Some(day("2027-01-01"))).err(), Some(Refusal::DatesInWrongOrder));
    }

    #[test]
    fn a_ceiling_says_by_how_much_it_is_passed() {
        let ceiling = Ceiling::new(rupiah(600), rupiah(400)).expect("fits");
        assert_eq!(ceiling.total(), rupiah(1000));
        assert_eq!(ceiling.excess(true, rupiah(600)), None);
        assert_eq!(ceiling.excess(true, rupiah(601)), Some(rupiah(1)));
        assert_eq!(ceiling.excess(false, rupiah(600)), Some(rupiah(200)));
        assert_eq!(Ceiling::new(Rupiah::MAX, rupiah(1)).err(), Some(Refusal::AmountOutOfRange));
    }
}
