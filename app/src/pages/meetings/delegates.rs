//! `/musrenbang/{id}/delegasi`: whom the meeting sends to the next one. Names and contacts stay with the offices.

use super::{
    desk, id_of,
    parts::{DeskHead, head_title},
};
use crate::{
    components::{
        error_summary::ErrorSummary,
        field::{TextField, TickBox},
    },
    forms::{Fields, FormState, Reading},
    http::{PageError, PageResult, Web, go_with},
    links,
    shell::Head,
};
use axum::{Form, extract::Path};
use domain::{
    ids::DelegateId,
    musrenbang::{DelegateBody, DelegateContact, DelegateName, MeetingAct},
};
use leptos::prelude::*;
use services::{
    Clock, CommandError,
    commands::musrenbang::{NewDelegate, add_delegate, remove_delegate},
    queries::meeting_page::{self, MeetingPage},
    store::musrenbangs::Delegate,
};
use uuid::Uuid;

pub async fn show(web: Web, Path(id): Path<String>) -> PageResult {
    let (page, permit) = desk(&web, &id).await?;
    let named = meeting_page::delegates(&web.services, &permit).await?;
    let new_id = web.services.clock.new_id();
    let head = Head::new(head_title(&web, &page.meeting)).of_persons(true);
    Ok(web.page(head, move || view! { <Delegates page=page.clone() named=named.clone() new_id/> }).await)
}

pub async fn add(web: Web, Path(id): Path<String>, Form(pairs): Form<Vec<(String, String)>>) -> PageResult {
    let meeting = id_of(&id)?;
    let fields = Fields::new(pairs);
    let new = read(&fields, &web.services.clock);
    match async { add_delegate(&web.services, &web.actor, meeting, &new?).await }.await {
        Ok(()) => Ok(go_with(&links::meeting_part(meeting, "delegasi"), "saved")),
        Err(error) => show(web.refused(error, fields)?, Path(id)).await,
    }
}

fn read(fields: &Fields, clock: &Clock) -> Result<NewDelegate, CommandError> {
    let mut form = Reading::of(fields);
    let (id, is_woman) = (fields.made_id("id", clock), fields.text("woman") == "ya");
    let (name, body) = (form.read("name", DelegateName::new), form.read("body", DelegateBody::new));
    let contact = form.read("contact", DelegateContact::new);
    form.make(|| Some(NewDelegate { id, name: name?, is_woman, body: body?, contact: contact? }))
}

pub async fn remove(web: Web, Path((id, delegate)): Path<(String, String)>) -> PageResult {
    let meeting = id_of(&id)?;
    let delegate: DelegateId = delegate.parse().map_err(|_| PageError::NotFound)?;
    remove_delegate(&web.services, &web.actor, meeting, delegate).await?;
    Ok(go_with(&links::meeting_part(meeting, "delegasi"), "saved"))
}

#[component]
fn Delegates(page: MeetingPage, named: Vec<Delegate>, new_id: Uuid) -> impl IntoView {
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
