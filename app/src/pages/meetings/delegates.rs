//! Whom the meeting sends to the next one. Names and contacts stay with the offices.

use super::{
    desk,
    parts::{DeskHead, head_title},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{TextField, TickBox},
    },
    context::page_context,
    forms::FormState,
    http::Web,
    links,
    page::{Page, load},
    shell::Head,
};
use domain::musrenbang::MeetingAct;
use leptos::prelude::*;
use services::{
    queries::meeting_page::{self, MeetingPage},
    store::musrenbangs::Delegate,
};

/// `/musrenbang/:id/delegasi`
#[component]
pub fn MeetingDelegates() -> impl IntoView {
    let meeting = load(async |web: Web| {
        let (page, permit) = desk(&web).await?;
        let named = meeting_page::delegates(&web.services, &permit).await?;
        Ok((Head::new(head_title(&web, &page.meeting)).of_persons(true), (page, named)))
    });
    view! { <Page of=meeting let:shown><Delegates page=shown.0 named=shown.1/></Page> }
}

#[component]
fn Delegates(page: MeetingPage, named: Vec<Delegate>) -> impl IntoView {
    let new_id = page_context().new_id();
    let id = page.meeting.id;
    let closed = !page.offers(MeetingAct::Delegates);
    let count = page.delegates;
    let few = page.wants_women_note;
    let labels = vec![("name", t!("delegates.name")), ("body", t!("delegates.body")), ("contact", t!("delegates.contact"))];
    view! {
        <DeskHead page title=t!("delegates.title") lead=t!("delegates.lead")/>
        <p>{t!("delegates.count", total = count.total, women = count.women)}</p>
        {few.then(|| view! { <p class="notice notice--warn"><a href=links::meeting_part(id, "periksa")>{t!("delegates.few_women")}</a></p> })}
        {named.is_empty().then(|| view! { <p class="empty">{t!("delegates.empty")}</p> })}
        <ul class="list">{named.into_iter().map(|one| {
            let name = one.name.clone();
            view! {
                <li>
                    <h2>{one.name}</h2>
                    <p class="meta">{one.body} {one.is_woman.then(|| format!(" · {}", t!("delegates.is_woman")))} {(!one.contact.is_empty()).then(|| format!(" · {}", one.contact))}</p>
                    {(!closed).then(|| view! {
                        <form method="post" action=links::meeting_part(id, &format!("delegasi/{}/hapus", one.id))>
                            <button class="btn btn--plain btn--small" aria-label=t!("delegates.remove_name", name = name)>{t!("delegates.remove")}</button>
                        </form>
                    })}
                </li>
            }
        }).collect_view()}</ul>
        <ErrorSummary labels/>
        {(!closed).then(|| view! {
            <section class="stack">
                <h2>{t!("delegates.add")}</h2>
                <form method="post" action=links::meeting_part(id, "delegasi") class="form">
                    <input type="hidden" name="id" value=FormState::value("id", &new_id.to_string())/>
                    <TextField name="name" label=t!("delegates.name")/>
                    <TickBox name="woman" label=t!("delegates.is_woman")/>
                    <TextField name="body" label=t!("delegates.body") hint=t!("delegates.body_hint")/>
                    <TextField name="contact" label=t!("delegates.contact") hint=t!("delegates.contact_hint")/>
                    <button class="btn">{t!("delegates.add")}</button>
                </form>
            </section>
        })}
    }
}
