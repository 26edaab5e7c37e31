//! What a plan says about itself: on its page and in its preview.

use crate::{
    components::{comments::Paragraphs, crumbs::region_name, map::PlaceMap, photos::PhotoGrid},
    format, links,
    text::t_code,
};
use domain::{plan::PlanDraft, region::Region};
use leptos::prelude::*;
use services::{queries::plans::PlanPage, store::photos::Photo};

#[component]
pub fn Content(page: PlanPage) -> impl IntoView {
    let PlanPage { plan, agency, regions, households, photos, points, .. } = page;
    let place = regions.iter().map(region_name).collect::<Vec<_>>().join(", ");
    view! {
        <Sections content=plan.content agency=agency.name regions households photos/>
        <PlaceMap around=points place/>
    }
    .into_any()
}

#[component]
fn Sections(content: PlanDraft, agency: String, regions: Vec<Region>, households: u32, photos: Vec<Photo>) -> impl IntoView {
    let missing = || t!("plan.missing");
    let or_missing = |text: &str| if text.is_empty() { missing() } else { text.to_owned() };
    let budget = content.budget.map_or_else(missing, |budget| budget.to_string());
    let source = content.source.map_or_else(missing, |source| t_code("funding_source", source.code()));
    let location = content.location.clone();
    view! {
        <PhotoGrid photos/>
        <section class="stack"><h2>{t!("plan_form.problem")}</h2><Paragraphs text=or_missing(&content.problem)/></section>
        <section class="stack">
            <h2>{t!("plan_form.expected_result")}</h2>
            <Paragraphs text=or_missing(&content.expected_result)/>
            <p class="measure"><strong>{t!("plan.measured_by")}</strong> " " {or_missing(&content.indicator)}</p>
        </section>
        {(!content.body.is_empty()).then(|| view! { <section class="stack"><h2>{t!("plan.description")}</h2><Paragraphs text=content.body.clone()/></section> })}
        <section class="stack">
            <h2>{t!("plan.facts")}</h2>
            <dl class="facts">
                <dt>{t!("plan_form.agency")}</dt><dd>{agency}</dd>
                <dt>{t!("plan_form.plan_year")}</dt><dd>{content.plan_year.map_or_else(missing, |year| year.to_string())}</dd>
                <dt>{t!("plan.budget")}</dt><dd>{budget} " " <span class="small soft">{source}</span></dd>
                {(!location.is_empty()).then(|| view! { <dt>{t!("plan_form.location")}</dt><dd>{location.clone()}</dd> })}
                <dt>{t!("plan.affected")}</dt>
                <dd><Affected regions city_wide=content.city_wide/>
                    {(households > 0).then(|| view! { " " <span class="small soft">{t!("plan.households", count = format::count(i64::from(households)))}</span> })}</dd>
            </dl>
        </section>
    }
    .into_any()
}

/// The regions as links: the list in place of a map.
#[component]
fn Affected(regions: Vec<Region>, city_wide: bool) -> impl IntoView {
    if city_wide {
        return view! { <a href=links::REGIONS>{t!("plans.whole_city")}</a> }.into_any();
    }
    if regions.is_empty() {
        return view! { <span>{t!("plan.missing")}</span> }.into_any();
    }
    let last = regions.len() - 1;
    regions
        .into_iter()
        .enumerate()
        .map(|(index, region)| {
            let comma = if index < last { ", " } else { "" };
            view! { <a href=links::region(&region.code)>{region_name(&region)}</a>{comma} }
        })
        .collect_view()
        .into_any()
}
