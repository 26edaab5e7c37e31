//! What becomes of the printed minutes after the closing: signed, handed to the level above, received there. The
//! office writes it down; everybody reads it on the page of the meeting.

use super::{on_the_desk, parts::DeskHead};
use crate::{
    components::{error_summary::ErrorSummary, field::TextField, icon::Icon},
    context::page_context,
    format, links,
    page::{Page, load},
    text::t_code,
};
use domain::musrenbang::{MeetingAct, PaperField, Papers};
use leptos::prelude::*;
use services::queries::meeting_page::MeetingPage;

/// `/musrenbang/:id/pengesahan`
#[component]
pub fn MeetingPapers() -> impl IntoView {
    let meeting = load(on_the_desk);
    view! { <Page of=meeting let:page><Paperwork page/></Page> }
}

#[component]
fn Paperwork(page: MeetingPage) -> impl IntoView {
    let today = page_context().today().to_string();
    let labels = PaperField::ALL.map(|field| (field.code(), label(field))).to_vec();
    let body = if page.offers(MeetingAct::Sign) {
        view! { <Sign page=page.clone() today/> }.into_any()
    } else if page.offers(MeetingAct::Send) {
        view! { <HandOver page=page.clone() today/> }.into_any()
    } else if page.meeting.status.has_closed() {
        view! { <p class="notice notice--ok"><Icon name="check"/>{t!("papers.done")}</p> }.into_any()
    } else {
        view! { <p class="empty">{t!("papers.not_closed")}</p> }.into_any()
    };
    view! {
        <DeskHead page=page.clone() title=t!("papers.title") lead=t!("papers.lead")/>
        <ErrorSummary labels/>
        <PaperLines page/>
        {body}
    }
}

#[component]
fn Sign(page: MeetingPage, today: String) -> impl IntoView {
    let id = page.meeting.id;
    let (named, leader) = (page.delegates.total, page.meeting.leader.clone());
    view! {
        <section class="stack">
            <h2>{t!("papers.sign")}</h2>
            <p class="soft">{t!("papers.sign_lead")} " " <a href=links::meeting_part(id, "cetak")>{t!("meeting.print")}</a></p>
            <form method="post" action=links::meeting_part(id, "tanda-tangan") class="form">
                <TextField name=PaperField::SignedBy.code() label=label(PaperField::SignedBy) hint=t!("papers.signed_by_hint") value=leader/>
                <TextField name=PaperField::SignedOn.code() label=label(PaperField::SignedOn) kind="date" value=today/>
                <TextField name=PaperField::SignedDelegates.code() label=label(PaperField::SignedDelegates) hint=t!("papers.signed_delegates_hint", count = named) kind="number" value=named.to_string()/>
                <button class="btn">{t!("papers.sign_do")}</button>
            </form>
        </section>
    }
}

#[component]
fn HandOver(page: MeetingPage, today: String) -> impl IntoView {
    let id = page.meeting.id;
    view! {
        <section class="stack">
            <h2>{t!("papers.hand_over", above = above(&page))}</h2>
            <p class="soft">{t!("papers.hand_over_lead")}</p>
            <form method="post" action=links::meeting_part(id, "serah") class="form">
                <TextField name=PaperField::ReceivedBy.code() label=label(PaperField::ReceivedBy) hint=t!("papers.received_by_hint")/>
                <TextField name=PaperField::HandedOverOn.code() label=label(PaperField::HandedOverOn) kind="date" value=today/>
                <button class="btn">{t!("papers.hand_over_do")}</button>
            </form>
        </section>
    }
}

fn label(field: PaperField) -> String {
    t_code("papers_field", field.code())
}

/// The level that the papers go to; after the city's meeting, those who write the RKPD.
fn above(page: &MeetingPage) -> String {
    t_code("papers_above", page.next.map_or("none", |stage| stage.code()))
}

/// What became of the papers, and who waits for whom. Nothing of a meeting that has not closed.
#[component]
pub fn PaperLines(page: MeetingPage) -> impl IntoView {
    let version = page.meeting.minutes_version;
    let above = above(&page);
    let Papers { signed, handed_over } = page.meeting.papers.clone();
    page.meeting.status.has_closed().then(|| {
        let signing = match &signed {
            Some(signing) => {
                t!("papers.signed", version = version, day = format::day(signing.on), by = signing.by.clone(), count = signing.delegates)
            }
            None => t!("papers.awaits_signature", version = version),
        };
        let handing = match (&signed, &handed_over) {
            (_, Some(handing)) => Some(t!("papers.handed_over", above = above, day = format::day(handing.on), to = handing.to.clone())),
            (Some(_), None) => Some(t!("papers.awaits_handing_over", above = above)),
            (None, None) => None,
        };
        view! { <ul class="small" id="pengesahan"><li>{signing}</li>{handing.map(|words| view! { <li>{words}</li> })}</ul> }
    })
}
