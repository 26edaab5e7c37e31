//! `/musrenbang/{id}/buka-kembali`: a closed meeting takes up its work again, for a reason that is kept.

use super::{
    desk, id_of,
    item_forms::ReasonFields,
    parts::{DeskHead, head_title},
};
use crate::{
    components::error_summary::ErrorSummary,
    forms::{Fields, Reading},
    http::{PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{musrenbang::MeetingAct, reason::ReasonCode};
use leptos::prelude::*;
use services::{commands::musrenbang::reopen_musrenbang, queries::meeting_page::MeetingPage};

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let (page, _) = desk(&web, &id).await?;
    let head = Head::new(head_title(&web, &page.meeting));
    Ok(web.page(head, move || view! { <Reopen page=page.clone()/> }).await)
}

pub async fn submit(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = id_of(&id)?;
    let fields = Fields::new(pairs);
    let mut form = Reading::of(&fields);
    let reason = form.reason();
    match async { reopen_musrenbang(&web.services, &web.actor, meeting, &form.done(reason)?).await }.await {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "kerja"), "meeting_reopened")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

#[component]
fn Reopen(page: MeetingPage) -> impl IntoView {
    let meeting = page.meeting.clone();
    let count = page.agreed_count();
    let closed = page.offers(MeetingAct::Reopen);
    view! {
        <DeskHead page title=t!("reopen.title") lead=t!("reopen.lead")/>
        <ErrorSummary labels=vec![("reason_code", t!("item.reason_code")), ("reason_text", t!("item.reason_text"))]/>
        {if closed {
            view! {
                <ul>
                    <li>{t!("reopen.come_back", count = count)}</li>
                    <li>{t!("reopen.version", version = meeting.minutes_version + 1)}</li>
                    {meeting.papers.signed.is_some().then(|| view! { <li>{t!("reopen.papers")}</li> })}
                    <li>{t!("reopen.refused_when")}</li>
                </ul>
                <form method="post" action=links::meeting_part(meeting.id, "buka-kembali") class="form">
                    <ReasonFields code="LAINNYA" codes=ReasonCode::OF_REOPENING/>
                    <button class="btn btn--danger">{t!("reopen.submit")}</button>
                </form>
            }.into_any()
        } else {
            view! { <p class="empty">{t!("reopen.is_open")}</p> }.into_any()
        }}
    }
}
