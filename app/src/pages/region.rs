//! A place at every level: the way up, what lies below, what is open, decided and announced there.

use crate::{
    components::{
        crumbs::{Crumbs, of_regions, region_name},
        plans::PlanCards,
        proposal_list::RegionProposalsView,
    },
    format,
    islands::RegionFilter,
    links,
    routes::RouteTable,
    shell::{Head, Islands},
    web::{PageError, PageResult, Web, go},
};
use axum::extract::Path;
use domain::{
    clock::Day,
    region::{RegionCode, RegionLevel},
};
use leptos::prelude::*;
use services::queries::{
    plans,
    proposal_list::{self, RegionProposals},
    region_page::{self, RegionPage},
};
use services::store::plans::list::ListedPlan;

/// A list this long gets a filter.
const FILTER_FROM: usize = 10;
/// The others are one link away.
const PLANS_SHOWN: i64 = 3;

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::REGIONS, first_city).get("/wilayah/{code}", show)
}

/// With one city there is nothing to choose.
async fn first_city(web: Web) -> PageResult {
    let cities = region_page::of_level(&web.services, RegionLevel::Kota).await?;
    Ok(go(&cities.first().map_or_else(|| links::HOME.to_owned(), |city| links::region(&city.code))))
}

async fn show(web: Web, Path(code): Path<String>) -> PageResult {
    let code = RegionCode::parse(&code).map_err(|_| PageError::NotFound)?;
    let page = region_page::region_page(&web.services, &code).await?.ok_or(PageError::NotFound)?;
    let proposals = proposal_list::region_proposals(&web.services, &page.region).await?;
    let plans = plans::newest_plans(&web.services, Some(&page.region.code), PLANS_SHOWN).await?;
    let (today, head) = (web.services.today(), Head::new(page.region.name.clone()));
    Ok(web.page(head, move || view! { <RegionView page=page.clone() proposals=proposals.clone() plans=plans.clone() today/> }).await)
}

#[component]
fn RegionView(page: RegionPage, proposals: RegionProposals, plans: Vec<ListedPlan>, today: Day) -> impl IntoView {
    let RegionPage { path, region, children } = page;
    let above = &path[..path.len().saturating_sub(1)];
    let has_filter = children.len() >= FILTER_FROM;
    view! {
        {(!above.is_empty()).then(|| view! { <Crumbs steps=of_regions(above)/> })}
        <div class="page-head">
            <h1>{region_name(&region)}</h1>
            <p class="soft">{t!("region.code", code = region.code)}
                {(region.households > 0).then(|| view! { " · " {t!("region.households", count = format::count(region.households))} })}</p>
        </div>
        {(!children.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{crate::text::t_code("region.below", region.level.code())}</h2>
                {has_filter.then(|| view! { <RegionFilter label=t!("region.filter") none=t!("region.filter_none")/> })}
                <ul class="list" data-filter="">
                    {children.iter().map(|child| view! {
                        <li><h3><a href=links::region(&child.code)>{region_name(child)}</a></h3>
                            {(child.households > 0).then(|| view! { <span class="small soft">{t!("region.households", count = format::count(child.households))}</span> })}</li>
                    }).collect_view()}
                </ul>
            </section>
        })}
        <RegionPlans plans today code=region.code.clone()/>
        <RegionProposalsView of=proposals code=region.code.clone()/>
        {has_filter.then(|| view! { <Islands/> })}
    }
}

/// The newest plans that affect a place.
#[component]
fn RegionPlans(plans: Vec<ListedPlan>, today: Day, code: RegionCode) -> impl IntoView {
    let is_empty = plans.is_empty();
    view! {
        <section class="stack">
            <h2>{t!("plans.here")}</h2>
            {if is_empty {
                view! { <p class="empty">{t!("plans.none_here")}</p> }.into_any()
            } else {
                view! {
                    <PlanCards plans today/>
                    <p><a href=format!("{}?wilayah={code}", links::PLANS)>{t!("plans.all_here")}</a></p>
                }.into_any()
            }}
        </section>
    }
    .into_any()
}
