//! `/kotak-kerja`: what waits for an official: their meetings with the next thing to do, and what nobody has looked at.

use super::meetings::board_row_name;
use crate::{
    format, links,
    routes::RouteTable,
    shell::Head,
    text::t_code,
    web::{PageResult, Web, page_context},
};
use domain::{
    clock::{Day, Instant},
    musrenbang::MusrenbangStatus,
    permission::may_act_as_self,
    refusal::Refusal,
};
use leptos::prelude::*;
use services::{
    queries::inbox::{self, Desk, Inbox},
    store::musrenbangs::{BoardRow, WaitingItem},
};

pub fn routes(table: RouteTable) -> RouteTable {
    table.get(links::INBOX, show)
}

async fn show(web: Web) -> PageResult {
    let permit = may_act_as_self(&web.actor)?;
    if web.actor.assignments().is_empty() {
        return Err(Refusal::NotYourOffice.into());
    }
    let inbox = inbox::inbox(&web.services, &web.actor, &permit).await?;
    let (now, today) = (web.services.clock.now(), web.services.today());
    let head = Head::new(web.text("inbox.title"));
    Ok(web.page(head, move || view! { <Page inbox=inbox.clone() now today/> }).await)
}

#[component]
fn Page(inbox: Inbox, now: Instant, today: Day) -> impl IntoView {
    let overdue = inbox.waiting.iter().filter(|waiting| waiting.is_overdue(now)).count();
    let nothing = inbox.desks.is_empty() && inbox.waiting.is_empty();
    let (own, below): (Vec<Desk>, Vec<Desk>) = inbox.desks.into_iter().partition(|desk| desk.is_own);
    view! {
        <div class="page-head"><h1>{t!("inbox.title")}</h1><p class="lead">{t!("inbox.lead")}</p></div>
        {nothing.then(|| view! { <p class="empty">{t!("inbox.empty")}</p> })}
        {(!own.is_empty()).then(|| view! {
            <section class="stack"><h2>{t!("inbox.my_meetings")}</h2>
                <ul class="inbox">{own.into_iter().flat_map(|desk| desk.rows).map(|row| view! { <MeetingLine row today/> }).collect_view()}</ul></section>
        })}
        {(!inbox.waiting.is_empty()).then(|| view! {
            <section class="stack">
                <h2>{t!("inbox.waiting", count = inbox.waiting.len())}</h2>
                {(overdue > 0).then(|| view! { <p class="notice notice--warn">{t!("inbox.overdue_count", count = overdue)}</p> })}
                <ul class="inbox">{inbox.waiting.into_iter().map(|waiting| view! { <Waiting waiting now/> }).collect_view()}</ul>
            </section>
        })}
        {below.into_iter().filter(|desk| !desk.rows.is_empty()).map(|desk| view! {
            <section class="stack"><h2>{t!("inbox.below", stage = t_code("stage", desk.rows[0].stage.code()), count = desk.rows.len())}</h2>
                <p class="soft">{t!("inbox.below_words")}</p>
                <ul class="inbox">{desk.rows.into_iter().map(|row| view! { <MeetingLine row today/> }).collect_view()}</ul></section>
        }).collect_view()}
    }
}

#[component]
fn MeetingLine(row: BoardRow, today: Day) -> impl IntoView {
    let late = row.is_late(today);
    let when = row.scheduled_on.map_or_else(|| t!("meeting.no_date"), format::day);
    let part = if row.status == MusrenbangStatus::Prepared || row.status == MusrenbangStatus::Open { "kerja" } else { "" };
    let href = if part.is_empty() { links::meeting(row.id) } else { links::meeting_part(row.id, part) };
    view! {
        <li class:late=late>
            <h3><a href=href>{board_row_name(&row)}</a></h3>
            <p class="meta">{t_code("stage", row.stage.code())} " · " {when} " · " {t!("inbox.items", items = row.items, waiting = row.waiting)}</p>
            {if late {
                view! { <span class="tag tag--no">{t!("meetings.late")}</span> }.into_any()
            } else {
                view! { <span class="tag tag--plain">{t_code("meeting_status", row.status.code())}</span> }.into_any()
            }}
        </li>
    }
}

#[component]
fn Waiting(waiting: WaitingItem, now: Instant) -> impl IntoView {
    let zone = page_context().zone;
    let late = waiting.is_overdue(now);
    let days = (now - waiting.since).num_days();
    let words = match waiting.returned_until {
        Some(day) => t!("inbox.returned_until", day = format::day(day)),
        None => t!("inbox.since", day = format::day_of(waiting.since, zone), days = days),
    };
    view! {
        <li class:late=late>
            <h3><a href=links::meeting_item(waiting.meeting, waiting.proposal)>{waiting.title}</a></h3>
            <p class="meta">{waiting.number} " · " {waiting.place} " · " {words}</p>
            {if late {
                view! { <span class="tag tag--no">{t!("inbox.overdue")}</span> }.into_any()
            } else {
                view! { <span class="tag tag--info">{t_code("proposal_status", waiting.status.code())}</span> }.into_any()
            }}
        </li>
    }
}
