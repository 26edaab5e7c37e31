//! Meetings where they are one part of a page: a list with the day at the edge. The pages of a meeting itself are in
//! `pages/meetings`.

use crate::{
    components::status::MeetingStatusTag,
    context::page_context,
    format, links,
    text::{self, t_code},
};
use domain::{clock::Day, cycle::StageKind, region::RegionCode};
use leptos::prelude::*;
use services::store::musrenbangs::DatedMeeting;

/// An RT with its RW and kelurahan, a kelurahan with its kecamatan; by the code of the region or agency.
pub fn place_name(stage: StageKind, code: &str, name: &str, above: Option<&str>) -> String {
    let code = RegionCode::parse(code).ok();
    match (stage, above) {
        (StageKind::Rt, Some(above)) => {
            let rw = code.as_ref().and_then(RegionCode::rw_number).map(|rw| format!("/RW {rw}")).unwrap_or_default();
            format!("{name}{rw}, {}", text::kelurahan(code.as_ref(), above))
        }
        (StageKind::Kelurahan, Some(above)) => {
            format!("{}, {}", text::kelurahan(code.as_ref(), name), t!("region.kecamatan_short", name = above))
        }
        (StageKind::Kecamatan, _) => t!("region.kecamatan_short", name = name),
        _ => name.to_owned(),
    }
}

/// The day of a meeting: the one announced, or the one on which it was opened.
pub fn day_of(meeting: &DatedMeeting) -> Option<Day> {
    meeting.scheduled_on.or(meeting.opened_at.map(|at| page_context().zone.day(at)))
}

/// A day as a small calendar leaf.
#[component]
pub fn Leaf(day: Day) -> impl IntoView {
    use chrono::Datelike;
    view! { <time datetime=day.to_string()><b>{day.day()}</b>{format::short_month(day)}</time> }
}

/// Then each says of which it is.
pub fn are_of_several_years(meetings: &[DatedMeeting]) -> bool {
    meetings.windows(2).any(|pair| pair[0].plan_year != pair[1].plan_year)
}

/// Meetings by day, each with its place and what lies before it.
#[component]
pub fn MeetingDates(meetings: Vec<DatedMeeting>) -> impl IntoView {
    let with_year = are_of_several_years(&meetings);
    let lines = meetings.into_iter().map(|meeting| {
        let day = day_of(&meeting).map(|day| view! { <Leaf day/> });
        view! { <li>{day} <MeetingEntry meeting with_year/></li> }
    });
    view! { <ul class="list dates">{lines.collect_view()}</ul> }.into_any()
}

/// What a list says of one meeting.
#[component]
pub fn MeetingEntry(meeting: DatedMeeting, with_year: bool) -> impl IntoView {
    let name = place_name(meeting.stage, &meeting.code, &meeting.name, meeting.above.as_deref());
    let facts = [
        Some(t_code("stage", meeting.stage.code())),
        with_year.then(|| t!("meeting.plan_year", year = meeting.plan_year)),
        Some(meeting.place).filter(|place| !place.is_empty()),
        (meeting.items > 0).then(|| t!("proposals.found", count = format::count(meeting.items.into()))),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    view! {
        <h3><a href=links::meeting(meeting.id)>{name}</a></h3>
        <p class="meta">{facts.join(" · ")}</p>
        <p class="status"><MeetingStatusTag status=meeting.status/></p>
    }
    .into_any()
}
