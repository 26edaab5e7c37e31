//! Beside what happens in a place: its meeting with the money, where the year stands, which office to ask.

use crate::{
    components::{
        bars::{Amount, Bars},
        crumbs::region_name,
        stages::{StageLine, now_words},
        status::MeetingStatusTag,
    },
    context::page_context,
    format, links,
    text::t_code,
};
use domain::{
    account::Role,
    clock::Day,
    money::Rupiah,
    region::{Region, RegionLevel},
    years::PlanningYear,
};
use leptos::prelude::*;
use services::queries::place_page::PlaceMeeting;

#[component]
pub fn MeetingCard(meeting: PlaceMeeting) -> impl IntoView {
    let PlaceMeeting { meeting, money, announced } = meeting;
    let zone = page_context().zone;
    let held = meeting.closed_at.or(meeting.opened_at).map(|at| format::day_of(at, zone));
    let when = held.or(meeting.scheduled_on.map(format::day)).unwrap_or_else(|| t!("meeting.no_date"));
    let place = Some(meeting.place.clone()).filter(|place| !place.is_empty());
    let has_place = place.is_some();
    let ceiling = announced.as_ref().map(|announced| announced.ceiling.total());
    let bar = |label: String, amount: Rupiah, class| Amount { label, words: amount.to_string(), value: amount.amount(), class };
    let amounts = ceiling.map(|ceiling| bar(t!("meeting.ceiling"), ceiling, "gold")).into_iter();
    let amounts = amounts.chain([bar(t!("region.asked"), money.asked, ""), bar(t!("region.agreed"), money.agreed_cost, "")]).collect();
    let source = announced.map_or_else(
        || t!("meeting.no_ceiling"),
        |announced| t!("meeting.announced", source = announced.source, day = format::day(announced.on)),
    );
    view! {
        <section class="card">
            <h2><a href=links::meeting(meeting.id)>{t_code("meeting_of", meeting.stage.code())}</a></h2>
            <p><MeetingStatusTag status=meeting.status/></p>
            <p>{when} {place.map(|place| format!(" · {place}"))}</p>
            {(!has_place && !meeting.status.has_closed()).then(|| view! { <p class="meta">{t!("region.meeting_place_later")}</p> })}
            <p class="meta">{t!("region.meeting_items", count = money.proposals, agreed = money.agreed)}</p>
            <Bars amounts/>
            <p class="meta">{source}</p>
        </section>
    }
    .into_any()
}

#[component]
pub fn Stages(year: PlanningYear, today: Day) -> impl IntoView {
    let words = now_words(&year.stages, today);
    view! {
        <section class="stack">
            <h2>{t!("region.stages", year = year.plan_year)}</h2>
            <p class="small">{words}</p>
            <StageLine stages=year.stages today tall=true/>
            <p><a href=links::CALENDAR>{t!("home.calendar")}</a></p>
        </section>
    }
    .into_any()
}

/// Offices, never persons: who does what here, and whether somebody holds the post in this software.
#[component]
pub fn Offices(region: Region, roles: Vec<Role>) -> impl IntoView {
    let offices: Vec<(String, String)> = match region.level {
        RegionLevel::Kota => vec![
            (t!("offices.bappeda"), t!("offices.bappeda_does")),
            (t!("offices.agencies"), t!("offices.agencies_does")),
            (t!("offices.inspectorate"), t!("offices.inspectorate_does")),
        ],
        RegionLevel::Kecamatan => vec![(t!("offices.kecamatan", name = region.name), t!("offices.kecamatan_does"))],
        RegionLevel::Kelurahan if region.code.is_of_desa() => vec![(t!("offices.desa", name = region.name), t!("offices.desa_does"))],
        RegionLevel::Kelurahan => vec![(t!("offices.kelurahan", name = region.name), t!("offices.kelurahan_does"))],
        RegionLevel::Rw => vec![(t!("offices.rw", name = region.name), t!("offices.rw_does", name = region.name))],
        RegionLevel::Rt => vec![(t!("offices.rt", name = region_name(&region)), t!("offices.rt_does"))],
    };
    let post = match region.level {
        RegionLevel::Kota | RegionLevel::Rw => None,
        RegionLevel::Kecamatan => Some(Role::KecamatanOfficer),
        RegionLevel::Kelurahan => Some(Role::KelurahanOfficer),
        RegionLevel::Rt => Some(Role::RtHead),
    };
    let filled = post.map(|post| if roles.contains(&post) { t!("offices.filled") } else { t!("offices.vacant") });
    view! {
        <section class="stack">
            <h2>{t!("offices.title")}</h2>
            <dl class="facts measure">
                {offices.into_iter().map(|(office, does)| view! { <dt>{office}</dt> <dd>{does}</dd> }).collect_view()}
            </dl>
            {filled.map(|words| view! { <p class="small soft">{words}</p> })}
        </section>
    }
    .into_any()
}
