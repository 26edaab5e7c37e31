//! The calendar of the city: the stages of its planning years with how far their meetings are, and one month day by
//! day.

use super::meeting_board::{StageColumn, column};
use crate::{
    Failure, Services,
    store::{
        cycles,
        musrenbangs::{self, DatedMeeting, Dates},
        plans::list::{self, ListedPlan},
        regions,
    },
};
use chrono::{Datelike, Days, Months};
use domain::{
    clock::Day,
    region::{Region, RegionLevel},
};

/// Meetings of one page; a city of 700 RTs holds more than that in a month, and narrows by kecamatan.
const MOST: usize = 200;
/// More plans than any city asks about in one month.
const MOST_PLANS: i64 = 100;

/// What a reader asks for.
#[derive(Clone, Debug, Default)]
pub struct CalendarWanted {
    /// Any day of the month; this month otherwise.
    pub month: Option<Day>,
    /// Code of a region.
    pub region: String,
    /// All years otherwise.
    pub plan_year: Option<u16>,
}

/// A planning year with its stages.
#[derive(Clone, Debug)]
pub struct CalendarYear {
    pub plan_year: u16,
    pub stages: Vec<StageColumn>,
}

#[derive(Clone, Debug)]
pub struct CalendarPage {
    /// The year asked for; all at work or to come, the running one first, where none was.
    pub years: Vec<CalendarYear>,
    pub plan_year: Option<u16>,
    /// All there are to choose from, the latest first.
    pub choices: Vec<u16>,
    /// The first day of the month shown.
    pub month: Day,
    pub meetings: Vec<DatedMeeting>,
    /// There are more meetings than are shown.
    pub more: bool,
    /// Plans whose answers end in this month.
    pub closing: Vec<ListedPlan>,
    /// The region asked for, if there is one of that code; otherwise nothing happens in it.
    pub region: Option<Region>,
    pub kecamatan: Vec<Region>,
}

/// None in a city that has not begun.
pub async fn calendar_page(services: &Services, wanted: &CalendarWanted) -> Result<Option<CalendarPage>, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let known = cycles::years(&mut tx).await?;
    let asked = wanted.plan_year.and_then(|plan_year| known.of(plan_year));
    let shown = asked.map_or_else(|| known.side_by_side(today), |asked| vec![asked]);
    if shown.is_empty() {
        return Ok(None);
    }
    let mut years = Vec::new();
    for year in shown {
        let counts = musrenbangs::counts(&mut tx, year.id, today).await?;
        let stages = year.stages.iter().map(|stage| column(*stage, &counts, today)).collect();
        years.push(CalendarYear { plan_year: year.plan_year, stages });
    }
    let (month, last) = month_of(wanted.month.unwrap_or(today));
    let region = regions::find_by_text(&mut tx, &wanted.region, today).await?;
    let within = region.as_ref().map(|region| region.code.clone());
    let dates = Dates { within: within.as_ref().map(ToString::to_string), first: month, last };
    let (mut meetings, mut closing) = (Vec::new(), Vec::new());
    if region.is_some() || wanted.region.is_empty() {
        meetings =
            musrenbangs::on_calendar(&mut tx, asked.map(|year| year.id), &dates, i64::try_from(MOST).unwrap_or(i64::MAX) + 1).await?;
        closing = list::closing_between(&mut tx, within.as_ref(), (month, last), MOST_PLANS).await?;
    }
    let more = meetings.len() > MOST;
    meetings.truncate(MOST);
    Ok(Some(CalendarPage {
        years,
        plan_year: asked.map(|year| year.plan_year),
        choices: known.plan_years(),
        month,
        meetings,
        more,
        closing,
        region,
        kecamatan: regions::of_level(&mut tx, RegionLevel::Kecamatan, today).await?,
    }))
}

/// The first and the last day of a day's month.
fn month_of(day: Day) -> (Day, Day) {
    let first = day.with_day(1).unwrap_or(day);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(first);
    (first, next.checked_sub_days(Days::new(1)).unwrap_or(first))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_ends_on_its_last_day() {
        let table = [
            ("2027-01-20", "2027-01-01", "2027-01-31"),
            ("2028-02-29", "2028-02-01", "2028-02-29"),
            ("2027-12-01", "2027-12-01", "2027-12-31"),
        ];
        for (day, first, last) in table {
            let read = |text: &str| text.parse::<Day>().expect(text);
            assert_eq!(month_of(read(day)), (read(first), read(last)), "{day}");
        }
    }
}
