//! What is open, decided and announced in one place, with its figures, its meeting, its money, and the same in short
//! for everything directly below it.

use super::{
    plans::plans_here,
    points::points_in,
    proposal_list::{Pipelines, pipelines},
};
use crate::{
    Failure, Services, agenda,
    ledger::{self, Announced, LatestDecision},
    store::{
        Tx, assignments, cycles,
        musrenbangs::{self, BoardFilter, BoardRow, Meeting, MeetingMoney},
        plans::list::ListedPlan,
        proposals::{self, Order, PlaceCount, ProposalFilter, ProposalLine},
    },
};
use domain::{
    account::Role,
    cycle::StageKind,
    ids::{CycleId, RegionId},
    money::Rupiah,
    pin::Pin,
    proposal::Status,
    region::{Region, RegionLevel},
    years::PlanningYear,
};
use std::collections::BTreeMap;

const TOP: i64 = 5;
const ANNOUNCED: i64 = 3;
const DECIDED: i64 = 5;
/// More than any region has directly below it.
const MOST_BELOW: i64 = 500;

/// How many proposals a place has, by status, with their cost and support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub by_status: BTreeMap<Status, i64>,
    /// In rupiah; what was merged or withdrawn asks for nothing.
    pub asked: Rupiah,
    /// Without those of merged proposals: they count where these went.
    pub supports: i64,
}

impl Figures {
    pub(super) fn of<'a>(counts: impl IntoIterator<Item = &'a PlaceCount>) -> Self {
        let mut figures = Self::default();
        for count in counts {
            *figures.by_status.entry(count.status).or_default() += count.proposals;
            if count.status.stands_alone() {
                let cost = Rupiah::new(count.cost).unwrap_or(Rupiah::MAX);
                figures.asked = figures.asked.checked_add(cost).unwrap_or(Rupiah::MAX);
                figures.supports += count.supports;
            }
        }
        figures
    }

    pub fn proposals(&self) -> i64 {
        self.by_status.values().sum()
    }
}

/// The meeting of a place with what lies before it and what was announced for it.
#[derive(Clone, Debug)]
pub struct PlaceMeeting {
    pub meeting: Meeting,
    pub money: MeetingMoney,
    pub announced: Option<cycles::Announced>,
}

/// What a place says of a planning year.
#[derive(Clone, Debug)]
pub struct PlaceYear {
    pub year: PlanningYear,
    pub figures: Figures,
    /// By what lies directly below.
    pub below: BTreeMap<RegionId, Figures>,
    /// The most supported.
    pub top: Vec<ProposalLine>,
    pub pipelines: Pipelines,
    pub meeting: Option<PlaceMeeting>,
    /// By code: the meetings of what lies directly below.
    pub meetings_below: Vec<BoardRow>,
}

#[derive(Clone, Debug)]
pub struct PlacePage {
    /// Those that take answers first.
    pub plans: Vec<ListedPlan>,
    pub announced: Vec<Announced>,
    pub decided: Vec<LatestDecision>,
    /// Where proposals are, of all years.
    pub points: Vec<Pin>,
    /// The roles that somebody holds here.
    pub roles: Vec<Role>,
    /// The year asked for, or the running one.
    pub year: Option<PlaceYear>,
    /// All there are to choose from, the latest first.
    pub years: Vec<u16>,
}

/// A year that there is none of shows the running one.
pub async fn place_page(services: &Services, region: &Region, plan_year: Option<u16>) -> Result<PlacePage, Failure> {
    let mut tx = services.database.read().await?;
    let years = cycles::years(&mut tx).await?;
    let year = match plan_year.and_then(|wanted| years.of(wanted)).or_else(|| years.running(services.today())) {
        Some(year) => Some(place_year(&mut tx, year.clone(), region).await?),
        None => None,
    };
    Ok(PlacePage {
        plans: plans_here(&mut tx, &region.code).await?,
        announced: ledger::latest_announcements(&mut tx, &region.code, ANNOUNCED).await?,
        decided: ledger::latest_decisions(&mut tx, (region.level, region.id), DECIDED).await?,
        points: points_in(&mut tx, &[(region.level, region.id)]).await?,
        roles: assignments::roles_at(&mut tx, region.id, services.today()).await?,
        year,
        years: years.plan_years(),
    })
}

async fn place_year(tx: &mut Tx, year: PlanningYear, region: &Region) -> Result<PlaceYear, Failure> {
    let counts = proposals::count_by_place(tx, year.id, (region.level, region.id)).await?;
    let mut below: BTreeMap<RegionId, Vec<PlaceCount>> = BTreeMap::new();
    for count in &counts {
        if let Some(id) = count.below {
            below.entry(id).or_default().push(*count);
        }
    }
    let top = top_of(tx, year.id, region).await?;
    let meeting = match musrenbangs::of_region(tx, year.id, StageKind::of(region.level), region.id).await? {
        Some(meeting) => {
            Some(PlaceMeeting { money: money(tx, &meeting).await?, announced: agenda::ceiling_of(tx, &meeting).await?, meeting })
        }
        None => None,
    };
    let meetings_below = match stage_below(region.level) {
        Some(stage) => {
            let filter = BoardFilter { stage: Some(stage), within: Some(region.code.to_string()), ..BoardFilter::default() };
            musrenbangs::board(tx, year.id, &filter, MOST_BELOW).await?
        }
        None => Vec::new(),
    };
    Ok(PlaceYear {
        figures: Figures::of(&counts),
        below: below.into_iter().map(|(id, counts)| (id, Figures::of(&counts))).collect(),
        pipelines: pipelines(tx, &top).await?,
        top,
        meeting,
        meetings_below,
        year,
    })
}

/// The most supported proposals of a place in a year.
pub(super) async fn top_of(tx: &mut Tx, cycle: CycleId, region: &Region) -> Result<Vec<ProposalLine>, Failure> {
    let filter = ProposalFilter { region: Some((region.level, region.id)), cycle: Some(cycle), ..ProposalFilter::default() };
    proposals::search(tx, &filter, Order::MostSupported(None), TOP).await
}

fn stage_below(level: RegionLevel) -> Option<StageKind> {
    match level {
        RegionLevel::Kota => Some(StageKind::Kecamatan),
        RegionLevel::Kecamatan => Some(StageKind::Kelurahan),
        RegionLevel::Kelurahan | RegionLevel::Rw => Some(StageKind::Rt),
        RegionLevel::Rt => None,
    }
}

/// A closed meeting says what its minutes say.
async fn money(tx: &mut Tx, meeting: &Meeting) -> Result<MeetingMoney, Failure> {
    let minutes = if meeting.status.has_closed() { musrenbangs::latest_minutes(tx, meeting.id).await? } else { None };
    match minutes {
        Some(stored) => {
            MeetingMoney::of(&stored.minutes).map_err(|error| Failure::inconsistent("minutes", "content", format!("{error:?}")))
        }
        None => musrenbangs::money(tx, meeting.id).await,
    }
}
