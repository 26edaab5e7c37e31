//! A closed meeting takes up its work again, for a reason that is kept.

use super::{item_forms::ReasonFields, on_the_desk, parts::DeskHead};
use crate::{
    components::error_summary::ErrorSummary,
    links,
    page::{Page, load},
};
use domain::{musrenbang::MeetingAct, reason::ReasonCode};
use leptos::prelude::*;
use services::queries::meeting_page::MeetingPage;

/// `/musrenbang/:id/buka-kembali`
#[component]
pub fn MeetingReopening() -> impl IntoView {
    let meeting = load(on_the_desk);
    view! { <Page of=meeting let:page><Reopen page/></Page> }
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
