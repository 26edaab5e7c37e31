//! The front page: what is open now, what lies near the reader, what was decided lately, how much there is.

use super::{
    inbox,
    place_page::{Figures, top_of},
    plans::plans_here,
    points::points_in,
    proposal_list::{Pipelines, pipelines},
};
use crate::{
    Failure, Services,
    ledger::{self, LatestDecision},
    store::{
        cycles,
        musrenbangs::{self, DatedMeeting, Dates},
        plans::list::{self, Filter, ListedPlan},
        proposals::{self, Order, ProposalFilter, ProposalLine},
        regions,
    },
};
use chrono::Days;
use domain::{
    account::Actor,
    cycle::StageKind,
    permission::may_act_as_self,
    pin::Pin,
    proposal::Status,
    region::{Region, RegionCode, RegionLevel},
    years::PlanningYear,
};

const PLANS: i64 = 3;
const MEETINGS: i64 = 3;
const DECIDED: i64 = 3;
const FINISHED: i64 = 4;
const NEAR: usize = 3;
/// Meetings of so many days to come are "coming".
const DAYS_AHEAD: u64 = 14;

/// What the whole city reads.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Those that close first.
    pub plans: Vec<ListedPlan>,
    pub city: Option<HomeCity>,
}

/// A city that has begun.
#[derive(Clone, Debug)]
pub struct HomeCity {
    /// All years at work or to come, the running one first.
    pub years: Vec<HomeYear>,
    /// Being held, or in the coming days, of whatever year.
    pub meetings: Vec<DatedMeeting>,
    pub decided: Vec<LatestDecision>,
    /// Works that were finished last.
    pub finished: Vec<ProposalLine>,
    /// Where proposals are, of all years.
    pub points: Vec<Pin>,
}

/// The city in one planning year.
#[derive(Clone, Debug)]
pub struct HomeYear {
    pub year: PlanningYear,
    /// New proposals are written for it.
    pub takes_proposals: bool,
    pub figures: Figures,
    /// Meetings that have closed, of how many.
    pub closed: (u32, u32),
}

pub async fn home_page(services: &Services) -> Result<HomePage, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let plans = list::closing_soon(&mut tx, &Filter::default(), None, PLANS).await?;
    let years = cycles::years(&mut tx).await?;
    let Some(city) = years.running(today).map(|running| running.city) else { return Ok(HomePage { plans, city: None }) };
    let city = regions::find(&mut tx, city).await?.ok_or_else(|| Failure::inconsistent("cycles", "city_id", city))?;
    let soon = Dates { within: None, first: today, last: today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today) };
    let everywhere = (RegionLevel::Kota, city.id);
    let written_for = years.for_writing(today);
    let mut shown = Vec::new();
    for year in years.side_by_side(today) {
        let counts = musrenbangs::counts(&mut tx, year.id, today).await?;
        let closed = counts.iter().filter(|count| count.status.has_closed()).map(|count| count.meetings).sum();
        shown.push(HomeYear {
            takes_proposals: written_for == Some(year),
            figures: Figures::of(&proposals::count_by_place(&mut tx, year.id, everywhere).await?),
            closed: (closed, counts.iter().map(|count| count.meetings).sum()),
            year: year.clone(),
        });
    }
    let finished = ProposalFilter { status: Some(Status::Finished), ..ProposalFilter::default() };
    let finished = proposals::search(&mut tx, &finished, Order::Newest(None), FINISHED).await?;
    let city = HomeCity {
        years: shown,
        meetings: musrenbangs::open_or_coming(&mut tx, &soon, MEETINGS).await?,
        decided: ledger::latest_decisions(&mut tx, everywhere, DECIDED).await?,
        points: points_in(&mut tx, &[everywhere]).await?,
        finished,
    };
    Ok(HomePage { plans, city: Some(city) })
}

/// What lies near a reader's home.
#[derive(Clone, Debug)]
pub struct Near {
    pub rt: Region,
    pub kelurahan: Region,
    pub plans: Vec<ListedPlan>,
    /// The most supported of the kelurahan, of all years that run.
    pub proposals: Vec<ProposalLine>,
    pub pipelines: Pipelines,
    /// Of the RT, then of the kelurahan, year by year.
    pub meetings: Vec<DatedMeeting>,
    /// Where proposals of the kelurahan are.
    pub points: Vec<Pin>,
}

/// None where the code of the home is not in force any more, or before the first planning year.
pub async fn near(services: &Services, home: &RegionCode) -> Result<Option<Near>, Failure> {
    let mut tx = services.database.read().await?;
    let years = cycles::years(&mut tx).await?;
    let Some(running) = years.running(services.today()) else { return Ok(None) };
    let Some(rt) = regions::find_by_code(&mut tx, home, services.today()).await? else { return Ok(None) };
    let path = regions::path(&mut tx, rt.id).await?;
    let Some(kelurahan) = path.into_iter().find(|region| region.level == RegionLevel::Kelurahan) else { return Ok(None) };
    let (mut meetings, mut proposals) = (Vec::new(), Vec::new());
    for year in years.side_by_side(services.today()) {
        proposals.extend(top_of(&mut tx, year.id, &kelurahan).await?);
        for region in [&rt, &kelurahan] {
            let meeting = musrenbangs::dated(&mut tx, year.id, StageKind::of(region.level), region.id).await?;
            // Of other years, what still has its day.
            meetings.extend(meeting.filter(|meeting| year == running || (meeting.scheduled_on.is_some() && !meeting.status.has_closed())));
        }
    }
    let mut plans = plans_here(&mut tx, &rt.code).await?;
    plans.truncate(NEAR);
    proposals.sort_by_key(|line| std::cmp::Reverse(line.support_rate));
    proposals.truncate(NEAR);
    let pipelines = pipelines(&mut tx, &proposals).await?;
    let points = points_in(&mut tx, &[(kelurahan.level, kelurahan.id)]).await?;
    Ok(Some(Near { rt, kelurahan, plans, proposals, pipelines, meetings, points }))
}

/// How much waits for an official, and how much of it is overdue; none for people without an office.
pub async fn waiting(services: &Services, actor: &Actor) -> Result<Option<(usize, usize)>, Failure> {
    let Ok(permit) = may_act_as_self(actor) else { return Ok(None) };
    if actor.assignments().is_empty() {
        return Ok(None);
    }
    let (now, city, inbox) = (services.clock.now(), services.city(), inbox::inbox(services, actor, &permit).await?);
    Ok(Some((inbox.waiting.len(), inbox.waiting.iter().filter(|item| item.is_overdue(&city, now)).count())))
}
