//! `/musrenbang/{id}/buka`: place, leader, who came. While the meeting is open the same form puts the record right.

use super::{
    desk,
    parts::{DeskHead, head_title},
};
use crate::{
    components::{error_summary::ErrorSummary, field::TextField},
    forms::Fields,
    links,
    shell::Head,
    web::{PageResult, Web, go_with},
};
use axum::{Form, extract::Path};
use domain::musrenbang::MusrenbangStatus;
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
    let form = OpeningForm {
        place: fields.text("place").into(),
        leader: fields.text("leader").into(),
        attendance: fields.text("attendance").into(),
        women: fields.text("women").into(),
    };
    let outcome = if fields.text("koreksi") == "ya" {
        correct_opening(&web.services, &web.actor, meeting, &form).await
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
    let is_open = meeting.status == MusrenbangStatus::Open;
    let labels = vec![
        ("place", t!("opening.place")),
        ("leader", t!("opening.leader")),
        ("attendance", t!("opening.attendance")),
        ("women", t!("opening.women")),
    ];
    let came = meeting.attendance;
    let lead = if is_open { t!("opening.lead_open") } else { t!("opening.lead") };
    view! {
        <DeskHead page title=t!("opening.title") lead=lead/>
        <ErrorSummary labels/>
        {if meeting.status.has_closed() {
            view! { <p class="notice notice--info">{t!("opening.closed")}</p> }.into_any()
        } else {
            view! {
                <form method="post" action=links::meeting_part(meeting.id, "buka") class="form">
                    {is_open.then(|| view! { <input type="hidden" name="koreksi" value="ya"/> })}
                    <TextField name="place" label=t!("opening.place") value=meeting.place/>
                    <TextField name="leader" label=t!("opening.leader") hint=t!("opening.leader_hint") value=meeting.leader/>
                    <TextField name="attendance" label=t!("opening.attendance") kind="number" inputmode="numeric" value=came.map(|came| came.total.to_string()).unwrap_or_default()/>
                    <TextField name="women" label=t!("opening.women") kind="number" inputmode="numeric" value=came.map(|came| came.women.to_string()).unwrap_or_default()/>
                    <button class="btn">{if is_open { t!("form.save") } else { t!("opening.submit") }}</button>
                </form>
            }.into_any()
        }}
    }
}
