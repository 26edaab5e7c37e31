//! A place at every level: what is open, decided and announced there, its meeting and its money, whom to ask, and what
//! lies below it.

mod below;
mod side;

use crate::{
    components::{
        crumbs::{Crumbs, of_regions, region_name},
        decisions::{Announcements, Decisions},
        icon::Icon,
        map::PlaceMap,
        plans::PlanCards,
        proposal_list::{ProposalItems, StatusChips},
        years::YearLinks,
    },
    context::page_context,
    format,
    http::{PageError, Web},
    links,
    page::{Page, load, part},
    query,
    shell::Head,
};
use below::{Below, Inside};
use domain::{clock::Day, region::RegionCode};
use leptos::prelude::*;
use services::{
    ledger::{Announced, LatestDecision},
    queries::{
        place_page::{self, PlacePage, PlaceYear},
        region_page::{self, RegionPage},
    },
    store::plans::list::ListedPlan,
};
use side::{MeetingCard, Offices, Stages};

/// `/wilayah/:code`
#[component]
pub fn OneRegion() -> impl IntoView {
    let region = load(async |web: Web| {
        let code = RegionCode::parse(&part::<String>("code")?).map_err(|_| PageError::NotFound)?;
        let page = region_page::region_page(&web.services, &code).await?.ok_or(PageError::NotFound)?;
        let wanted = web.filter("tahun", query::year);
        let place = place_page::place_page(&web.services, &page.region, wanted).await?;
        if let Some(year) = wanted.filter(|year| !place.years.contains(year)) {
            web.query.note_unknown("tahun", &year.to_string());
        }
        Ok((Head::new(page.region.name.clone()), (page, place)))
    });
    view! { <Page of=region let:shown><RegionView page=shown.0 place=shown.1/></Page> }
}

#[component]
fn RegionView(page: RegionPage, place: PlacePage) -> impl IntoView {
    let today = page_context().today();
    let RegionPage { path, region, children } = page;
    let PlacePage { plans, announced, decided, points, roles, year, years } = place;
    let above = of_regions(&path[..path.len().saturating_sub(1)]);
    let code = region.code.clone();
    let plan_year = year.as_ref().map(|year| year.year.plan_year);
    let (below, meetings) = year.as_ref().map(|year| (year.below.clone(), year.meetings_below.clone())).unwrap_or_default();
    view! {
        {(!above.is_empty()).then(|| view! { <Crumbs steps=above/> })}
        <div class="page-head page-head--faced">
            <h1>{region_name(&region)}</h1>
            <p class="soft">{t!("region.code", code = region.code)}
                {(region.households > 0).then(|| view! { " · " {t!("region.households", count = format::count(region.households))} })}</p>
            <MyRt code=region.code.clone()/>
            <Inside region=region.clone() children=children.clone()/>
            <PlaceMap around=points place=region_name(&region)/>
        </div>
        <div class="two-col">
            <div class="stack-l">
                <Plans plans today code=code.clone()/>
                {year.clone().map(|year| view! { <Proposals year years code=code.clone()/> })}
                <Lately decided announced/>
            </div>
            <div class="stack side">
                {year.clone().and_then(|year| year.meeting).map(|meeting| view! { <MeetingCard meeting/> })}
                {year.map(|year| view! { <Stages year=year.year today/> })}
                <Offices region=region.clone() roles/>
            </div>
        </div>
        {(!children.is_empty()).then(|| view! { <Below region children below meetings plan_year today/> })}
    }
}

/// The reader's own RT, where this place holds it.
#[component]
fn MyRt(code: RegionCode) -> impl IntoView {
    let home = page_context().actor.signed_in().and_then(|signed| signed.home.clone());
    home.filter(|home| *home != code && code.contains(home)).map(|home| {
        let number = home.rt_number().unwrap_or_default();
        view! { <a class="btn btn--small btn--plain" href=links::region(&home)><Icon name="map-pin"/>{t!("region.my_rt", number = number)}</a> }
    })
}

#[component]
fn Plans(plans: Vec<ListedPlan>, today: Day, code: RegionCode) -> impl IntoView {
    let is_empty = plans.is_empty();
    view! {
        <section class="stack">
            <h2>{t!("plans.here")}</h2>
            {if is_empty {
                view! { <p class="empty">{t!("plans.none_here")}</p> }.into_any()
            } else {
                view! {
                    <PlanCards plans today brief=true/>
                    <p><a href=format!("{}?wilayah={code}", links::PLANS)>{t!("plans.all_here")}</a></p>
                }.into_any()
            }}
        </section>
    }
    .into_any()
}

/// How many there are in each status, and the most supported; teaches where there are none.
#[component]
fn Proposals(year: PlaceYear, years: Vec<u16>, code: RegionCode) -> impl IntoView {
    let PlaceYear { year, figures, top, pipelines, .. } = year;
    let (all, here) = (links::proposals_of(code.as_str(), year.plan_year), links::region(&code));
    let words = t!(
        "region.proposal_figures",
        count = format::count(figures.proposals()),
        asked = figures.asked,
        supports = format::count(figures.supports)
    );
    view! {
        <section class="stack">
            <h2>{t!("proposals.of_region", year = year.plan_year)}</h2>
            <YearLinks years shown=Some(year.plan_year) href=move |year| format!("{here}?tahun={year}")/>
            {if top.is_empty() {
                view! {
                    <div class="empty"><p>{t!("proposals.region_empty")}</p>
                        <p><a class="btn btn--small" href=links::NEW_PROPOSAL>{t!("proposals.new")}</a></p></div>
                }.into_any()
            } else {
                view! {
                    <p>{words}</p>
                    <StatusChips by_status=figures.by_status.clone() all=all.clone()/>
                    <h3>{t!("region.most_supported")}</h3>
                    <ProposalItems lines=top pipelines/>
                    <p class="cluster">
                        <a href=all>{t!("proposals.all_of_region", count = format::count(figures.proposals()))}</a>
                        <a class="btn btn--small btn--plain" href=links::NEW_PROPOSAL><Icon name="plus"/>{t!("proposals.new")}</a>
                    </p>
                }.into_any()
            }}
        </section>
    }
    .into_any()
}

#[component]
fn Lately(decided: Vec<LatestDecision>, announced: Vec<Announced>) -> impl IntoView {
    let has_decisions = !decided.is_empty();
    view! {
        <section class="stack">
            <h2>{t!("region.decided")}</h2>
            {if has_decisions {
                view! { <Decisions decided/> }.into_any()
            } else {
                view! { <p class="empty">{t!("home.decided_none")}</p> }.into_any()
            }}
        </section>
        {(!announced.is_empty()).then(|| view! {
            <section class="stack"><h2>{t!("home.announced")}</h2><Announcements announced/></section>
        })}
    }
    .into_any()
}
