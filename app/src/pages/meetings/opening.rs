//! Place, leader, who came. While the meeting is open the same form puts the record right.

use super::{board::row_name, on_the_desk, parts::DeskHead};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Shown, TextField, TickBox},
    },
    forms::FormState,
    links,
    page::{Page, load},
};
use domain::musrenbang::{Attendance, MeetingAct};
use leptos::prelude::*;
use services::queries::meeting_page::MeetingPage;

/// `/musrenbang/:id/buka`
#[component]
pub fn MeetingOpening() -> impl IntoView {
    let meeting = load(on_the_desk);
    view! { <Page of=meeting let:page><Opening page/></Page> }
}

#[component]
fn Opening(page: MeetingPage) -> impl IntoView {
    let meeting = page.meeting.clone();
    let (opens, is_open) = (page.offers(MeetingAct::Open), page.offers(MeetingAct::Correct));
    let labels = vec![
        ("place", t!("opening.place")),
        ("leader", t!("opening.leader")),
        ("attendance", t!("opening.attendance")),
        ("women", t!("opening.women")),
        ("despite_missing", t!("opening.missing_title")),
    ];
    let came = |count: fn(Attendance) -> u32| meeting.attendance.map(|came| count(came).to_string()).unwrap_or_default();
    let (place, leader) = (meeting.place.clone(), meeting.leader.clone());
    let (attendance, women) = (came(|came| came.total), came(|came| came.women));
    let stored = [("place", &place), ("leader", &leader), ("attendance", &attendance), ("women", &women)];
    let stored = is_open.then(|| stored.into_iter().map(|(name, value)| view! { <Shown name value=value.clone()/> }).collect_view());
    let lead = if is_open { t!("opening.lead_open") } else { t!("opening.lead") };
    view! {
        <DeskHead page=page.clone() title=t!("opening.title") lead=lead/>
        <ErrorSummary labels/>
        {if !opens && !is_open {
            view! { <p class="notice notice--info">{t!("opening.closed")}</p> }.into_any()
        } else {
            view! {
                <form method="post" action=links::meeting_part(meeting.id, "buka") class="form">
                    {is_open.then(|| view! { <input type="hidden" name="koreksi" value="ya"/> })}
                    {stored}
                    <TextField name="place" label=t!("opening.place") value=place/>
                    <TextField name="leader" label=t!("opening.leader") hint=t!("opening.leader_hint") value=leader/>
                    <TextField name="attendance" label=t!("opening.attendance") kind="number" inputmode="numeric" value=attendance/>
                    <TextField name="women" label=t!("opening.women") kind="number" inputmode="numeric" value=women/>
                    <Missing page=page.clone()/>
                    <button class="btn">{if is_open { t!("opening.save") } else { t!("opening.submit") }}</button>
                </form>
            }.into_any()
        }}
    }
}

/// Whose list has not come up; that it opens all the same is said with a tick.
#[component]
fn Missing(page: MeetingPage) -> impl IntoView {
    let waits = page.offers(MeetingAct::Open) && !page.missing.is_empty();
    let names: Vec<String> = page.missing.iter().map(row_name).collect();
    let problem = FormState::problem("despite_missing");
    let wrong = problem.is_some();
    waits.then(|| {
        view! {
            <div class="field" class:field--error=wrong>
                <p class="label">{t!("opening.missing", count = names.len())}</p>
                <ul>{names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                {problem.map(|words| view! { <p class="error-text">{words}</p> })}
                <TickBox name="despite_missing" label=t!("opening.despite_missing")/>
            </div>
        }
    })
}
