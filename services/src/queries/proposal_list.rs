//! Lists of proposals: the public one with its filters, one person's own.

pub use crate::hot::FilterChoices;

use crate::{
    Failure, Services,
    store::{
        Tx, agencies, cycles,
        proposals::{self, DraftLine, Order, ProposalFilter, ProposalLine},
        regions,
    },
    text,
};
use domain::{
    account::Actor,
    catalogue::Field,
    clock::{Day, Instant},
    cycle::{Pipeline, StageKind},
    ids::{AccountId, CycleId, ProposalId, RegionId},
    permission::{MayActAsSelf, may_act_as_self},
    proposal::{Draft, Status},
    region::{Region, RegionLevel},
};
use std::{
    collections::{BTreeMap, btree_map::Entry},
    sync::Arc,
};

/// Rows of one page.
const PAGE: usize = 20;
const MOST_OWN: i64 = 200;
const MOST_DISCARDED: i64 = 5;

/// Where the next page begins: the value it is ordered by, and the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    Newest(Instant, ProposalId),
    MostSupported(i64, ProposalId),
}

/// What a reader asks for, as read from the address; what cannot be read there narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub words: String,
    /// Code of the region.
    pub region: String,
    pub stage: Option<StageKind>,
    pub status: Option<Status>,
    pub field: Option<Field>,
    /// Code of the agency.
    pub agency: String,
    pub plan_year: Option<u16>,
    pub most_supported: bool,
    pub after: Option<After>,
}

/// The pipelines of the cycles on a page, for the journey bars.
pub type Pipelines = BTreeMap<CycleId, Pipeline>;

/// One page of the public list.
#[derive(Clone, Debug)]
pub struct ProposalList {
    pub lines: Vec<ProposalLine>,
    pub total: i64,
    pub next: Option<After>,
    pub pipelines: Pipelines,
    pub updated_at: Instant,
    /// The region asked for, if there is one of that code.
    pub region: Option<Region>,
}

pub async fn proposal_list(services: &Services, wanted: &Wanted) -> Result<ProposalList, Failure> {
    let mut tx = services.database.read().await?;
    let updated_at = services.clock.now();
    let region = regions::find_by_text(&mut tx, &wanted.region, services.today()).await?;
    let Some(filter) = filter(&mut tx, wanted, region.as_ref()).await? else {
        return Ok(ProposalList { lines: Vec::new(), total: 0, next: None, pipelines: Pipelines::new(), updated_at, region });
    };
    let order = match (wanted.most_supported, wanted.after) {
        (true, Some(After::MostSupported(rate, id))) => Order::MostSupported(Some((rate, id))),
        (true, _) => Order::MostSupported(None),
        (false, Some(After::Newest(at, id))) => Order::Newest(Some((at, id))),
        (false, _) => Order::Newest(None),
    };
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut lines = proposals::search(&mut tx, &filter, order, limit).await?;
    let more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines.last().filter(|_| more).map(|last| match order {
        Order::Newest(_) => After::Newest(last.submitted_at, last.id),
        Order::MostSupported(_) => After::MostSupported(last.support_rate, last.id),
    });
    let is_whole = next.is_none() && matches!(order, Order::Newest(None) | Order::MostSupported(None));
    let total = if is_whole { i64::try_from(lines.len()).unwrap_or(i64::MAX) } else { proposals::count(&mut tx, &filter).await? };
    let pipelines = pipelines(&mut tx, &lines).await?;
    Ok(ProposalList { lines, total, next, pipelines, updated_at, region })
}

/// None when something is asked for that does not exist, so that nothing can be found.
pub(super) async fn filter(tx: &mut Tx, wanted: &Wanted, region: Option<&Region>) -> Result<Option<ProposalFilter>, Failure> {
    let mut filter = ProposalFilter {
        words: text::words(&wanted.words),
        stage: wanted.stage,
        status: wanted.status,
        field: wanted.field,
        ..ProposalFilter::default()
    };
    if !wanted.region.is_empty() {
        let Some(region) = region else { return Ok(None) };
        filter.region = Some((region.level, region.id));
    }
    if !wanted.agency.is_empty() {
        let Some(agency) = agencies::find_by_code(tx, &wanted.agency).await? else { return Ok(None) };
        filter.agency = Some(agency.id());
    }
    if let Some(year) = wanted.plan_year {
        let Some(cycle) = cycles::of_year(tx, year).await? else { return Ok(None) };
        filter.cycle = Some(cycle.id);
    }
    Ok(Some(filter))
}

pub(super) async fn pipelines(tx: &mut Tx, lines: &[ProposalLine]) -> Result<Pipelines, Failure> {
    let mut pipelines = Pipelines::new();
    for line in lines {
        if let Entry::Vacant(place) = pipelines.entry(line.cycle) {
            place.insert(cycles::pipeline(tx, line.cycle).await?);
        }
    }
    Ok(pipelines)
}

/// Whether the region asked for is one of the city, or none was asked for.
pub async fn knows_region(services: &Services, wanted: &Wanted) -> Result<bool, Failure> {
    if wanted.region.is_empty() {
        return Ok(true);
    }
    let mut tx = services.database.read().await?;
    Ok(regions::find_by_text(&mut tx, &wanted.region, services.today()).await?.is_some())
}

pub async fn filter_choices(services: &Services) -> Result<Arc<FilterChoices>, Failure> {
    let stand = services.stand().await;
    if let Some(choices) = services.hot_choices.0.at(stand) {
        return Ok(choices);
    }
    let choices = Arc::new(read_choices(services, services.today()).await?);
    let _ = services.hot_choices.0.know(stand, &choices);
    Ok(choices)
}

async fn read_choices(services: &Services, today: Day) -> Result<FilterChoices, Failure> {
    let mut tx = services.database.read().await?;
    let kecamatan = regions::of_level(&mut tx, RegionLevel::Kecamatan, today).await?;
    let mut below: BTreeMap<Option<RegionId>, Vec<Region>> = BTreeMap::new();
    for region in regions::of_level(&mut tx, RegionLevel::Kelurahan, today).await? {
        below.entry(region.parent).or_default().push(region);
    }
    let regions = kecamatan.into_iter().map(|above| {
        let below = below.remove(&Some(above.id)).unwrap_or_default();
        (above, below)
    });
    Ok(FilterChoices {
        regions: regions.collect(),
        agencies: agencies::all(&mut tx).await?.into_iter().map(|agency| (agency.code, agency.name)).collect(),
        years: cycles::years(&mut tx).await?.plan_years(),
    })
}

/// One's own: what is to be finished, and what was sent.
#[derive(Clone, Debug)]
pub struct OwnProposals {
    pub drafts: Vec<DraftLine>,
    /// Deleted a moment ago, and to be had back.
    pub discarded: Vec<DraftLine>,
    pub sent: Vec<ProposalLine>,
    pub pipelines: Pipelines,
}

pub async fn own_proposals(services: &Services, permit: &MayActAsSelf) -> Result<OwnProposals, Failure> {
    let me: AccountId = permit.acting().account;
    let mut tx = services.database.read().await?;
    let drafts = drafts_of(&mut tx, me, services.today()).await?;
    let since = services.clock.now() - chrono::Duration::days(Draft::DISCARDED_DAYS);
    let discarded = proposals::discarded_of(&mut tx, me, since, MOST_DISCARDED).await?;
    let sent = proposals::submitted_by(&mut tx, me, MOST_OWN).await?;
    let pipelines = pipelines(&mut tx, &sent).await?;
    Ok(OwnProposals { drafts, discarded, sent, pipelines })
}

/// What the reader has to finish, for the pages on which they may want to go on; nothing for visitors.
pub async fn unfinished(services: &Services, actor: &Actor) -> Result<Vec<DraftLine>, Failure> {
    let Ok(permit) = may_act_as_self(actor) else { return Ok(Vec::new()) };
    let mut tx = services.database.read().await?;
    drafts_of(&mut tx, permit.acting().account, services.today()).await
}

/// What somebody has to finish, each draft with the year that it would be sent for today.
async fn drafts_of(tx: &mut Tx, author: AccountId, today: Day) -> Result<Vec<DraftLine>, Failure> {
    let mut lines = proposals::drafts_of(tx, author, MOST_OWN).await?;
    let years = cycles::years(tx).await?;
    for line in lines.iter_mut().filter(|line| line.status == Status::Draft) {
        if let Some(year) = years.moves_on(line.plan_year, today) {
            line.moved_from = Some(std::mem::replace(&mut line.plan_year, year.plan_year));
        }
    }
    Ok(lines)
}

/// How many proposals are the reader's own.
pub async fn own_count(services: &Services, actor: &Actor) -> Result<i64, Failure> {
    let Ok(permit) = may_act_as_self(actor) else { return Ok(0) };
    let mut tx = services.database.read().await?;
    proposals::count_of_author(&mut tx, permit.acting().account).await
}
