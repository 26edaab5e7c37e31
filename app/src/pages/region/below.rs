//! What lies directly below a place: a table with its figures, cards on a phone.

use crate::{
    components::{
        bars::{Amount, Bars},
        crumbs::region_name,
        proposal_list::per_hundred,
        status::meeting_class,
    },
    context::page_context,
    format, links,
    nonce::use_nonce,
    text::t_code,
};
use domain::{
    clock::Day,
    ids::RegionId,
    region::{Region, RegionLevel},
};
use leptos::prelude::*;
use services::{queries::place_page::Figures, store::musrenbangs::BoardRow};
use std::collections::BTreeMap;

/// A list this long gets a filter.
const FILTER_FROM: usize = 10;

/// The ways to what lies directly below, at the top of the page.
#[component]
pub fn Inside(region: Region, children: Vec<Region>) -> impl IntoView {
    (!children.is_empty()).then(|| {
        let title = t_code("region.below", kind_of(&region, &children));
        let ways = children.iter().map(|child| view! { <li><a class="chip" href=links::region(&child.code)>{region_name(child)}</a></li> });
        view! { <nav class="stack" aria-label=title.clone()><h2>{title.clone()}</h2><ul class="chips chips--tight">{ways.collect_view()}</ul></nav> }
    })
}

/// How many proposals came for each hundred households, the most first: whether all parts are heard.
#[component]
fn Heard(children: Vec<Region>, below: BTreeMap<RegionId, Figures>) -> impl IntoView {
    let mut amounts: Vec<Amount> = children
        .iter()
        .filter(|child| child.households > 0)
        .map(|child| {
            let proposals = below.get(&child.id).map_or(0, Figures::proposals);
            let rate = proposals.saturating_mul(1_000_000) / child.households;
            let words = t!("region.heard_words", rate = per_hundred(rate), count = format::count(proposals));
            Amount { label: region_name(child), words, value: rate, class: "" }
        })
        .collect();
    amounts.sort_by_key(|amount| std::cmp::Reverse(amount.value));
    (amounts.len() > 1 && amounts.iter().any(|amount| amount.value > 0)).then(|| {
        view! {
            <h3>{t!("region.heard")}</h3>
            <Bars amounts/>
        }
    })
}

/// Their figures; folded on a phone.
#[component]
pub fn Below(
    region: Region,
    children: Vec<Region>,
    below: BTreeMap<RegionId, Figures>,
    meetings: Vec<BoardRow>,
    /// Whose figures they are.
    plan_year: Option<u16>,
    today: Day,
) -> impl IntoView {
    let has_filter = children.len() >= FILTER_FROM;
    let title = t_code("region.below", kind_of(&region, &children));
    let meetings: BTreeMap<String, BoardRow> = meetings.into_iter().map(|row| (row.code.clone(), row)).collect();
    let compares = matches!(region.level, RegionLevel::Kota | RegionLevel::Kecamatan);
    let heard = compares.then(|| view! { <Heard children=children.clone() below=below.clone()/> });
    let rows = children.into_iter().map(|child| {
        let figures = below.get(&child.id).cloned().unwrap_or_default();
        let meeting = meetings.get(child.code.as_str()).cloned();
        view! {
            <tr>
                <th scope="row"><a href=links::region(&child.code)>{region_name(&child)}</a></th>
                <td class="num" data-th=t!("region.th_households")>{(child.households > 0).then(|| format::count(child.households))}</td>
                <td class="num" data-th=t!("region.th_proposals")>{format::count(figures.proposals())}</td>
                <td class="num" data-th=t!("region.th_asked")>{figures.asked.to_string()}</td>
                <td class="num" data-th=t!("region.th_supports")>{format::count(figures.supports)}</td>
                <td data-th=t!("region.th_meeting")>{meeting.map(|row| view! { <MeetingState row today/> })}</td>
            </tr>
        }
    });
    view! {
        <details class="folds">
            <summary>{t!("region.below_figures")}</summary>
            <section class="stack">
                <h2 class="wide-only">{t!("region.below_figures")}</h2>
                {heard}
                {has_filter.then(|| view! { <Narrowing/> })}
                <div class="table-scroll"><table class="data cards">
                    <thead><tr>
                        <th scope="col">{title}</th>
                        <th scope="col" class="num">{t!("region.th_households")}</th>
                        <th scope="col" class="num">{t!("region.th_proposals")}</th>
                        <th scope="col" class="num">{t!("region.th_asked")}</th>
                        <th scope="col" class="num">{t!("region.th_supports")}</th>
                        <th scope="col">{t!("region.th_meeting")}</th>
                    </tr></thead>
                    <tbody data-narrowed="">{rows.collect_view()}</tbody>
                </table></div>
                {plan_year.map(|year| view! { <p class="small soft">{t!("region.table_note", year = year)}</p> })}
            </section>
        </details>
    }
    .into_any()
}

/// Where `narrow.js` looks what is wanted.
#[component]
fn Narrowing() -> impl IntoView {
    view! {
        <div class="field needs-script">
            <label for="saring">{t!("region.filter")}</label>
            <input id="saring" type="search" autocomplete="off" data-none=t!("region.filter_none")/>
            <p role="status" class="hint"></p>
        </div>
        <script src=format!("/pkg/narrow.js?v={}", page_context().site.version) defer nonce=use_nonce()></script>
    }
}

/// Below a kecamatan may lie desa, below a kelurahan RWs.
fn kind_of(region: &Region, children: &[Region]) -> &'static str {
    if children.iter().any(|child| child.level == RegionLevel::Kelurahan && child.code.is_of_desa()) {
        "desa"
    } else if children.iter().any(|child| child.level == RegionLevel::Rw) {
        "with_rws"
    } else {
        region.level.code()
    }
}

#[component]
fn MeetingState(row: BoardRow, today: Day) -> impl IntoView {
    let late = row.is_late(today);
    view! {
        <span>
            <a href=links::meeting(row.id) class=meeting_class(row.status)>{t_code("meeting_status", row.status.code())}</a>
            {late.then(|| view! { " " <span class="tag tag--no">{t!("meetings.late")}</span> })}
        </span>
    }
    .into_any()
}
