//! One proposal to another place, with the reason that everybody will read.

use super::{
    desk, hall,
    parts::{DeskHead, head_title},
    show::Moved,
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{TextArea, TextField},
    },
    context::page_context,
    forms::FormState,
    http::{PageError, Web, parse},
    links,
    page::{Page, load},
    shell::Head,
};
use domain::{ids::ProposalId, refusal::Refusal};
use leptos::prelude::*;
use services::{
    agenda::kept_order,
    queries::meeting_page::{MeetingPage, OrderLine},
};

/// `/musrenbang/:id/urutan/pindah?usulan=…`
#[component]
pub fn MeetingMove() -> impl IntoView {
    let moved = load(async |web: Web| {
        let (page, _) = desk(&web).await?;
        let proposal: ProposalId = parse(web.param("usulan"))?;
        let line = page.order.iter().find(|line| line.item.proposal == proposal).cloned().ok_or(PageError::NotFound)?;
        let to = web.param("ke").to_owned();
        Ok((Head::new(head_title(&web, &page.meeting)), (page, line, to)))
    });
    view! { <Page of=moved let:shown><MoveForm page=shown.0 line=shown.1 to=shown.2/></Page> }
}

#[component]
fn MoveForm(page: MeetingPage, line: OrderLine, to: String) -> impl IntoView {
    let new_id = page_context().new_id();
    let last = page.order.len();
    let meeting = page.meeting.id;
    let seen = kept_order(&page.items).mark();
    let problems = use_context::<FormState>().unwrap_or_default().problems;
    let has_changed = problems.iter().any(|problem| problem.refusal == Refusal::OrderChanged);
    view! {
        <DeskHead page title=t!("move.title", title = line.item.title) lead=t!("move.lead", rank = line.place, last = last)/>
        <ErrorSummary labels=vec![("to", t!("move.to")), ("reason", t!("move.reason"))]/>
        {has_changed.then(|| view! { <p class="notice notice--warn"><span>{t!("move.lead", rank = line.place, last = last)} " " <Moved line=line.clone()/></span></p> })}
        <form method="post" action=links::meeting_part(meeting, "urutan/pindah") class="form">
            <input type="hidden" name="id" value=FormState::value("id", &new_id.to_string())/>
            <input type="hidden" name="usulan" value=line.item.proposal.to_string()/>
            // Of this page as it is shown: whoever sees what others did may move it all the same.
            <input type="hidden" name="seen" value=seen/>
            <input type="hidden" name="dari" value=line.place.to_string()/>
            <TextField name="to" label=t!("move.to") kind="number" inputmode="numeric" value=to/>
            <TextArea name="reason" label=t!("move.reason") hint=t!("move.reason_hint") rows=3/>
            <p class="cluster"><button class="btn">{t!("move.submit")}</button>
                <a href=hall::part(meeting, "urutan")>{t!("move.cancel")}</a></p>
        </form>
    }
}
