//! `/musrenbang/{id}/urutan/pindah`: one proposal to another place, with the reason that everybody will read.

use super::{
    desk, id_of,
    parts::{DeskHead, head_title},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{TextArea, TextField},
    },
    forms::{Fields, FormState, Reading},
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{ids::ProposalId, number, reason::ReasonText};
use leptos::prelude::*;
use services::{
    Clock, CommandError,
    commands::musrenbang::{RankMove, move_rank},
    queries::meeting_page::{MeetingPage, OrderLine},
};
use uuid::Uuid;

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let (page, _) = desk(&web, &id).await?;
    let proposal: ProposalId = web.param("usulan").parse().map_err(|_| PageError::NotFound)?;
    let line = page.order.iter().find(|line| line.item.proposal == proposal).cloned().ok_or(PageError::NotFound)?;
    let to = web.param("ke").to_owned();
    let new_id = web.services.clock.new_id();
    let head = Head::new(head_title(&web, &page.meeting));
    Ok(web.page(head, move || view! { <MoveForm page=page.clone() line=line.clone() to=to.clone() new_id/> }).await)
}

pub async fn submit(mut web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = id_of(&id)?;
    let fields = Fields::new(pairs);
    web.query.insert("usulan".into(), fields.text("usulan").into());
    let Ok(proposal) = fields.text("usulan").parse() else { return show(web, Path(id)).await };
    let new = read(&fields, proposal, &web.services.clock);
    match async { move_rank(&web.services, &web.actor, meeting, &new?).await }.await {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "urutan"), "rank_moved")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

fn read(fields: &Fields, proposal: ProposalId, clock: &Clock) -> Result<RankMove, CommandError> {
    let mut form = Reading::of(fields);
    let id = fields.made_id("id", clock);
    let (from, to) = (form.read("dari", number::whole), form.read("to", number::whole));
    let reason = form.read("reason", ReasonText::new);
    form.make(|| Some(RankMove { id, proposal, from: from?, to: to?, reason: reason? }))
}

#[component]
fn MoveForm(page: MeetingPage, line: OrderLine, to: String, new_id: Uuid) -> impl IntoView {
    let last = page.order.len();
    let meeting = page.meeting.id;
    view! {
        <DeskHead page title=t!("move.title", title = line.item.title) lead=t!("move.lead", rank = line.place, last = last)/>
        <ErrorSummary labels=vec![("to", t!("move.to")), ("reason", t!("move.reason"))]/>
        <form method="post" action=links::meeting_part(meeting, "urutan/pindah") class="form">
            <input type="hidden" name="id" value=FormState::value("id", &new_id.to_string())/>
            <input type="hidden" name="usulan" value=line.item.proposal.to_string()/>
            <input type="hidden" name="dari" value=line.place.to_string()/>
            <TextField name="to" label=t!("move.to") kind="number" inputmode="numeric" value=to/>
            <TextArea name="reason" label=t!("move.reason") hint=t!("move.reason_hint") rows=3/>
            <p class="cluster"><button class="btn">{t!("move.submit")}</button>
                <a href=links::meeting_part(meeting, "urutan")>{t!("move.cancel")}</a></p>
        </form>
    }
}
