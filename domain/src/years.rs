//! The planning years of a city side by side: which are at work on a day, and for which one a proposal is written.
//! A year by itself, its stages and their order, is in [`crate::cycle`].

use crate::{
    clock::Day,
    cycle::Stage,
    ids::{CycleId, RegionId},
};
use std::cmp::{Ordering, Reverse};

/// One planning year with its stages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanningYear {
    pub id: CycleId,
    pub plan_year: u16,
    pub city: RegionId,
    pub stages: Vec<Stage>,
}

impl PlanningYear {
    /// The first and the last day of its meetings, as far as they are scheduled.
    fn meetings(&self) -> (Option<Day>, Option<Day>) {
        let meetings = self.stages.iter().filter(|stage| stage.kind.is_meeting());
        (meetings.clone().filter_map(|stage| stage.opens_on).min(), meetings.filter_map(|stage| stage.closes_on).max())
    }

    /// The stage in which proposals enter it.
    pub fn first_stage(&self) -> Option<&Stage> {
        self.stages.first()
    }

    /// Its last stage has ended; where that has no last day, with the year of the works.
    pub fn is_over(&self, today: Day) -> bool {
        let last = self.stages.last().and_then(|stage| stage.closes_on);
        last.or(Day::from_ymd_opt(self.plan_year.into(), 12, 31)).is_some_and(|last| last < today)
    }

    fn has_begun(&self, today: Day) -> bool {
        self.meetings().0.is_some_and(|first| first <= today)
    }

    /// The last day of its meetings is over; where none of them has a day, the year itself.
    pub fn has_met(&self, today: Day) -> bool {
        self.meetings().1.map_or_else(|| self.is_over(today), |last| last < today)
    }

    /// Its meetings begin on a later day.
    fn is_to_come(&self, today: Day) -> bool {
        self.meetings().0.is_some_and(|first| today < first)
    }
}

/// Where a planning year stands beside the running one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Season {
    Earlier,
    Running,
    /// After the running one, and its meetings have begun, too.
    Later,
    /// After the running one, and its meetings have not begun, or have no day yet.
    Prepared,
}

/// All planning years of a city, the earliest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlanningYears(Vec<PlanningYear>);

impl PlanningYears {
    pub fn new(mut years: Vec<PlanningYear>) -> Self {
        years.sort_by_key(|year| year.plan_year);
        Self(years)
    }

    pub fn all(&self) -> &[PlanningYear] {
        &self.0
    }

    /// For lists to choose from, the latest first.
    pub fn plan_years(&self) -> Vec<u16> {
        self.0.iter().rev().map(|year| year.plan_year).collect()
    }

    pub fn of(&self, plan_year: u16) -> Option<&PlanningYear> {
        self.0.iter().find(|year| year.plan_year == plan_year)
    }

    pub fn find(&self, id: CycleId) -> Option<&PlanningYear> {
        self.0.iter().find(|year| year.id == id)
    }

    /// The one year that stands first where there is room for one: whose meetings are under way; otherwise the latest
    /// whose first day has come, or that has no first day; otherwise the next to come.
    pub fn running(&self, today: Day) -> Option<&PlanningYear> {
        let under_way = |year: &&PlanningYear| match year.meetings() {
            (Some(first), Some(last)) => first <= today && today <= last,
            _ => false,
        };
        self.0.iter().find(under_way).or_else(|| self.0.iter().rev().find(|year| !year.is_to_come(today))).or(self.0.first())
    }

    /// Where a new proposal goes: to the year whose first stage is held; otherwise to the one whose first stage comes
    /// next. Where none is to come, late to the running one, or, when the last day of its meetings is over, to the next
    /// that is prepared. The earlier year goes on with its meetings, its budget and its works.
    pub fn for_writing(&self, today: Day) -> Option<&PlanningYear> {
        let firsts = || self.0.iter().filter_map(|year| Some((year, year.first_stage()?)));
        let held = firsts().filter(|(_, first)| first.is_held_on(today));
        // One without a last day gives way to whatever has been opened since.
        let held = held.min_by_key(|(year, first)| (first.closes_on.is_none(), first.closes_on, Reverse(year.plan_year)));
        let next =
            || firsts().filter(|(_, first)| first.opens_on.is_some_and(|opens| today < opens)).min_by_key(|(_, first)| first.opens_on);
        if let Some((year, _)) = held.or_else(next) {
            return Some(year);
        }
        let running = self.running(today)?;
        let is_over = running.meetings().1.is_some_and(|last| last < today);
        self.0.iter().find(|year| is_over && year.plan_year > running.plan_year).or(Some(running))
    }

    /// Where one of these years stands beside the running one.
    pub fn season(&self, year: &PlanningYear, today: Day) -> Season {
        let running = self.running(today).map(|running| running.plan_year);
        match Some(year.plan_year).cmp(&running) {
            Ordering::Equal => Season::Running,
            Ordering::Less => Season::Earlier,
            Ordering::Greater if year.has_begun(today) => Season::Later,
            Ordering::Greater => Season::Prepared,
        }
    }

    pub fn prepared(&self, today: Day) -> Vec<&PlanningYear> {
        self.0.iter().filter(|year| self.season(year, today) == Season::Prepared).collect()
    }

    /// Whether what counts in the meetings of a year may still be set, as far as its days say: earlier ones are
    /// settled.
    pub fn takes_weights(&self, id: CycleId, today: Day) -> bool {
        let running = self.running(today).map(|running| running.plan_year);
        self.find(id).is_some_and(|year| Some(year.plan_year) >= running)
    }

    /// Where a draft goes that was begun for `plan_year` and never sent, and what that year did not take: on to a later
    /// year, once that is written for.
    pub fn moves_on(&self, plan_year: u16, today: Day) -> Option<&PlanningYear> {
        self.for_writing(today).filter(|year| year.plan_year > plan_year)
    }

    /// All that are at work or come next, the running one first and then by year: earlier ones until their works are
    /// finished, later ones as soon as they are prepared.
    pub fn side_by_side(&self, today: Day) -> Vec<&PlanningYear> {
        let running = self.running(today);
        let others = self.0.iter().filter(|year| Some(*year) != running && !year.is_over(today));
        running.into_iter().chain(others).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cycle::StageKind::{Apbd, Finished, Kelurahan, Kota, Rt};
    use uuid::Uuid;

    fn date(text: &str) -> Option<Day> {
        (!text.is_empty()).then(|| text.parse().expect(text))
    }

    /// A year whose RTs meet from `rt.0` to `rt.1` and whose city meets on `kota`.
    fn year(plan_year: u16, rt: (&str, &str), kota: &str) -> PlanningYear {
        let stage = |kind, opens, closes| Stage::new(kind, date(opens), date(closes)).expect("in order");
        let stages = vec![stage(Rt, rt.0, rt.1), stage(Kelurahan, "", ""), stage(Kota, kota, kota), stage(Apbd, "2030-01-01", "")];
        PlanningYear { id: CycleId(Uuid::from_u128(plan_year.into())), plan_year, city: RegionId(Uuid::nil()), stages }
    }

    fn undated(plan_year: u16) -> PlanningYear {
        year(plan_year, ("", ""), "")
    }

    /// Years, today, the running one, the one that is written for, all that are shown.
    type Case = (Vec<PlanningYear>, &'static str, Option<u16>, Option<u16>, Vec<u16>);

    #[test]
    fn a_year_that_is_prepared_takes_new_proposals_and_hides_no_other() {
        let now = || year(2028, ("2026-10-01", "2026-10-31"), "2027-03-31");
        let next = || year(2029, ("2027-09-01", "2027-10-31"), "2028-03-31");
        let early = || year(2029, ("2026-12-01", "2026-12-10"), "2028-03-31");
        let open_ended = |plan_year, first| year(plan_year, (first, ""), "");
        let table: Vec<Case> = vec![
            (vec![], "2026-12-01", None, None, vec![]),
            (vec![now()], "2026-01-01", Some(2028), Some(2028), vec![2028]),
            (vec![next(), now()], "2026-10-31", Some(2028), Some(2028), vec![2028, 2029]),
            (vec![now(), next()], "2026-11-01", Some(2028), Some(2029), vec![2028, 2029]),
            (vec![now(), early()], "2026-12-05", Some(2028), Some(2029), vec![2028, 2029]),
            (vec![now(), early()], "2026-12-15", Some(2028), Some(2028), vec![2028, 2029]),
            (vec![now(), undated(2029)], "2026-12-15", Some(2028), Some(2028), vec![2028, 2029]),
            (vec![now(), undated(2029)], "2027-05-01", Some(2029), Some(2029), vec![2029, 2028]),
            (vec![now()], "2026-12-15", Some(2028), Some(2028), vec![2028]),
            (vec![now(), next()], "2027-05-01", Some(2028), Some(2029), vec![2028, 2029]),
            (vec![now(), next()], "2027-09-01", Some(2029), Some(2029), vec![2029, 2028]),
            (vec![now(), next()], "2029-01-01", Some(2029), Some(2029), vec![2029]),
            (vec![now()], "2030-01-01", Some(2028), Some(2028), vec![2028]),
            (vec![undated(2028), undated(2029)], "2027-05-01", Some(2029), Some(2029), vec![2029, 2028]),
            (vec![open_ended(2028, "2026-10-01"), open_ended(2029, "2027-10-01")], "2027-10-01", Some(2029), Some(2029), vec![2029, 2028]),
        ];
        for (years, today, running, writing, shown) in table {
            let (years, day) = (PlanningYears::new(years), date(today).expect("a day"));
            let of = |year: Option<&PlanningYear>| year.map(|year| year.plan_year);
            assert_eq!((of(years.running(day)), of(years.for_writing(day))), (running, writing), "{today} {years:?}");
            let side_by_side: Vec<u16> = years.side_by_side(day).iter().map(|year| year.plan_year).collect();
            assert_eq!(side_by_side, shown, "{today} {years:?}");
        }
    }

    #[test]
    fn weights_are_set_for_the_running_year_and_those_to_come() {
        let years = PlanningYears::new(vec![
            year(2027, ("2025-10-01", "2025-10-31"), "2026-03-31"),
            year(2028, ("2026-10-01", "2026-10-31"), "2027-03-31"),
            undated(2029),
        ]);
        let today = "2026-10-05".parse().expect("a day");
        let open: Vec<u16> = years.all().iter().filter(|year| years.takes_weights(year.id, today)).map(|year| year.plan_year).collect();
        assert_eq!(open, [2028, 2029]);
        assert!(!years.takes_weights(CycleId(Uuid::nil()), today));
    }

    #[test]
    fn a_draft_moves_on_when_the_first_stage_of_its_year_has_ended() {
        let years = PlanningYears::new(vec![
            year(2028, ("2026-10-01", "2026-10-31"), "2027-03-31"),
            year(2029, ("2027-09-01", "2027-10-31"), "2028-03-31"),
        ]);
        let to = |plan_year, today| years.moves_on(plan_year, date(today).expect("a day")).map(|year| year.plan_year);
        assert_eq!((to(2028, "2026-10-31"), to(2028, "2026-11-01"), to(2029, "2026-10-15")), (None, Some(2029), None));
    }

    #[test]
    fn a_year_is_prepared_until_its_first_meeting_whether_it_has_a_day_or_not() {
        let now = || year(2028, ("2026-10-01", "2026-10-31"), "2027-03-31");
        let prepared = |years: Vec<PlanningYear>, today| {
            let years = PlanningYears::new(years);
            years.prepared(date(today).expect("a day")).iter().map(|year| year.plan_year).collect::<Vec<_>>()
        };
        assert_eq!(prepared(vec![now(), undated(2029), undated(2027)], "2026-12-01"), [2029]);
        let next = || year(2029, ("2027-02-01", "2027-02-28"), "2028-03-31");
        assert_eq!((prepared(vec![now(), next()], "2027-01-31"), prepared(vec![now(), next()], "2027-02-01")), (vec![2029], vec![]));
        assert!(prepared(vec![], "2027-01-31").is_empty());
    }

    #[test]
    fn a_year_stands_before_or_after_the_one_whose_meetings_are_under_way() {
        let now = year(2028, ("2026-10-01", "2026-10-31"), "2027-03-31");
        let next = year(2029, ("2027-02-01", "2027-02-28"), "2028-03-31");
        let years = PlanningYears::new(vec![undated(2027), now, next, undated(2030)]);
        let seasons = |today| years.all().iter().map(|year| years.season(year, date(today).expect("a day"))).collect::<Vec<_>>();
        assert_eq!(seasons("2027-01-31"), [Season::Earlier, Season::Running, Season::Prepared, Season::Prepared]);
        assert_eq!(seasons("2027-02-01"), [Season::Earlier, Season::Running, Season::Later, Season::Prepared]);
        assert_eq!(seasons("2027-04-01"), [Season::Earlier, Season::Earlier, Season::Running, Season::Prepared]);
    }

    #[test]
    fn a_year_is_over_with_its_last_stage_or_with_its_works() {
        let finished = |closes| PlanningYear { stages: vec![Stage::new(Finished, None, date(closes)).expect("in order")], ..undated(2028) };
        let over = |year: &PlanningYear, today| year.is_over(date(today).expect("a day"));
        assert_eq!((over(&undated(2028), "2028-12-31"), over(&undated(2028), "2029-01-01")), (false, true));
        assert_eq!((over(&finished("2029-03-31"), "2029-03-31"), over(&finished("2029-03-31"), "2029-04-01")), (false, true));
    }
}
