//! The front page: what is open now, what lies near the reader, what was decided lately, how much there is.

use super::{
    inbox,
    place_page::{Figures, Year, current_year, stage_of, top_of},
    plans::plans_here,
    proposal_list::{Pipelines, pipelines},
};
use crate::{
    Failure, Services,
    store::{
        musrenbangs::{self, DatedMeeting, Dates},
        plans::{
            announcements::{Announcement, announcements},
            list::{self, Filter, ListedPlan},
        },
        proposals::{self, Decided, ProposalLine},
        regions,
    },
};
use chrono::Days;
use domain::{
    account::Actor,
    permission::may_act_as_self,
    region::{Region, RegionCode, RegionLevel},
};

const PLANS: i64 = 3;
const MEETINGS: i64 = 5;
const DECIDED: i64 = 4;
const ANNOUNCED: i64 = 2;
const NEAR: usize = 3;
/// Meetings of so many days to come are "coming".
const DAYS_AHEAD: u64 = 14;

/// What the whole city reads.
#[derive(Clone, Debug)]
pub struct HomePage {
    /// Those that close first.
    pub plans: Vec<ListedPlan>,
    pub year: Option<HomeYear>,
}

/// The city in the current planning year.
#[derive(Clone, Debug)]
pub struct HomeYear {
    pub year: Year,
    pub city: Region,
    /// Being held, or in the coming days.
    pub meetings: Vec<DatedMeeting>,
    pub decided: Vec<Decided>,
    pub announced: Vec<Announcement>,
    pub figures: Figures,
    /// Meetings that have closed, of how many.
    pub closed: (u32, u32),
}

pub async fn home_page(services: &Services) -> Result<HomePage, Failure> {
    let today = services.today();
    let mut tx = services.database.read().await?;
    let plans = list::closing_soon(&mut tx, &Filter::default(), None, PLANS).await?;
    let Some(year) = current_year(&mut tx, services.today()).await? else { return Ok(HomePage { plans, year: None }) };
    let city = regions::find(&mut tx, year.city).await?.ok_or_else(|| Failure::inconsistent("cycles", "city_id", year.city))?;
    let soon = Dates { within: None, first: today, last: today.checked_add_days(Days::new(DAYS_AHEAD)).unwrap_or(today) };
    let everywhere = (RegionLevel::Kota, city.id);
    let counts = musrenbangs::counts(&mut tx, year.id, today).await?;
    let closed = counts.iter().filter(|count| count.status.has_closed()).map(|count| count.meetings).sum();
    let year = HomeYear {
        meetings: musrenbangs::open_or_coming(&mut tx, year.id, &soon, MEETINGS).await?,
        decided: proposals::latest_decisions(&mut tx, everywhere, DECIDED).await?,
        announced: announcements(&mut tx, &city.code, ANNOUNCED).await?,
        figures: Figures::of(&proposals::count_by_place(&mut tx, year.id, everywhere).await?),
        closed: (closed, counts.iter().map(|count| count.meetings).sum()),
        city,
        year,
    };
    Ok(HomePage { plans, year: Some(year) })
}

/// What lies near a reader's home.
#[derive(Clone, Debug)]
pub struct Near {
    pub rt: Region,
    pub kelurahan: Region,
    pub plans: Vec<ListedPlan>,
    /// The most supported of the kelurahan.
    pub proposals: Vec<ProposalLine>,
    pub pipelines: Pipelines,
    /// Of the RT, then of the kelurahan.
    pub meetings: Vec<DatedMeeting>,
}

/// None where the code of the home is not in force any more, or before the first planning year.
pub async fn near(services: &Services, home: &RegionCode) -> Result<Option<Near>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(year) = current_year(&mut tx, services.today()).await? else { return Ok(None) };
    let Some(rt) = regions::find_by_code(&mut tx, home, services.today()).await? else { return Ok(None) };
    let path = regions::path(&mut tx, rt.id).await?;
    let Some(kelurahan) = path.into_iter().find(|region| region.level == RegionLevel::Kelurahan) else { return Ok(None) };
    let mut meetings = Vec::new();
    for region in [&rt, &kelurahan] {
        meetings.extend(musrenbangs::dated(&mut tx, year.id, stage_of(region.level), region.id).await?);
    }
    let mut plans = plans_here(&mut tx, &rt.code).await?;
    plans.truncate(NEAR);
    let mut proposals = top_of(&mut tx, year.id, &kelurahan).await?;
    proposals.truncate(NEAR);
    let pipelines = pipelines(&mut tx, &proposals).await?;
    Ok(Some(Near { rt, kelurahan, plans, proposals, pipelines, meetings }))
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
