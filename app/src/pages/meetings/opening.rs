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
    forms::{Fields, FormState},
    links,
    shell::Head,
    web::{PageResult, Web, go_with},
};
use axum::{Form, extract::Path};
use domain::musrenbang::MeetingAct;
use leptos::prelude::*;
use services::{
    commands::musrenbang::{OpeningForm, correct_opening, open_musrenbang},
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
    let read = |text: &dyn Fn(&str) -> String| OpeningForm {
        place: text("place"),
        leader: text("leader"),
        attendance: text("attendance"),
        women: text("women"),
        despite_missing: fields.text("despite_missing") == "ya",
    };
    let form = read(&|name| fields.text(name).to_owned());
    let outcome = if fields.text("koreksi") == "ya" {
        let shown = fields.typed("place").shown.is_some().then(|| read(&|name| fields.typed(name).shown.unwrap_or_default().to_owned()));
        correct_opening(&web.services, &web.actor, meeting, &form, shown.as_ref()).await
    } else {
        open_musrenbang(&web.services, &web.actor, meeting, &form).await
    };
    match outcome {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "kerja"), "meeting_opened")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
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
    let known = OpeningForm::of(&meeting);
    let stored = [("place", &known.place), ("leader", &known.leader), ("attendance", &known.attendance), ("women", &known.women)];
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
                    <TextField name="place" label=t!("opening.place") value=known.place/>
                    <TextField name="leader" label=t!("opening.leader") hint=t!("opening.leader_hint") value=known.leader/>
                    <TextField name="attendance" label=t!("opening.attendance") kind="number" inputmode="numeric" value=known.attendance/>
                    <TextField name="women" label=t!("opening.women") kind="number" inputmode="numeric" value=known.women/>
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
