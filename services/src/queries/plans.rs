//! Plans as pages show them: the public list, one plan with everything under it, and what an agency has to do.

use super::{
    comments::{self, CommentList},
    points::points_in,
};
use crate::{
    Failure, Services,
    households::affected_households,
    ledger::{self, RecordedPlanEvent},
    store::{
        Tx,
        agencies::{self, Agency},
        photos::{self, Photo},
        plans::{
            self, Plan,
            list::{self, Filter, ListedPlan},
            stances::{self, TakenStance},
        },
        regions,
    },
    text,
};
use domain::{
    account::{Actor, Role},
    clock::{Day, Instant, is_plausible},
    comment::{CommentKind, Subject},
    ids::{AgencyId, CommentId, PlanId},
    permission::{may_answer, may_manage_plan, plans_for},
    pin::Pin,
    plan::{PlanEventKind, PlanStatus},
    refusal::Refusal,
    region::{Region, RegionCode},
};

/// Plans of one page.
const PAGE: usize = 20;
/// Plans where only a few are shown.
const FEW: i64 = 4;

/// The order of the public list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Newest,
    /// Only what takes answers.
    ClosingSoon,
}

/// What the address of the list asks for; any agency that nobody knows narrows nothing.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub status: Option<PlanStatus>,
    /// Code of an agency.
    pub agency: String,
    /// Code of a region; where there is none of that code, nothing is found.
    pub region: String,
    pub plan_year: Option<u16>,
    pub words: String,
    pub sort: Sort,
    /// What [`PlanList::next`] said.
    pub after: String,
}

/// One page of the public list, with what its filters offer.
#[derive(Clone, Debug)]
pub struct PlanList {
    pub plans: Vec<ListedPlan>,
    pub next: Option<String>,
    pub agencies: Vec<Agency>,
    pub years: Vec<i64>,
    pub region: Option<Region>,
}

pub async fn plan_list(services: &Services, wanted: &Wanted) -> Result<PlanList, Failure> {
    let mut tx = services.database.read().await?;
    let agencies = agencies::all(&mut tx).await?;
    let region = regions::find_by_text(&mut tx, &wanted.region, services.today()).await?;
    let years = list::years(&mut tx).await?;
    if region.is_none() && !wanted.region.is_empty() {
        return Ok(PlanList { plans: Vec::new(), next: None, agencies, years, region });
    }
    let filter = Filter {
        status: wanted.status,
        agency: agencies.iter().find(|agency| agency.code == wanted.agency).map(Agency::id),
        region: region.as_ref().map(|region| region.code.clone()),
        plan_year: wanted.plan_year,
        words: text::pattern(&wanted.words),
    };
    let limit = i64::try_from(PAGE).unwrap_or(i64::MAX) + 1;
    let mut found = match wanted.sort {
        Sort::Newest => list::newest(&mut tx, &filter, after_instant(&wanted.after), limit).await?,
        Sort::ClosingSoon => list::closing_soon(&mut tx, &filter, after_day(&wanted.after), limit).await?,
    };
    let more = found.len() > PAGE;
    found.truncate(PAGE);
    let next = found.last().filter(|_| more).and_then(|last| match wanted.sort {
        Sort::Newest => last.published_at.map(|at| format!("{}~{}", at.timestamp_micros(), last.id)),
        Sort::ClosingSoon => last.closes_on.map(|day| format!("{day}~{}", last.id)),
    });
    Ok(PlanList { plans: found, next, agencies, years, region })
}

fn after_day(after: &str) -> Option<(Day, PlanId)> {
    let (day, id) = after.split_once('~')?;
    Some((day.parse().ok().filter(is_plausible::<Day>)?, id.parse().ok()?))
}

/// Whether a text of an address is a place in the list.
pub fn is_place(sort: Sort, after: &str) -> bool {
    match sort {
        Sort::Newest => after_instant(after).is_some(),
        Sort::ClosingSoon => after_day(after).is_some(),
    }
}

fn after_instant(after: &str) -> Option<(Instant, PlanId)> {
    let (micros, id) = after.split_once('~')?;
    Some((chrono::DateTime::from_timestamp_micros(micros.parse().ok()?).filter(is_plausible)?, id.parse().ok()?))
}

/// A few plans that affect a region: those that take answers, the most urgent first, then the newest of the others.
pub(super) async fn plans_here(tx: &mut Tx, region: &RegionCode) -> Result<Vec<ListedPlan>, Failure> {
    let filter = Filter { region: Some(region.clone()), ..Filter::default() };
    let mut here = list::closing_soon(tx, &filter, None, FEW).await?;
    let newest = list::newest(tx, &filter, None, FEW).await?;
    here.extend(newest.into_iter().filter(|plan| plan.status != PlanStatus::Published));
    here.truncate(usize::try_from(FEW).unwrap_or(usize::MAX));
    Ok(here)
}

/// One plan with everything its page shows.
#[derive(Clone, Debug)]
pub struct PlanPage {
    pub plan: Plan,
    pub agency: Agency,
    /// None when the whole city is affected.
    pub regions: Vec<Region>,
    /// Of all affected regions together.
    pub households: u32,
    pub photos: Vec<Photo>,
    /// Where proposals of the affected regions are.
    pub points: Vec<Pin>,
    pub comments: CommentList,
    /// Oldest first.
    pub events: Vec<RecordedPlanEvent>,
    /// The reader's own answer.
    pub mine: Option<TakenStance>,
    pub may_manage: bool,
    /// What this reader may do with it now.
    pub offered: Vec<PlanEventKind>,
    pub may_answer: bool,
}

/// Drafts are there for the people of their agency only.
pub async fn plan_page(
    services: &Services,
    actor: &Actor,
    id: PlanId,
    (kind, before): (Option<CommentKind>, Option<(Instant, CommentId)>),
) -> Result<Option<PlanPage>, Failure> {
    let mut tx = services.database.read().await?;
    let Some(plan) = plans::find(&mut tx, id).await? else { return Ok(None) };
    let may_manage = may_manage_plan(actor, id, plan.agency).is_ok();
    if !plan.is_public() && !may_manage {
        return Ok(None);
    }
    let agency = agencies::find(&mut tx, plan.agency).await?.ok_or_else(|| Failure::inconsistent("plans", "agency_id", plan.agency))?;
    let households = match &plan.evaluation {
        Some(frozen) => frozen.households,
        None => {
            let affected = plans::affected(&mut tx, &plan, services.today()).await?;
            affected_households(&mut tx, &affected, services.today()).await?
        }
    };
    let mine = match actor.id() {
        Some(me) => stances::find(&mut tx, id, me).await?,
        None => None,
    };
    let regions = plans::regions(&mut tx, id).await?;
    let places: Vec<_> = regions.iter().map(|region| (region.level, region.id)).collect();
    let points = points_in(&mut tx, &places).await?;
    Ok(Some(PlanPage {
        regions,
        points,
        households,
        photos: photos::of_subject(&mut tx, Subject::Plan(id)).await?,
        comments: comments::comments(&mut tx, actor, Subject::Plan(id), kind, before).await?,
        events: ledger::plan_journey(&mut tx, id).await?,
        mine,
        may_manage,
        offered: plan.state.offered(actor, (plan.id, plan.agency)),
        may_answer: plan.is_public() && may_answer(actor, Subject::Plan(plan.id), Some(plan.agency), None).is_ok(),
        plan,
        agency,
    }))
}

/// A plan for whoever writes it. To others a draft does not exist, and what is public is not theirs.
pub async fn managed_plan(services: &Services, actor: &Actor, id: PlanId) -> Result<Result<PlanPage, Refusal>, Failure> {
    if actor.signed_in().is_none() {
        return Ok(Err(Refusal::SignInFirst));
    }
    Ok(match plan_page(services, actor, id, (None, None)).await? {
        None => Err(Refusal::NotFound),
        Some(page) if !page.may_manage => Err(Refusal::NotYourOffice),
        Some(page) => Ok(page),
    })
}

/// The agencies for which this actor may write plans, by code; whoever has none writes no plans.
pub async fn agencies_of(services: &Services, actor: &Actor) -> Result<Result<Vec<Agency>, Refusal>, Failure> {
    let mut tx = services.database.read().await?;
    let mut agencies = agencies::all(&mut tx).await?;
    agencies.retain(|agency| plans_for(actor, agency.id()));
    Ok(match actor.signed_in() {
        None => Err(Refusal::SignInFirst),
        Some(_) if agencies.is_empty() => Err(Refusal::NotYourOffice),
        Some(_) => Ok(agencies),
    })
}

/// All unfinished plans of the actor's agencies, what is owed soonest first; a planner's are those of all agencies.
pub async fn our_plans(services: &Services, actor: &Actor) -> Result<Vec<ListedPlan>, Failure> {
    let mut tx = services.database.read().await?;
    if actor.has_role(Role::Planner) {
        return list::of_agency(&mut tx, None).await;
    }
    let mut agencies: Vec<AgencyId> =
        actor.assignments().iter().filter(|held| held.role == Role::AgencyVerifier).filter_map(|held| held.agency).collect();
    agencies.sort_unstable();
    agencies.dedup();
    let mut found = Vec::new();
    for agency in agencies {
        found.extend(list::of_agency(&mut tx, Some(agency)).await?);
    }
    Ok(found)
}
