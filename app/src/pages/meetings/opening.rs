//! `/musrenbang/{id}/buka`: place, leader, who came. While the meeting is open the same form puts the record right.

use super::{
    board::row_name,
    desk,
    parts::{DeskHead, head_title},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{Shown, TextField, TickBox},
    },
    forms::{Fields, FormState, Reading},
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{
    musrenbang::{Attendance, MeetingAct, Opening as Record},
    number,
};
use leptos::prelude::*;
use services::{
    CommandError,
    commands::musrenbang::{correct_opening, open_musrenbang},
    queries::meeting_page::MeetingPage,
};

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let (page, _) = desk(&web, &id).await?;
    let head = Head::new(head_title(&web, &page.meeting));
    Ok(web.page(head, move || view! { <Opening page=page.clone()/> }).await)
}

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let fields = Fields::new(pairs);
    let meeting = super::id_of(&id)?;
    let outcome = async {
        let opening = read(&fields)?;
        if fields.text("koreksi") == "ya" {
            let shown = fields.shown().and_then(|shown| read(&shown).ok());
            return correct_opening(&web.services, &web.actor, meeting, &opening, shown.as_ref()).await;
        }
        open_musrenbang(&web.services, &web.actor, meeting, &opening, fields.text("despite_missing") == "ya").await
    };
    match outcome.await {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "kerja"), "meeting_opened")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

fn read(fields: &Fields) -> Result<Record, CommandError> {
    let mut form = Reading::of(fields);
    let count = |text: &str| if text.is_empty() { Ok(0) } else { number::whole(text) };
    let (total, women) = (form.read("attendance", count), form.read("women", count));
    // What cannot be read is pointed out already, and is no reason to say more.
    let attendance = Attendance::new(total.unwrap_or(1), women.unwrap_or(0)).unwrap_or_else(|refusal| {
        form.wrong("women", refusal);
        Attendance { total: 1, women: 0 }
    });
    let opening = Record::new(fields.text("place"), fields.text("leader"), attendance);
    let opening = opening.map_err(|found| found.into_iter().for_each(|(field, refusal)| form.wrong(field.code(), refusal)));
    form.done(opening.ok())
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
                    <button class="btn">{if is_open { t!("form.save") } else { t!("opening.submit") }}</button>
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
