//! How a proposal of an earlier year goes on in the one that is written for: as it is, where a meeting deferred it or its
//! year left it open; as a new draft, where it was rejected. Who may bring it there is asked in [`crate::permission`].

use super::{EventKind, Position, Status};
use crate::{
    clock::Day,
    codes::MusrenbangStatus,
    refusal::Refusal,
    years::{PlanningYear, PlanningYears},
};

impl Position {
    /// Into which year, and as what: [`EventKind::CarriedOver`] or [`EventKind::ProposedAgain`]. `meeting` is the one
    /// that it stands before; `others` are the years and statuses of what else was proposed for the same problem. What
    /// runs in a later year already is not proposed a second time.
    pub fn goes_on<'a>(
        &self,
        plan_year: u16,
        years: &'a PlanningYears,
        today: Day,
        meeting: Option<MusrenbangStatus>,
        others: impl IntoIterator<Item = (u16, Status)>,
    ) -> Result<(&'a PlanningYear, EventKind), Refusal> {
        let refused = Refusal::StatusForbids { status: self.status };
        let year = years.moves_on(plan_year, today).ok_or_else(|| refused.clone())?;
        let kinds = [EventKind::CarriedOver, EventKind::ProposedAgain];
        let kind = kinds.into_iter().find(|kind| kind.is_allowed_from(self.status)).ok_or(refused)?;
        self.check(kind, meeting)?;
        // A meeting that is still ahead may say something on it.
        if let Some(status @ MusrenbangStatus::Prepared) = meeting
            && self.status.is_left_open()
            && !years.of(plan_year).is_some_and(|year| year.has_met(today))
        {
            return Err(Refusal::MeetingForbids { status });
        }
        match others.into_iter().find(|(other, status)| *other > plan_year && *status != Status::Withdrawn) {
            Some((_, status)) => Err(Refusal::StatusForbids { status }),
            None => Ok((year, kind)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        codes::StageKind,
        cycle::Stage,
        ids::{CycleId, RegionId},
    };
    use uuid::Uuid;

    fn day(text: &str) -> Day {
        text.parse().expect(text)
    }

    fn year(plan_year: u16, first: &str, last: &str) -> PlanningYear {
        let rt = Stage::new(StageKind::Rt, Some(day(first)), Some(day(last))).expect("in order");
        PlanningYear { id: CycleId(Uuid::from_u128(plan_year.into())), plan_year, city: RegionId(Uuid::nil()), stages: vec![rt] }
    }

    fn forbids<T>(status: Status) -> Result<T, Refusal> {
        Err(Refusal::StatusForbids { status })
    }

    #[test]
    fn what_its_year_did_not_take_goes_on_once_a_later_one_is_written_for() {
        use EventKind::{CarriedOver, ProposedAgain};
        use MusrenbangStatus as M;
        let mut now = year(2028, "2026-10-01", "2026-10-31");
        now.stages.push(Stage::new(StageKind::Kota, Some(day("2027-03-31")), Some(day("2027-03-31"))).expect("in order"));
        let years = PlanningYears::new(vec![now, year(2029, "2027-10-01", "2027-10-31")]);
        let (during, ahead, after) = ("2026-10-31", "2027-03-31", "2027-04-01");
        let waits = Err(Refusal::MeetingForbids { status: M::Prepared });
        let works = Err(Refusal::MeetingForbids { status: M::Open });
        for (status, today, meeting, expected) in [
            (Status::Submitted, during, M::Prepared, forbids(Status::Submitted)),
            (Status::Submitted, ahead, M::Prepared, waits),
            (Status::Submitted, after, M::Prepared, Ok(CarriedOver)),
            (Status::Deferred, ahead, M::Closed, Ok(CarriedOver)),
            (Status::Deferred, ahead, M::Prepared, Ok(CarriedOver)),
            (Status::Rejected, ahead, M::Prepared, Ok(ProposedAgain)),
            (Status::Verified, after, M::Prepared, Ok(CarriedOver)),
            (Status::Returned, after, M::Prepared, Ok(CarriedOver)),
            (Status::Submitted, after, M::Open, works.clone()),
            (Status::Reserve, after, M::Open, works),
            (Status::Reserve, after, M::Closed, Ok(CarriedOver)),
            (Status::Deferred, during, M::Closed, forbids(Status::Deferred)),
            (Status::Deferred, after, M::Closed, Ok(CarriedOver)),
            (Status::Rejected, after, M::Closed, Ok(ProposedAgain)),
            (Status::Finished, after, M::Closed, forbids(Status::Finished)),
        ] {
            let at = Position { stage: StageKind::Rt, status };
            let goes_on = |others: &[(u16, Status)]| {
                let gone_on = at.goes_on(2028, &years, day(today), Some(meeting), others.iter().copied());
                gone_on.map(|(year, kind)| (year.plan_year, kind))
            };
            assert_eq!(goes_on(&[]), expected.clone().map(|kind| (2029, kind)), "{status:?} {today} {meeting:?}");
            assert_eq!(goes_on(&[(2027, Status::Rejected), (2029, Status::Withdrawn)]), goes_on(&[]), "{status:?}");
            let elsewhere = expected.and(forbids(Status::Verified));
            assert_eq!(goes_on(&[(2029, Status::Verified)]), elsewhere, "{status:?} {today} {meeting:?}");
        }
    }
}
